/**
 * What every document set here begins with, in Typst: the text in its language and direction. It reads `direction`, `language` and
 * `pageNumber` of the document, and leaves the colour `ink` to who includes it.
 */
export const templateHead = `
#let doc = json(bytes(sys.inputs.document))
#let is-rtl = doc.direction == "rtl"
#let language = doc.language.split("-")
#let faces = ("Noto Sans", "Vazirmatn", "Noto Sans Bengali", "Noto Sans Ethiopic")
#let day(text) = {
  let (year, month, day) = text.split("-").map(part => int(part))
  datetime(year: year, month: month, day: day)
}
#let page-words(page, pages) = doc.pageNumber.replace("{page}", page).replace("{pages}", pages)

#set text(
  font: if is-rtl { ("Vazirmatn", "Noto Sans", "Noto Sans Bengali", "Noto Sans Ethiopic") } else { faces },
  size: 10pt,
  lang: lower(language.at(0)),
  region: if language.len() > 1 and language.last().len() == 2 { language.last() } else { none },
  dir: if is-rtl { rtl } else { ltr },
  number-width: "proportional",
  hyphenate: false,
)
`
