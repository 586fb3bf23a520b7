import { templateHead } from './template-head'

/**
 * The look of a report, in Typst. Its only input is the document as JSON: texts arrive as values, so that nothing in them is ever read as
 * markup, and nothing is imported, read or fetched.
 */
export const reportTemplate = `
${templateHead}
#let ink = rgb("#14232B")
#let quiet = rgb("#4B5A61")
#let river = rgb("#0B5C6B")
#let sand = rgb("#DAD3C3")
#let amber = rgb("#B45309")

#set document(
  title: doc.title,
  author: if doc.author == "" { () } else { doc.author },
  date: day(doc.madeOn),
)
#set text(fill: ink)
#set par(leading: if is-rtl { 0.85em } else { 0.68em }, spacing: 0.95em, justify: false)

#let hatched = tiling(size: (5pt, 5pt))[
  #place(line(start: (0%, 100%), end: (100%, 0%), stroke: 0.5pt + sand))
]

#set page(
  paper: "a4",
  margin: (top: 24mm, bottom: 24mm, inside: 22mm, outside: 22mm),
  header: context {
    set text(size: 8pt, fill: quiet)
    let first = counter(page).get().first() == 1
    grid(
      columns: (1fr, auto),
      align: (start, end),
      column-gutter: 8mm,
      if first { [] } else { text(doc.title) },
      if doc.marking == none { [] } else { text(fill: amber, weight: "bold", doc.marking) },
    )
  },
  footer: context {
    set text(size: 8pt, fill: quiet)
    line(length: 100%, stroke: 0.5pt + sand)
    v(-0.4em)
    grid(
      columns: (1fr, auto),
      align: (start, end),
      column-gutter: 10mm,
      text(doc.footer),
      text(page-words(
        numbering(doc.pageDigits, counter(page).get().first()),
        numbering(doc.pageDigits, counter(page).final().first()),
      )),
    )
  },
)

#show heading: set text(fill: ink, weight: "bold")
#show heading: set block(sticky: true)
#show heading.where(level: 1): it => {
  block(sticky: true, above: 2.2em, below: 1em, stack(
    spacing: 0.55em,
    text(size: 16pt, fill: river, it.body),
    line(length: 100%, stroke: 0.75pt + sand),
  ))
}
#show heading.where(level: 2): set text(size: 12.5pt)
#show heading.where(level: 2): set block(above: 1.7em, below: 0.75em)
#show heading.where(level: 3): set text(size: 10.5pt)
#show heading.where(level: 3): set block(above: 1.4em, below: 0.65em)
#set list(marker: text(fill: river, [•]), indent: 0.2em, body-indent: 0.6em, spacing: 0.7em)
#show figure: set align(start)
#show figure.caption: set align(start)
#set figure(numbering: none, supplement: none, gap: 0.7em)
#set figure.caption(position: top, separator: none)

#let captioned(title, subtitle) = {
  text(size: 11pt, weight: "bold", title)
  if subtitle != "" {
    linebreak()
    text(size: 9pt, fill: quiet, subtitle)
  }
}

#let show-paragraph(block-data) = {
  if block-data.tone == "lead" {
    block(above: 1.2em, below: 1.4em, text(size: 13pt, weight: "bold", block-data.text))
  } else if block-data.tone == "quiet" {
    par(text(size: 9pt, fill: quiet, block-data.text))
  } else if block-data.tone == "warning" {
    block(
      width: 100%,
      inset: (x: 10pt, y: 8pt),
      stroke: if is-rtl { (right: 3pt + amber) } else { (left: 3pt + amber) },
      fill: rgb("#FDF3E3"),
      text(block-data.text),
    )
  } else {
    par(text(block-data.text))
  }
}

#let show-figure(block-data) = block(breakable: false, above: 1.6em, below: 1.6em, {
  figure(
    kind: image,
    caption: captioned(block-data.title, block-data.subtitle),
    image(bytes(block-data.svg), format: "svg", width: 100%, alt: block-data.alternative),
  )
  if block-data.source != "" {
    block(above: 0.6em, text(size: 8pt, fill: quiet, block-data.source))
  }
})

#let show-table(block-data) = {
  let heads = block-data.rowHeads
  let side(column) = if block-data.columns.at(column).isFigure { end } else { start }
  let cell(column, data) = {
    let is-hidden = data.at("isHidden", default: false)
    table.cell(
      fill: if is-hidden { hatched } else { none },
      align: side(column) + top,
      if is-hidden { text(style: "italic", fill: quiet, data.text) }
      else if column < heads { text(weight: "bold", data.text) }
      else { text(number-width: "tabular", data.text) },
    )
  }
  figure(
    kind: table,
    caption: captioned(block-data.caption, ""),
    {
      set text(size: 8.5pt)
      set par(leading: 0.5em)
      table(
        columns: block-data.columns.enumerate().map(((index, column)) => if index < heads { auto } else { 1fr }),
        stroke: (x: none, y: 0.5pt + sand),
        inset: (x: 5pt, y: 4.5pt),
        table.header(
          ..block-data.columns.enumerate().map(((index, column)) => table.cell(
            align: side(index) + bottom,
            fill: rgb("#F6F2E9"),
            text(weight: "bold", column.head),
          )),
        ),
        ..block-data.rows.map(row => row.enumerate().map(((index, data)) => cell(index, data))).flatten(),
      )
    },
  )
  if block-data.note != "" {
    block(above: 0.7em, below: 1.6em, text(size: 8pt, fill: quiet, block-data.note))
  }
}
#show figure.where(kind: table): set block(breakable: true, above: 1.6em, below: 1em)

#block(below: 1.1em, text(size: 22pt, weight: "bold", fill: ink, par(leading: if is-rtl { 0.75em } else { 0.55em }, doc.title)))
#if doc.subtitle != "" { block(below: 1.2em, text(size: 12.5pt, fill: quiet, doc.subtitle)) }
#if doc.facts.len() > 0 {
  block(
    width: 100%,
    above: 1.2em,
    below: 1.6em,
    inset: (y: 8pt),
    stroke: (y: 0.75pt + sand),
    grid(
      columns: (auto, 1fr),
      column-gutter: 10mm,
      row-gutter: 0.75em,
      ..doc.facts.map(fact => (text(fill: quiet, fact.label), text(fact.value))).flatten(),
    ),
  )
}

#for block-data in doc.blocks {
  if block-data.kind == "heading" { heading(level: block-data.level, text(block-data.text)) }
  else if block-data.kind == "paragraph" { show-paragraph(block-data) }
  else if block-data.kind == "list" {
    block(above: 1.1em, below: 1.2em, list(..block-data.items.map(item => text(item))))
  }
  else if block-data.kind == "table" { show-table(block-data) }
  else if block-data.kind == "figure" { show-figure(block-data) }
  else if block-data.kind == "page-break" { pagebreak(weak: true) }
}
`
