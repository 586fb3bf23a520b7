import { isDraftedByMachine } from '@/lib/interface/research/research-words'
import { sentenceOf } from '@/lib/profile/finding'
import type { ProfileNote } from '@/lib/profile/method'
import { disclosureSentence, methodSentences, noteSentence } from '@/lib/profile/method-words'
import type { Profile } from '@/lib/profile/profile'
import type { ReportFact } from '@/lib/profile/report-document'
import type { ReportedRound, RoundFigures } from '@/lib/profile/round-figures'
import { categoryFigures } from '../figures/categories'
import { deprivedSentences, poorFrom } from '../figures/deprivation-words'
import { differenceSentences } from '../figures/difference'
import { distributionFigures } from '../figures/distribution'
import type { ProfileFigure } from '../figures/figure'
import { meanFigures } from '../figures/means'
import { povertyFigures } from '../figures/poverty'
import { shareFigures } from '../figures/shares'
import { subdimensionFigures } from '../figures/subdimensions'
import {
  categoryMeaning,
  categoryName,
  dateIn,
  dimensionName,
  groupName,
  headcountOf,
  labelIn,
  meanInWords,
  numberIn,
  peopleInWords,
  povertyInWords,
  precisionInWords,
  reasonInWords,
  shareInWords,
  sourceLine,
  type Wording,
} from '../figures/wording'

/** A report of a round in one language: what it says, in order. The PDF, the printable page and the public page are made of it. */
export type RoundReport = {
  readonly wording: Wording
  readonly title: string
  readonly subtitle: string
  /** "Synthetic data …"; null for nothing. */
  readonly marking: string | null
  readonly facts: readonly ReportFact[]
  /** The finding. */
  readonly lead: string
  /** What must be read before any figure. */
  readonly warning: string | null
  /** That the words are a machine's draft; null where they are not. */
  readonly draft: string | null
  readonly sections: readonly ReportSection[]
  /** Under every picture. */
  readonly source: string
  readonly citation: string
  /** "Page {page} of {pages}". */
  readonly pageNumber: string
  /** Day of making, `2026-03-01`. */
  readonly madeOn: string
  readonly author: string
}

export type ReportSection = {
  /** Names the section in addresses. */
  readonly id: string
  readonly title: string
  readonly sentences: readonly string[]
  readonly figures: readonly ProfileFigure[]
}

/** What a publication says of itself in its report. */
export type PublishedAs = {
  /** "Version 2, published on 5 May 2026". */
  readonly version: string
  readonly citation: string
  readonly licence: string
}

/**
 * Puts a report together from protected figures.
 *
 * @param published null for a report that is not published: its citation names the release
 * @throws RangeError when the figures are exact
 */
export function roundReport(
  round: ReportedRound,
  figures: RoundFigures,
  wording: Wording,
  published: PublishedAs | null,
): RoundReport {
  const { profile } = figures
  const { say, language } = wording
  if (profile.release === undefined) throw new RangeError('A report is made of protected figures.')
  const { release } = profile
  const citation = published?.citation ?? citationOf(round, profile)
  return {
    wording,
    title: round.title,
    subtitle: labelIn(wording, wording.questionnaire.title),
    marking: profile.synthetic ? say('report.synthetic') : null,
    facts: [
      ...factIf(say('report.organisation'), round.organisation),
      ...factIf(say('report.collected'), periodOf(round, wording)),
      { label: say('report.responses'), value: numberIn(language, 0)(release.responses) },
      {
        label: say('report.sample'),
        value: say(profile.sampleDesign === 'probability' ? 'report.byChance' : 'report.notDrawn'),
      },
      {
        label: say('report.figures'),
        value: say('report.release', { number: release.number, date: dateIn(language)(release.madeOn) }),
      },
      ...factIf(say('report.version'), published?.version ?? ''),
    ],
    lead: sentenceOf(profile, figures.comparisons, wording),
    warning: profile.sampleDesign === 'non_probability' ? say('report.notByChance') : null,
    draft: isDraftedByMachine(language) ? say('report.draft') : null,
    sections: [
      ...resultSections(figures, wording),
      ...methodSections(figures, wording, citation, published),
    ].filter((section) => section.sentences.length + section.figures.length > 0),
    source: sourceLine(wording, profile, round.title),
    citation,
    pageNumber: say('report.page', { page: '{page}', pages: '{pages}' }),
    madeOn: profile.generatedAt,
    author: round.organisation,
  }
}

