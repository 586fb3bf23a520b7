import { numberLocale } from '@/lib/interface/message'
import type { ReportBlock, ReportDocument } from '@/lib/profile/report-document'
import type { ProfileFigure } from '../figures/figure'
import { reasonInWords, type Wording } from '../figures/wording'
import type { ReportSection, RoundReport } from './round-report'

/** Fills a page of A4. */
const pictureWidth = 680
/** The sections whose tables stand on paper too: the others' figures are written beside their marks. */
const withTables: readonly string[] = ['means', 'deprivation']

/** A report as the typesetter takes it. */
export function documentOf(report: RoundReport): ReportDocument {
  const { wording, title, subtitle, marking, facts, pageNumber, madeOn, author } = report
  return {
    // The digits of the pages are those of all other figures.
    language: numberLocale(wording.language),
    direction: wording.direction,
    title,
    subtitle,
    marking,
    facts,
    blocks: [
      { kind: 'paragraph', tone: 'lead', text: report.lead },
      ...(report.warning === null ? [] : [paragraph('warning', report.warning)]),
      ...(report.draft === null ? [] : [paragraph('quiet', report.draft)]),
      ...report.sections.flatMap((section) => blocksOf(section, report)),
    ],
    footer: report.source,
    pageNumber,
    madeOn,
    author,
  }
}

function blocksOf(section: ReportSection, report: RoundReport): readonly ReportBlock[] {
  const { id, title, sentences, figures } = section
  return [
    { kind: 'heading', level: 1, text: title },
    ...(sentences.length > 1
      ? [{ kind: 'list', items: sentences } as const]
      : sentences.map((text) => paragraph('plain', text))),
    ...figures.flatMap((figure) => [
      pictureOf(figure, report),
      ...(withTables.includes(id) ? [tableOf(figure, report.wording)] : []),
    ]),
  ]
}

function paragraph(tone: 'plain' | 'quiet' | 'warning', text: string): ReportBlock {
  return { kind: 'paragraph', tone, text }
}

function pictureOf({ title, subtitle, draw }: ProfileFigure, { wording, source }: RoundReport): ReportBlock {
  return {
    kind: 'figure',
    title,
    subtitle,
    source,
    svg: draw({
      title,
      description: `${subtitle} ${source}`,
      width: pictureWidth,
      direction: wording.direction,
      language: numberLocale(wording.language),
      emptyText: wording.say('figure.empty'),
    }),
    alternative: `${title} ${subtitle}`,
  }
}

function tableOf({ title, table: { columns, rows } }: ProfileFigure, wording: Wording): ReportBlock {
  const hidden = reasonInWords(wording, 'too_few_people')
  const rowHeads = Math.max(1, columns.length - figureColumns(rows))
  return {
    kind: 'table',
    caption: title,
    columns: columns.map((head, place) => ({
      head,
      isFigure: place >= rowHeads && head !== wording.say('figure.note'),
    })),
    rowHeads,
    rows: rows.map((row) =>
      columns.map((_, place) => ({ text: row[place] ?? '', isHidden: row[place] === hidden })),
    ),
    note: '',
  }
}

/** How many columns at the end hold figures: those before them hold no digit in any row. */
function figureColumns(rows: readonly (readonly string[])[]): number {
  const width = Math.max(0, ...rows.map(({ length }) => length))
  const places = Array.from({ length: width }, (_, place) => place)
  const first = places.find((place) => rows.some((row) => /\d/.test(row[place] ?? '')))
  return first === undefined ? 1 : width - first
}
