import { earlierState } from '@/lib/disclosure/detail'
import { breakdownsOf } from '@/lib/disclosure/lattice'
import { averageAndPoor, statesOf } from '@/lib/disclosure/state'
import { numberLocale } from '@/lib/interface/message'
import { isResearchKey, type ResearchSay, researchWords } from '@/lib/interface/research/research-words'
import type { MeanFigure, NoFigure, PovertyLevel, QualityMark, ShareFigure } from '@/lib/profile/figure'
import type { Profile } from '@/lib/profile/profile'
import type { Group } from '@/lib/profile/table-parts'
import type { LanguageMap, Questionnaire } from '@/lib/questionnaire/definition'
import { countryName, directionOf, languageName, textIn } from '@/lib/questionnaire/language'
import type { FigureWords } from '../charts/chart-figure'
import type { Direction } from '../charts/chart-frame'
import type { MarkKind } from '../charts/marks'

/** What the words of figures are made of: a language, and the questionnaire whose labels are used. */
export type Wording = {
  readonly language: string
  readonly direction: Direction
  readonly say: ResearchSay
  readonly questionnaire: Questionnaire
}

export function wordingIn(language: string, questionnaire: Questionnaire): Wording {
  return { language, direction: directionOf(language), say: researchWords(language), questionnaire }
}

/** Words around every picture. */
export function figureWords({ say }: Pick<Wording, 'say'>): FigureWords {
  return {
    showAsTable: say('figure.showAsTable'),
    tableHasAll: say('figure.tableHasAll'),
    download: say('figure.download'),
    emptyText: say('figure.empty'),
  }
}

/** A text of the questionnaire in the language of the figures. */
export function labelIn({ language, questionnaire }: Wording, label: LanguageMap | undefined): string {
  return textIn(label, language, questionnaire.defaultLanguage)
}

/** The name of a breakdown, of `category` or `wave`. */
export function breakdownName({ say }: Pick<Wording, 'say'>, id: string): string {
  const key = `breakdown.${id}`
  return isResearchKey(key) ? say(key) : id
}

/** The name of a category. */
export function categoryName({ say }: Pick<Wording, 'say'>, id: string): string {
  const key = `category.${id}`
  return isResearchKey(key) ? say(key) : id
}

/** The name of a state between waves: where the average are parted by poverty, the first part says so. */
export function stateName(
  { say, questionnaire }: Pick<Wording, 'say' | 'questionnaire'>,
  id: string,
): string {
  const isParted = statesOf(questionnaire).includes(averageAndPoor)
  return isParted && id === 'average' ? say('category.average_not_poor') : categoryName({ say }, id)
}

/** What a category means, said on first use; '' for one of an administrator's own. */
export function categoryMeaning({ say }: Pick<Wording, 'say'>, id: string): string {
  const key = `meaning.${id}`
  return isResearchKey(key) ? say(key) : ''
}

/** The name of a band of a breakdown, of a category, or of a wave. */
export function bandName(wording: Wording, breakdown: string, code: string): string {
  const { say, language, questionnaire } = wording
  if (breakdown === 'category') return categoryName(wording, code)
  if (breakdown === earlierState) return stateName(wording, code)
  if (breakdown === 'wave') return say('wave.name', { wave: code })
  if (breakdown === 'language') return languageName(code)
  if (breakdown === 'mode') {
    const key = `mode.${code}`
    return isResearchKey(key) ? say(key) : code
  }
  if (breakdown === 'host_country') return countryName(code, language)
  const band = breakdownsOf(questionnaire)
    .find(({ id }) => id === breakdown)
    ?.bands.find((candidate) => candidate.code === code)
  return band === undefined ? code : labelIn(wording, band.label) || code
}

/** A group in words: "Woman, 18–24"; everybody where nothing divides. */
export function groupName(wording: Wording, group: Group, names: readonly string[]): string {
  return names.length === 0
    ? wording.say('category.everybody')
    : names.map((name) => bandName(wording, name, group[name] ?? '')).join(', ')
}

/** The name of a dimension, or of the overall index. */
export function dimensionName(wording: Wording, id: string): string {
  if (id === 'overall') return wording.say('figure.overall')
  const dimension = wording.questionnaire.scoring?.dimensions.find((candidate) => candidate.id === id)
  return labelIn(wording, dimension?.label) || id
}

/** "about 82", or "82" when exact. */
export function peopleInWords(
  { say, language }: Pick<Wording, 'say' | 'language'>,
  n: number,
  isExact: boolean,
): string {
  const number = numberIn(language, 0)(n)
  return isExact ? number : say('figure.about', { n: number })
}

/** Why there is no figure. */
export function reasonInWords({ say }: Pick<Wording, 'say'>, reason: NoFigure | 'too_few_people'): string {
  return say(`reason.${reason}`)
}

/** "61 (55 to 67)", or why there is no figure. */
export function meanInWords(wording: Wording, figure: MeanFigure): string {
  return figure.mean === null
    ? reasonInWords(wording, figure.reason ?? 'not_defined')
    : intervalInWords(wording, figure.mean, figure.ci, points(wording.language))
}