/** How the figures of a release are cited before they are published; in English, as libraries keep citations. */
export function citationOf(
  { organisation, title }: ReportedRound,
  { release, generatedAt }: Profile,
): string {
  const who = organisation === '' ? '' : `${organisation} (${(release?.madeOn ?? generatedAt).slice(0, 4)}). `
  const figures =
    release === undefined
      ? ''
      : ` Release ${release.number} of ${release.madeOn}, ${release.responses} responses.`
  return `${who}${title}.${figures}`
}

function resultSections(figures: RoundFigures, wording: Wording): readonly ReportSection[] {
  const { profile, comparisons, parts, signals, thresholds, distribution = null } = figures
  const { say } = wording
  const isByCategory = profile.by.includes('category')
  const ofCategories =
    signals === null || thresholds === null ? [] : categoryFigures(signals, thresholds, profile, wording)
  const differences = comparisons.flatMap((comparison) =>
    differenceSentences(comparison, profile.by, wording),
  )
  return [
    section('in-short', say('report.inShort'), summaryOf(figures, wording)),
    section('who', say('report.who'), isByCategory ? whoTookPart(profile, wording) : []),
    section(
      'views',
      say('report.views'),
      [],
      [
        ...shareFigures(profile, wording),
        ...(distribution === null ? [] : distributionFigures(distribution, wording, false)),
      ],
    ),
    section('means', say('report.means'), [], meanFigures(profile, wording)),
    section(
      'deprivation',
      say('report.deprivation'),
      povertySentences(profile, wording),
      povertyFigures(profile, wording),
    ),
    section(
      'differences',
      say('report.differences'),
      differences.length === 0 ? [] : [...differences, say('note.chance')],
    ),
    section(
      'parts',
      say('subdimensions.title'),
      [],
      parts === null ? [] : subdimensionFigures(parts, wording),
    ),
    section(
      'categories',
      say('signals.title'),
      [],
      ofCategories.filter(({ id }) => id.startsWith('signals-') || id === 'moved-thresholds'),
    ),
  ]
}

function methodSections(
  { profile }: RoundFigures,
  wording: Wording,
  citation: string,
  published: PublishedAs | null,
): readonly ReportSection[] {
  const { say, questionnaire } = wording
  const isProtecting = ({ code }: ProfileNote) => code === 'does_not_add_up'
  const notes = (isWanted: (note: ProfileNote) => boolean) =>
    profile.notes.filter(isWanted).map((note) => noteSentence(note, profile, say))
  return [
    section('method', say('report.method'), [
      say('method.scores'),
      ...deprivedSentences(wording),
      say('method.reading'),
      ...methodSentences(profile, say),
      say('method.questionnaire', {
        title: labelIn(wording, questionnaire.title),
        version: questionnaire.version,
      }),
    ]),
    section('limits', say('report.limits'), [
      ...notes((note) => !isProtecting(note)),
      ...(profile.categories.includes('victim') ? [say('note.categories')] : []),
      ...(questionnaire.scoring?.classification?.type === 'threshold' ? [say('note.categoriesByScore')] : []),
    ]),
    section('protection', say('report.protection'), [
      say('note.people'),
      disclosureSentence(profile.method, say),
      say('method.errors'),
      ...notes(isProtecting),
    ]),
    section('cite', say('report.cite'), [
      citation,
      ...(published === null ? [] : [say('public.unchanging')]),
    ]),
    section(
      'licence',
      say('report.licence'),
      published === null || published.licence === '' ? [] : [published.licence],
    ),
  ]
}

