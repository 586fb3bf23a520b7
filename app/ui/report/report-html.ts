import { numberLocale } from '@/lib/interface/message'
import type { ReportFact } from '@/lib/profile/report-document'
import { figureWidths } from '../charts/chart-figure'
import type { ProfileFigure } from '../figures/figure'
import type { ReportSection, RoundReport } from './round-report'

/*
 * A report as a page of its own that needs no script: the printable one of staff and the public one. It is written as text, since a page
 * of the framework would bring more script than the whole report weighs.
 */

/** What stands around a report. */
export type ReportPage = {
  readonly report: RoundReport
  /** The same page in other languages, this one among them. */
  readonly languages: readonly PageLink[]
  /** Above the title, for who comes from elsewhere: "Back to the profile"; null for nothing. */
  readonly back: PageLink | null
  /** Sentences about the page itself, above the report. */
  readonly notices: readonly string[]
  /** The whole report as files. */
  readonly files: readonly PageLink[]
  /** Address of a picture's file; null where pictures have none. */
  readonly fileOf: ((figure: string, format: 'svg' | 'png' | 'csv') => string) | null
  /** Whether search engines may find it. */
  readonly isPublic: boolean
}

export type PageLink = {
  readonly address: string
  readonly name: string
  /** Of the name, where it is another than the page's. */
  readonly language?: string
  readonly isHere?: boolean
}

/** The whole document. @param style CSS, as it is */
export function reportPageHtml(page: ReportPage, style: string): string {
  const { report, notices, back } = page
  const { language, direction } = report.wording
  const bar = [back === null ? '' : `<p>${linkHtml(back)}</p>`, languagesHtml(page)].join('')
  const body = [
    bar === '' ? '' : `<header class="report-bar">${bar}</header>`,
    '<main>',
    ...notices.map((notice) => `<p class="notice">${escaped(notice)}</p>`),
    reportHtml(page),
    '</main>',
  ].join('')
  return documentHtml({ language, direction, title: report.title, body, style, isPublic: page.isPublic })
}

/** A page that only says something, in the look of the reports. */
export function sentencePageHtml(
  { language, direction }: RoundReport['wording'] | { language: string; direction: 'ltr' | 'rtl' },
  heading: string,
  sentences: readonly string[],
  links: readonly PageLink[],
  style: string,
): string {
  const said = sentences.map((text) => `<p>${escaped(text)}</p>`).join('')
  const ways = links.map((link) => `<p>${linkHtml(link)}</p>`).join('')
  const body = `<main><article class="report"><h1>${escaped(heading)}</h1>${said}${ways}</article></main>`
  return documentHtml({ language, direction, title: heading, body, style, isPublic: false })
}

function reportHtml({ report, files, fileOf }: ReportPage): string {
  const { title, subtitle, marking, facts, lead, warning, draft, sections } = report
  return [
    '<article class="report">',
    `<h1><bdi>${escaped(title)}</bdi></h1>`,
    `<p class="subtitle">${escaped(subtitle)}</p>`,
    marking === null ? '' : `<p class="marking strong">${escaped(marking)}</p>`,
    factsHtml(facts),
    `<p class="lead">${escaped(lead)}</p>`,
    warning === null ? '' : `<p class="marking">${escaped(warning)}</p>`,
    draft === null ? '' : `<p class="quiet">${escaped(draft)}</p>`,
    files.length === 0
      ? ''
      : `<p class="files">${escaped(report.wording.say('public.files'))}: ${files.map(linkHtml).join(' ')}</p>`,
    ...sections.map((section) => sectionHtml(section, report, fileOf)),
    `<footer><p>${escaped(report.source)}</p></footer>`,
    '</article>',
  ].join('')
}

function factsHtml(facts: readonly ReportFact[]): string {
  const rows = facts.map(
    ({ label, value }) => `<div><dt>${escaped(label)}</dt><dd><bdi>${escaped(value)}</bdi></dd></div>`,
  )
  return `<dl class="facts">${rows.join('')}</dl>`
}

