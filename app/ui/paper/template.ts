import { templateHead } from '../report/template-head'

/**
 * The look of a questionnaire on paper, in Typst: black on white, for copying machines. Its only input is the document as JSON: texts arrive
 * as values, so that nothing in them is ever read as markup, and nothing is imported, read or fetched.
 */
export const paperTemplate = `
${templateHead}
#let ink = rgb("#111111")
#let quiet = rgb("#4A4A4A")
#let rule = rgb("#8A8A8A")
#let shade = rgb("#ECECEC")

#set document(
  title: doc.title,
  date: if doc.publishedOn == none { none } else { day(doc.publishedOn) },
)
#set text(fill: ink)
#set par(leading: if is-rtl { 0.72em } else { 0.58em }, spacing: 0.8em, justify: false)

// Where a line begins and ends on this paper, in whatever direction the text of a cell runs.
#let (near, far) = if is-rtl { (right, left) } else { (left, right) }
#set align(near)

#set page(
  paper: "a4",
  margin: (top: 18mm, bottom: 22mm, x: 18mm),
  footer: context {
    set text(size: 8pt, fill: quiet)
    line(length: 100%, stroke: 0.5pt + rule)
    v(-0.4em)
    grid(
      columns: (1fr, auto),
      align: (near, far),
      column-gutter: 10mm,
      text(doc.footer),
      text(page-words(str(counter(page).get().first()), str(counter(page).final().first()))),
    )
  },
)

#show heading: set text(fill: ink, weight: "bold")
#show heading.where(level: 1): it => block(
  sticky: true,
  above: 2em,
  below: 1em,
  width: 100%,
  inset: (bottom: if is-rtl { 7pt } else { 4pt }),
  stroke: (bottom: 1.2pt + ink),
  text(size: 14pt, it.body),
)
#set outline(indent: 0pt)

// A text in letters of the other direction keeps its own, with its full stop at its own end.
#let right-to-left = regex("[\u{0590}-\u{08FF}\u{FB1D}-\u{FDFF}\u{FE70}-\u{FEFC}]")
#let left-to-right = regex("[\u{0041}-\u{02AF}\u{0370}-\u{0589}\u{0900}-\u{1FFF}]")
#let told(words) = {
  let (own, other, turn) = if is-rtl { (right-to-left, left-to-right, "\u{2066}") } else { (left-to-right, right-to-left, "\u{2067}") }
  text(if words.contains(other) and not words.contains(own) { turn + words + "\u{2069}" } else { words })
}

// Ids, codes and expressions are read from left to right in every language.
#let straight(words) = if is-rtl { "\u{2066}" + words + "\u{2069}" } else { words }
#let code(words) = text(size: 7.5pt, fill: quiet, straight(words))

#let rich(parts) = {
  set text(dir: if doc.wordsDirection == "rtl" { rtl } else { ltr })
  for part in parts {
    if part.kind == "item" {
      if part.number != "" { text(weight: "bold", part.number) + text("\\u{00A0}") }
      code(part.id)
    } else if part.kind == "expression" { text(size: 8.5pt, straight(part.text)) }
    else { text(part.text) }
  }
}

#let box-size = 3.1mm
#let tick(mark) = box(
  baseline: 15%,
  if mark == "circle" { circle(radius: box-size / 2, stroke: 0.8pt + ink) }
  else if mark == "number" { rect(width: 6.5mm, height: 4.6mm, stroke: 0.8pt + ink) }
  else { rect(width: box-size, height: box-size, stroke: 0.8pt + ink) },
)

// Leads the eye from an answer to its code.
#let leader = {
  h(1.5mm)
  box(width: 1fr, line(length: 100%, stroke: (paint: rule, thickness: 0.5pt, dash: ("dot", 2.5pt))))
  h(1.5mm)
}

#let option-list(mark, options) = grid(
  columns: (if mark == "number" { 9mm } else { 5.5mm }, 1fr),
  row-gutter: if mark == "number" { 0.62em } else { 0.68em },
  align: near + top,
  ..options.map(option => (
    tick(mark),
    {
      told(option.label)
      if option.note != "" { text(size: 8.5pt, fill: quiet, " (" + option.note + ")") }
      leader
      code(option.code)
    },
  )).flatten(),
)

#let write-line(width) = box(width: width, height: 1.5em, stroke: (bottom: 0.8pt + ink))

#let show-answer(answer) = {
  if answer.kind == "options" {
    if answer.columns == 2 {
      let half = calc.ceil(answer.options.len() / 2)
      grid(
        columns: (1fr, 1fr),
        column-gutter: 10mm,
        option-list(answer.mark, answer.options.slice(0, half)),
        option-list(answer.mark, answer.options.slice(half)),
      )
    } else { option-list(answer.mark, answer.options) }
    if answer.more != none {
      block(above: 0.9em, text(size: 9pt, fill: quiet, told(answer.more.text)))
      block(above: 0.4em, told(answer.more.write) + h(2mm) + write-line(80mm))
    }
  } else if answer.kind == "lines" {
    for _ in range(answer.lines) {
      block(above: 0.2em, below: 0.4em, {
        write-line(if answer.isShort { 35mm } else { 100% })
        if answer.unit != "" { h(2mm) + told(answer.unit) }
      })
    }
  } else if answer.kind == "cells" {
    let cells(field) = {
      set text(dir: ltr)
      grid(columns: field.cells * (6mm,), rows: 7mm, stroke: 0.8pt + ink, ..field.cells * ([],))
    }
    let fields = answer.fields.map(field => stack(
      spacing: 1.2mm,
      text(size: 8pt, fill: quiet, told(field.label)),
      cells(field),
    ))
    let row = grid(columns: fields.len() * (auto,), column-gutter: 5mm, align: near + bottom, ..fields)
    if answer.isTime { align(near, { set text(dir: ltr); row }) } else { row }
  } else if answer.kind == "scale" {
    let count = answer.values.len()
    grid(
      columns: count * (1fr,),
      align: center,
      row-gutter: 1.4mm,
      ..answer.values.map(value => text(size: 9pt, value)),
      ..answer.values.map(_ => tick("circle")),
    )
    if answer.minLabel != "" or answer.maxLabel != "" {
      block(above: 0.6em, grid(
        columns: (1fr, 1fr),
        align: (near, far),
        column-gutter: 8mm,
        text(size: 9pt, told(answer.minLabel)),
        text(size: 9pt, told(answer.maxLabel)),
      ))
    }
  } else if answer.kind == "ends" {
    grid(
      columns: (auto, 35mm, auto),
      column-gutter: 5mm,
      align: bottom,
      ..answer.ends.enumerate().map(((place, end)) => (
        if place == 1 { (write-line(100%),) } else { () }
      ) + (text(size: 9pt, end.value + if end.label == "" { "" } else { " " + end.label }),)).flatten(),
    )
  }
}

#let show-item(item, above) = block(above: above, below: 1.5em, width: 100%, breakable: not item.isKeptWhole, grid(
  columns: (9mm, 1fr),
  if item.number == none { [] } else { text(weight: "bold", str(item.number)) },
  {
    block(sticky: true, below: 0.75em, width: 100%, grid(
      columns: (1fr, auto),
      column-gutter: 4mm,
      align: (near + top, far + top),
      text(weight: if item.number == none { "regular" } else { "bold" }, told(item.label)),
      code(item.id),
    ))
    if item.marks.len() > 0 {
      block(sticky: true, above: 0.5em, below: 0.75em, text(size: 8.5pt, item.marks.map(mark => box("▪ " + told(mark))).join(h(4mm))))
    }
    if item.help != "" { block(sticky: true, above: 0.5em, below: 0.75em, text(size: 9pt, fill: quiet, told(item.help))) }
    for hint in item.hints {
      block(sticky: true, above: 0.5em, below: 0.75em, text(size: 9pt, fill: quiet, rich(hint)))
    }
    block(above: 0.8em, width: 100%, show-answer(item.answer))
    if item.reserved.len() > 0 {
      block(
        above: 0.8em,
        inset: (top: 5pt),
        width: 100%,
        stroke: (top: (paint: rule, thickness: 0.5pt, dash: "dotted")),
        option-list("circle", item.reserved),
      )
    }
  },
))

#let show-group(group) = {
  if group.skip == none {
    for item in group.items { show-item(item, 1.5em) }
  } else {
    block(
      above: 1.5em,
      below: 1.5em,
      width: 100%,
      stroke: if is-rtl { (right: 2pt + rule) } else { (left: 2pt + rule) },
      inset: if is-rtl { (right: 8pt) } else { (left: 8pt) },
      {
        block(sticky: true, below: 0.9em, width: 100%, fill: shade, inset: (x: 6pt, y: 5pt), rich(group.skip))
        for item in group.items { show-item(item, 0.9em) }
      },
    )
  }
}

#block(below: 0.9em, text(size: 20pt, weight: "bold", told(doc.title)))
#block(
  above: 1.2em,
  below: 1.2em,
  width: 100%,
  inset: (y: 7pt),
  stroke: (y: 0.75pt + rule),
  grid(
    columns: (auto, 1fr, auto, 1fr),
    column-gutter: (4mm, 8mm, 4mm),
    row-gutter: 0.7em,
    ..doc.facts.map(fact => (text(size: 9pt, fill: quiet, told(fact.label)), text(size: 9pt, told(fact.value)))).flatten(),
  ),
)
#for warning in doc.warnings {
  block(width: 100%, above: 0.8em, below: 0.8em, stroke: 0.75pt + ink, inset: (x: 8pt, y: 6pt), text(size: 9pt, told(warning)))
}
#block(width: 100%, above: 1.2em, below: 1.4em, fill: shade, inset: (x: 8pt, y: 7pt), breakable: false, {
  set text(size: 9pt)
  text(weight: "bold", told(doc.how.heading))
  list(marker: [•], spacing: 0.6em, ..doc.how.sentences.map(sentence => told(sentence)))
})
#if doc.intro != "" { block(above: 1em, below: 1em, told(doc.intro)) }
#if doc.contents != none { outline(title: doc.contents, depth: 1) }

#for section in doc.sections {
  if section.title != "" { heading(level: 1, told(section.title)) }
  for note in section.notes { block(sticky: true, text(size: 9pt, fill: quiet, told(note))) }
  if section.intro != "" { block(sticky: true, told(section.intro)) }
  for group in section.groups { show-group(group) }
}
#if doc.outro != "" {
  block(above: 2em, below: 1em, width: 100%, inset: (top: 8pt), stroke: (top: 1.2pt + ink), told(doc.outro))
}

#if doc.annex != none {
  pagebreak(weak: true)
  heading(level: 1, told(doc.annex.heading))
  block(told(doc.annex.text))
  set text(size: 9pt)
  table(
    columns: (auto, 1fr, 2fr),
    stroke: (x: none, y: 0.5pt + rule),
    inset: (x: 5pt, y: 5pt),
    align: near + top,
    table.header(..doc.annex.heads.map(head => table.cell(fill: shade, text(weight: "bold", told(head))))),
    ..doc.annex.rows.map(row => (text(straight(row.id)), told(row.name), rich(row.how))).flatten(),
  )
}
`