/** Three to five sentences, each drawn from a figure that the report shows. */
function summaryOf({ profile, comparisons }: RoundFigures, wording: Wording): readonly string[] {
  const { say } = wording
  const poverty = placed(profile).flatMap((cell) => {
    if (cell.suppressed || cell.poverty?.H == null) return []
    const who = groupName(wording, cell.group, profile.by)
    return [
      say('report.poverty', {
        ...poorFrom(wording),
        who,
        headcount: shareInWords(wording, headcountOf(cell.poverty)),
      }),
    ]
  })
  const clearest = comparisons.flatMap((comparison) => {
    const isClear = [...Object.values(comparison.dimensions), comparison.overall].map((one) => one.isClear)
    const overall = differenceSentences(comparison, profile.by, wording).at(-1)
    return isClear.at(-1) === true && overall !== undefined ? [overall] : []
  })
  const scores = profile.cells.flatMap((cell) =>
    poverty.length > 0 || cell.suppressed || profile.by.length > 0
      ? []
      : profile.dimensions.flatMap((id) => {
          const figure = cell.dimensions[id]
          return figure === undefined
            ? []
            : [
                say('report.named', {
                  name: dimensionName(wording, id),
                  value: meanInWords(wording, figure),
                }),
              ]
        }),
  )
  return [
    ...undeterminedSentence(profile, wording),
    ...poverty.toReversed(),
    ...clearest.slice(0, 1),
    ...scores,
  ]
}

function undeterminedSentence({ undetermined }: Profile, wording: Wording): readonly string[] {
  const [everybody] = undetermined
  if (everybody === undefined) return []
  const { say } = wording
  return [
    everybody.share === null
      ? say('who.undeterminedHidden')
      : say('who.undetermined', { share: shareInWords(wording, everybody.share) }),
  ]
}

function whoTookPart(profile: Profile, wording: Wording): readonly string[] {
  const { say } = wording
  return profile.cells.map((cell) => {
    const category = cell.group.category ?? ''
    const people = cell.suppressed
      ? reasonInWords(wording, 'too_few_people')
      : [
          say('who.people', { n: peopleInWords(wording, cell.n, false) }),
          ...(cell.share === null ? [] : [shareInWords(wording, cell.share)]),
          ...marksOf(cell.share?.qualityMarks ?? [], wording),
        ].join('; ')
    const meaning = categoryMeaning(wording, category)
    const name = categoryName(wording, category)
    const named = say('report.named', { name, value: people })
    return meaning === '' ? named : `${named} (${meaning})`
  })
}

function marksOf(marks: Parameters<typeof precisionInWords>[1], wording: Wording): readonly string[] {
  return marks.length === 0 ? [] : [precisionInWords(wording, marks)]
}

function povertySentences(profile: Profile, wording: Wording): readonly string[] {
  const { say } = wording
  return placed(profile).flatMap((cell) => {
    if (cell.suppressed || cell.poverty === null || cell.poverty.H === null) return []
    const sentence = say('poverty.sentence', {
      ...poorFrom(wording),
      headcount: shareInWords(wording, headcountOf(cell.poverty)),
      intensity: povertyInWords(wording, cell.poverty, 'A'),
      adjusted: povertyInWords(wording, cell.poverty, 'M0'),
    })
    return [say('report.named', { name: groupName(wording, cell.group, profile.by), value: sentence })]
  })
}

function placed({ cells }: Profile): Profile['cells'] {
  return cells.filter((cell) => cell.group.category !== 'undetermined')
}

function periodOf({ openedOn, closedOn }: ReportedRound, { say, language }: Wording): string {
  const date = dateIn(language)
  if (openedOn === null) return ''
  return closedOn === null
    ? say('report.since', { from: date(openedOn) })
    : say('report.period', { from: date(openedOn), to: date(closedOn) })
}

function factIf(label: string, value: string): readonly ReportFact[] {
  return value === '' ? [] : [{ label, value }]
}

function section(
  id: string,
  title: string,
  sentences: readonly string[],
  figures: readonly ProfileFigure[] = [],
): ReportSection {
  return { id, title, sentences, figures }
}