/** "61 of 100 (55 to 67)", or why there is no figure. */
export function shareInWords(wording: Wording, figure: ShareFigure): string {
  if (figure.share === null) return reasonInWords(wording, figure.shareText ?? figure.reason ?? 'not_defined')
  const { say, language } = wording
  const hundred = (share: number) => numberIn(language, 0)(100 * share)
  const value = hundred(figure.share)
  return figure.ci === null
    ? say('figure.ofHundred', { value })
    : say('figure.ofHundredInterval', { value, low: hundred(figure.ci[0]), high: hundred(figure.ci[1]) })
}

/** "61 (55 to 67)" of a hundred, where a heading says the unit; or why there is no figure. */
export function percentInWords(wording: Wording, figure: ShareFigure): string {
  if (figure.share === null) return reasonInWords(wording, figure.shareText ?? figure.reason ?? 'not_defined')
  const hundred = (share: number) => numberIn(wording.language, 0)(100 * share)
  return intervalInWords(wording, figure.share, figure.ci, hundred)
}

/** H, A or M0 in words; H and A of a hundred, M0 from 0 to 1. */
export function povertyInWords(wording: Wording, level: PovertyLevel, name: 'H' | 'A' | 'M0'): string {
  const value = level[name]
  if (value === null) {
    const said = name === 'H' ? level.shareText : null
    return reasonInWords(wording, said ?? level.reason[name] ?? 'not_defined')
  }
  const { language } = wording
  const shown = name === 'M0' ? numberIn(language, 2) : (share: number) => numberIn(language, 0)(100 * share)
  return intervalInWords(wording, value, level.ci[name], shown)
}

/** A headcount as a share, to be shown like any other. */
export function headcountOf({ H, se, ci, reason, shareText, qualityMarks }: PovertyLevel): ShareFigure {
  return { share: H, se: se.H, ci: ci.H, reason: reason.H, shareText, qualityMarks }
}

/** A warning beside a figure of low precision; empty when there is none. */
export function precisionInWords({ say }: Pick<Wording, 'say'>, marks: readonly QualityMark[]): string {
  if (marks.length === 0) return ''
  return say('mark.low_precision', { marks: marks.map((mark) => say(`mark.${mark}`)).join(', ') })
}

/** Where figures come from, in one line under every picture. */
export function sourceLine(wording: Wording, profile: Profile, title: string): string {
  return sourceOfSeveral(wording, [{ profile, title }])
}

/** The same for a picture of several rounds, each with its release. */
export function sourceOfSeveral(
  wording: Wording,
  rounds: readonly { readonly profile: Profile; readonly title: string }[],
): string {
  const { say, language } = wording
  const date = dateIn(language)
  const origins = rounds.map(({ profile: { release, generatedAt }, title }) =>
    release === undefined
      ? say('source.exact', { title, date: date(generatedAt) })
      : say('source.release', {
          title,
          number: release.number,
          date: date(release.madeOn),
          responses: numberIn(language, 0)(release.responses),
        }),
  )
  const samples = rounds.map(({ profile: { sampleDesign } }) =>
    say(sampleDesign === 'non_probability' ? 'source.nonProbability' : 'source.probability'),
  )
  return [
    ...(rounds.some(({ profile }) => profile.synthetic) ? [say('source.synthetic')] : []),
    ...origins,
    ...new Set(samples),
  ].join(' ')
}

/** Writes days (`2026-03-01`) of the Gregorian calendar as a language does, with the digits of all other figures. */
export function dateIn(language: string): (day: string) => string {
  // The day first, as in the calendar of the staff: most readers of English write it so.
  const locale = `${numberLocale(language === 'en' ? 'en-GB' : language)}-ca-gregory`
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
  return (day) => format.format(new Date(day))
}

/** The mark of a group in pictures: its category's, or the same for all. */
export function markOf(group: Group): MarkKind {
  const kinds: readonly MarkKind[] = [
    'privileged',
    'average',
    'victim',
    'undetermined',
    'pro',
    'ambivalent',
    'anti',
  ]
  return kinds.find((kind) => kind === group.category) ?? 'all'
}

/** Writes numbers of a language with so many digits after the decimal sign. */
export function numberIn(language: string, digits: number): (value: number) => string {
  const format = new Intl.NumberFormat(numberLocale(language), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    // What rounds to nothing has no sign.
    signDisplay: 'negative',
  })
  return (value) => format.format(value)
}

/** Writes points of a score: whole from ten on, with one digit below. */
export function points(language: string): (value: number) => string {
  const [whole, tenths] = [numberIn(language, 0), numberIn(language, 1)]
  return (value) => (Math.abs(value) >= 9.95 ? whole(value) : tenths(value))
}

function intervalInWords(
  { say }: Wording,
  value: number,
  ci: readonly [number, number] | null,
  shown: (value: number) => string,
): string {
  return ci === null
    ? shown(value)
    : say('figure.interval', { value: shown(value), low: shown(ci[0]), high: shown(ci[1]) })
}
