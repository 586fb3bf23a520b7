import { directionOf } from '../../questionnaire/language'
import { xmlText } from '../../xml-text'
import { utf8Chunks } from '../byte-chunks'
import type { Codebook, CodebookFact, CodebookVariable } from './codebook'
import { pageStyle } from './page-style'

/**
 * A codebook as one HTML page that needs no other file: it reads from the right where its language does, and prints on A4. It holds no script,
 * and loads nothing.
 */
export function writeCodebookHtml(codebook: Codebook): AsyncGenerator<Uint8Array> {
  return utf8Chunks(pieces(codebook))
}

function* pieces(codebook: Codebook): Generator<string> {
  const { words, title, subtitle, language, direction } = codebook
  const word = wordsIn(codebook)
  yield `<!doctype html>
<html lang="${xmlText(language)}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${xmlText(title)} – ${xmlText(words.codebook)}</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
<p class="kind">${word(words.codebook)}</p>
<h1>${xmlText(title)}</h1>
${subtitle === '' ? '' : `<p>${xmlText(subtitle)}</p>\n`}</header>
<nav aria-labelledby="contents">
<h2 id="contents">${word(words.contents)}</h2>
<ul>
`
  for (const { anchor, label } of codebook.sections) {
    yield `<li><a href="#${anchor}">${xmlText(label)}</a></li>\n`
  }
  yield '</ul>\n</nav>\n<main>\n'
  if (codebook.survey.length > 0) yield factSection('survey', words.aboutTheSurvey, codebook.survey, word)
  yield factSection('file', words.aboutTheFile, codebook.file, word)
  yield missingSection(codebook, word)
  for (const { anchor, label, variables } of codebook.sections) {
    yield `<section aria-labelledby="${anchor}">\n<h2 id="${anchor}">${xmlText(label)}</h2>\n`
    for (const variable of variables) yield variableArticle(codebook, variable, word)
    yield '</section>\n'
  }
  yield '</main>\n</body>\n</html>\n'
}

type Word = (text: string) => string

/** The fixed words, marked with their language where it is not that of the page. */
function wordsIn({ language, direction, words }: Codebook): Word {
  if (words.language === language) return xmlText
  const wordDirection = directionOf(words.language)
  const marks = `lang="${xmlText(words.language)}"${wordDirection === direction ? '' : ` dir="${wordDirection}"`}`
  return (text) => `<span ${marks}>${xmlText(text)}</span>`
}

function factSection(id: string, heading: string, facts: readonly CodebookFact[], word: Word): string {
  return `<section aria-labelledby="${id}">\n<h2 id="${id}">${word(heading)}</h2>\n${factList(facts, word)}</section>\n`
}

function factList(facts: readonly CodebookFact[], word: Word): string {
  // What is said may be in another script than the page, as an address or a name.
  const rows = facts.map(({ term, text }) => `<dt>${word(term)}</dt><dd><bdi>${xmlText(text)}</bdi></dd>\n`)
  return rows.length === 0 ? '' : `<dl>\n${rows.join('')}</dl>\n`
}

function missingSection({ words, missing }: Codebook, word: Word): string {
  const rows = missing.map(({ code, label }) => {
    const shown =
      code === ''
        ? `<span class="quiet">${word(words.emptyCell)}</span>`
        : `<code dir="ltr">${xmlText(code)}</code>`
    return `<tr><td>${shown}</td><td>${xmlText(label)}</td></tr>\n`
  })
  return (
    `<section aria-labelledby="missing">\n<h2 id="missing">${word(words.missingValues)}</h2>\n` +
    `<p>${word(words.missingValuesExplained)}</p>\n` +
    table([head(word(words.code)), head(word(words.reason))], rows) +
    '</section>\n'
  )
}

function variableArticle(codebook: Codebook, variable: CodebookVariable, word: Word): string {
  const { words } = codebook
  const { anchor, name, label, question, universe, unit, range, counts } = variable
  const said = [
    { term: words.question, text: question },
    { term: words.askedOf, text: universe },
    { term: words.unit, text: unit },
    { term: words.range, text: range },
    ...(counts === null ? [] : countFacts(codebook, counts)),
  ].filter(({ text }) => text !== '')
  return (
    `<article class="variable" aria-labelledby="${anchor}">\n` +
    `<h3 id="${anchor}"><code dir="ltr">${xmlText(name)}</code> ${xmlText(label)}</h3>\n` +
    `<p class="kind">${word(words.types[variable.type])}</p>\n` +
    factList(said, word) +
    categoryTable(codebook, variable, word) +
    '</article>\n'
  )
}

function countFacts(
  { words, language }: Codebook,
  { valid, missing, spread }: NonNullable<CodebookVariable['counts']>,
): readonly CodebookFact[] {
  const number = new Intl.NumberFormat(language, { maximumSignificantDigits: 6, numberingSystem: 'latn' })
  const without = missing.map(({ label, count }) => `${label}: ${number.format(count)}`)
  return [
    { term: words.withValue, text: number.format(valid) },
    { term: words.withoutValue, text: without.join('\n') },
    ...(spread === null
      ? []
      : [
          { term: words.least, text: number.format(spread.min) },
          { term: words.largest, text: number.format(spread.max) },
          { term: words.mean, text: number.format(spread.mean) },
        ]),
  ]
}

function categoryTable({ words, language }: Codebook, variable: CodebookVariable, word: Word): string {
  if (variable.categories.length === 0) return ''
  const isCounted = variable.counts !== null
  const percent = new Intl.NumberFormat(language, {
    style: 'percent',
    maximumFractionDigits: 1,
    numberingSystem: 'latn',
  })
  const rows = variable.categories.map(({ code, value, label, count, share }) => {
    const counts = isCounted
      ? `<td class="number">${count ?? ''}</td><td class="number">${share === null ? '' : percent.format(share)}</td>`
      : ''
    return `<tr><td><code dir="ltr">${xmlText(code)}</code></td><td class="number">${value}</td><td>${xmlText(label)}</td>${counts}</tr>\n`
  })
  return table(
    [
      head(word(words.code)),
      head(word(words.value), true),
      head(word(words.label)),
      ...(isCounted ? [head(word(words.count), true), head(word(words.share), true)] : []),
    ],
    rows,
  )
}

function table(heads: readonly string[], rows: readonly string[]): string {
  return `<table>\n<thead><tr>${heads.join('')}</tr></thead>\n<tbody>\n${rows.join('')}</tbody>\n</table>\n`
}

function head(content: string, isNumber = false): string {
  return `<th scope="col"${isNumber ? ' class="number"' : ''}>${content}</th>`
}
