import { numberIn } from '@/lib/interface/number-words'
import { isResearchKey } from '@/lib/interface/research/research-words'
import type { MeanFigure, PovertyLevel, QualityMark, ShareFigure } from '@/lib/profile/figure'
import { bandName, reasonInWords, type Wording } from '@/lib/profile/names'
import type { Group } from '@/lib/profile/table-parts'
import type { FigureWords } from '../charts/chart-figure'
import type { MarkKind } from '../charts/marks'

// What files say as well is in `lib`.
export { dateIn, numberIn } from '@/lib/interface/number-words'
export {
  bandName,
  breakdownName,
  categoryName,
  dimensionName,
  labelIn,
  reasonInWords,
  stateName,
  type Wording,
  wordingIn,
} from '@/lib/profile/names'
export { sourceLine, sourceOfSeveral } from '@/lib/profile/source-line'

/** Words around every picture. */
export function figureWords({ say }: Pick<Wording, 'say'>): FigureWords {
  return {
    showAsTable: say('figure.showAsTable'),
    tableHasAll: say('figure.tableHasAll'),
    download: say('figure.download'),
    emptyText: say('figure.empty'),
  }
}

/** What a category means, said on first use; '' for one of an administrator's own. */
export function categoryMeaning({ say }: Pick<Wording, 'say'>, id: string): string {
  const key = `meaning.${id}`
  return isResearchKey(key) ? say(key) : ''
}

/** A group in words: "Woman, 18–24"; everybody where nothing divides. */
export function groupName(wording: Wording, group: Group, names: readonly string[]): string {
  return names.length === 0
    ? wording.say('category.everybody')
    : names.map((name) => bandName(wording, name, group[name] ?? '')).join(', ')
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