function sectionHtml(section: ReportSection, report: RoundReport, fileOf: ReportPage['fileOf']): string {
  const { id, title, sentences, figures } = section
  const said =
    sentences.length > 1
      ? `<ul>${sentences.map((text) => `<li>${escaped(text)}</li>`).join('')}</ul>`
      : sentences.map((text) => `<p><bdi>${escaped(text)}</bdi></p>`).join('')
  const pictures = figures.map((figure) => figureHtml(figure, report, fileOf)).join('')
  return `<section aria-labelledby="s-${id}"><h2 id="s-${id}">${escaped(title)}</h2>${said}${pictures}</section>`
}

function figureHtml(
  { id, title, subtitle, draw, table }: ProfileFigure,
  { wording, source }: RoundReport,
  fileOf: ReportPage['fileOf'],
): string {
  const { say, direction } = wording
  const drawing = (width: 'wide' | 'narrow') => {
    const svg = draw({
      title,
      description: `${subtitle} ${say('figure.tableHasAll')} ${source}`,
      width: figureWidths[width],
      direction,
      language: numberLocale(wording.language),
      emptyText: say('figure.empty'),
    })
    return `<div class="drawing ${width}">${svg}</div>`
  }
  const links = (['svg', 'png', 'csv'] as const).map((format) => {
    const name = format.toUpperCase()
    const label = `${say('figure.download')}: ${title}, ${name}`
    return fileOf === null
      ? ''
      : `<a href="${escaped(fileOf(id, format))}" download aria-label="${escaped(label)}">${name}</a>`
  })
  return [
    '<figure class="picture">',
    `<figcaption><h3>${escaped(title)}</h3><p class="quiet">${escaped(subtitle)}</p></figcaption>`,
    drawing('wide'),
    drawing('narrow'),
    `<p class="source">${escaped(source)}</p>`,
    fileOf === null
      ? ''
      : `<p class="picture-files"><span>${escaped(say('figure.download'))}</span>${links.join('')}</p>`,
    `<details><summary>${escaped(say('figure.showAsTable'))}</summary>${tableHtml(table, title)}</details>`,
    '</figure>',
  ].join('')
}

function tableHtml({ columns, rows }: ProfileFigure['table'], caption: string): string {
  const head = columns.map((column) => `<th scope="col">${escaped(column)}</th>`).join('')
  const body = rows.map((row) => {
    const [name = '', ...cells] = row
    return `<tr><th scope="row">${escaped(name)}</th>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`
  })
  // A table wider than the screen is scrolled by keyboard too.
  return `<div class="table-scroll" role="region" aria-label="${escaped(caption)}" tabindex="0"><table class="figures"><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>`
}

function languagesHtml({ report, languages }: ReportPage): string {
  if (languages.length < 2) return ''
  const links = languages.map((link) => `<li>${linkHtml(link)}</li>`).join('')
  return `<nav aria-label="${escaped(report.wording.say('report.language'))}"><ul class="languages">${links}</ul></nav>`
}

function linkHtml({ address, name, language, isHere }: PageLink): string {
  const spoken = language === undefined ? '' : ` lang="${escaped(language)}"`
  const current = isHere === true ? ' aria-current="page"' : ''
  return `<a href="${escaped(address)}"${spoken}${current}>${escaped(name)}</a>`
}

function documentHtml({
  language,
  direction,
  title,
  body,
  style,
  isPublic,
}: {
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  readonly title: string
  readonly body: string
  readonly style: string
  readonly isPublic: boolean
}): string {
  const head = [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    isPublic ? '' : '<meta name="robots" content="noindex,nofollow">',
    '<link rel="icon" href="data:,">',
    `<title>${escaped(title)}</title>`,
    `<style>${style}</style>`,
  ].join('')
  return `<!DOCTYPE html><html lang="${escaped(language)}" dir="${direction}"><head>${head}</head><body>${body}</body></html>`
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
