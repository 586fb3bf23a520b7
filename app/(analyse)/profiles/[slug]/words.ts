import { breakdownsOf } from '@/lib/disclosure/lattice'
import type { MeanFigure, NoFigure, PovertyLevel, QualityMark, ShareFigure } from '@/lib/profile/figure'
import type { Profile } from '@/lib/profile/profile'
import type { Group } from '@/lib/profile/table-parts'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { countryOptions, textIn } from '@/lib/questionnaire/language'

/** The words of the profile page, in English. */

const categoryNames: Readonly<Record<string, string>> = {
  privileged: 'Privileged',
  average: 'Average',
  victim: 'Harmed',
  undetermined: 'Undetermined',
  pro: 'Pro',
  ambivalent: 'Ambivalent',
  anti: 'Anti',
}

/** What each category means, said on first use. */
export const categoryMeanings: Readonly<Record<string, string>> = {
  privileged: 'moved by choice, with skills in demand and good options',
  average: 'neither of the two',
  victim: 'migrants who have been harmed (category “victim”): coerced, deceived or left without protection',
  undetermined: 'told too little to be placed; never spread over the others',
  pro: 'firmly open to migration',
  ambivalent: 'between the two',
  anti: 'firmly closed to migration',
}

const breakdownNames: Readonly<Record<string, string>> = {
  category: 'Category',
  wave: 'Wave',
  gender: 'Gender',
  age_band: 'Age',
  origin_region: 'Region of origin',
  host_country: 'Host country',
  length_stay: 'Length of stay',
  main_reason: 'Main reason for coming',
  stay: 'Planned stay',
  area_type: 'Place',
}

const reasonWords: Readonly<Record<NoFigure, string>> = {
  too_few_answers: 'hidden: too few answers',
  fewer_than_3: 'fewer than 3 people',
  nearly_all: 'nearly all',
  nobody: 'nobody',
  not_defined: 'not defined',
}

/** What each quality mark warns of. */
const qualityWords: Readonly<Record<QualityMark, string>> = {
  few_people: 'few people',
  few_units: 'few sampling units',
  wide_interval: 'wide interval',
}

/** Words around every picture. */
export const figureWords = {
  showAsTable: 'Show as table',
  tableHasAll: 'The table below the picture has every figure.',
  download: 'Download',
  emptyText: 'There is nothing to show here yet.',
} as const

export const hiddenWords = 'hidden: too few people'

/** The name of a breakdown, of `category` or `wave`. */
export function breakdownName(id: string): string {
  return breakdownNames[id] ?? id
}

/** The name of a category. */
export function categoryName(id: string): string {
  return categoryNames[id] ?? id
}

/** The name of a band of a breakdown, of a category, or of a wave. */
export function bandName(questionnaire: Questionnaire, breakdown: string, code: string): string {
  if (breakdown === 'category') return categoryName(code)
  if (breakdown === 'wave') return `Wave ${code}`
  if (breakdown === 'host_country')
    return countryOptions('en').find((country) => country.code === code)?.label ?? code
  const band = breakdownsOf(questionnaire)
    .find(({ id }) => id === breakdown)
    ?.bands.find((candidate) => candidate.code === code)
  return band === undefined ? code : textIn(band.label, 'en', questionnaire.defaultLanguage) || code
}

/** A group in words: "Woman, 18–24". */
export function groupName(questionnaire: Questionnaire, group: Group, names: readonly string[]): string {
  return names.map((name) => bandName(questionnaire, name, group[name] ?? '')).join(', ')
}

/** "about 82", or "82" when exact. */
export function peopleInWords(n: number, isExact: boolean): string {
  return isExact ? n.toLocaleString('en') : `about ${n.toLocaleString('en')}`
}

/** "61 (55 to 67)", or why there is no figure. */
export function meanInWords(figure: MeanFigure): string {
  if (figure.mean === null) return reasonWords[figure.reason ?? 'not_defined']
  return figure.ci === null
    ? one(figure.mean)
    : `${one(figure.mean)} (${one(figure.ci[0])} to ${one(figure.ci[1])})`
}

/** A warning beside a figure of low precision: "low precision: few people"; empty when there is none. */
export function precisionInWords(marks: readonly QualityMark[]): string {
  return marks.length === 0 ? '' : `low precision: ${marks.map((mark) => qualityWords[mark]).join(', ')}`
}

/** What stands behind a figure of a hundred: nothing where a heading says it. */
type Unit = ' of 100' | ' %' | ''

/** "61 of 100 (55 to 67)", or why there is no figure. */
export function shareInWords(figure: ShareFigure, unit: Unit = ' of 100'): string {
  if (figure.share === null) return reasonWords[figure.shareText ?? figure.reason ?? 'not_defined']
  return ofHundred(figure.share, figure.ci, unit)
}

/** A poverty figure as "31 of 100 (25 to 38)". */
export function povertyInWords(level: PovertyLevel, name: 'H' | 'A' | 'M0', unit: Unit = ' of 100'): string {
  const value = level[name]
  if (value === null) {
    const said = name === 'H' ? level.shareText : null
    return reasonWords[said ?? level.reason[name] ?? 'not_defined']
  }
  if (name !== 'M0') return ofHundred(value, level.ci[name], unit)
  const ci = level.ci.M0
  return ci === null ? value.toFixed(2) : `${value.toFixed(2)} (${ci[0].toFixed(2)} to ${ci[1].toFixed(2)})`
}

/** Where the figures come from, in one line under every picture. */
export function sourceLine(profile: Profile, title: string): string {
  const origin =
    profile.release === undefined
      ? `exact figures of ${profile.generatedAt}, not for publication`
      : `release ${profile.release.number} of ${profile.release.madeOn}, ${profile.release.responses.toLocaleString('en')} responses`
  const kind =
    profile.sampleDesign === 'non_probability'
      ? 'Of people who took part; coverage unknown.'
      : 'Probability sample.'
  return `${profile.synthetic ? 'Synthetic data. ' : ''}Source: ${title}, ${origin}. ${kind}`
}

function ofHundred(share: number, ci: readonly [number, number] | null, unit: Unit): string {
  const hundred = (value: number) => Math.round(100 * value)
  const figure = `${hundred(share)}${unit}`
  return ci === null ? figure : `${figure} (${hundred(ci[0])} to ${hundred(ci[1])})`
}

function one(value: number): string {
  return Math.abs(value) >= 9.95 ? String(Math.round(value)) : value.toFixed(1)
}
