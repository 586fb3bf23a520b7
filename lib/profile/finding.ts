import type { Questionnaire } from '@/lib/questionnaire/definition'
import { textIn } from '@/lib/questionnaire/language'
import type { Interval } from './figure'
import type { Profile, VisibleCell } from './profile'

/** A figure that a sentence names, with the interval that supports it. */
type Named = { readonly value: number; readonly ci: Interval }

/**
 * What a profile shows, as far as its figures support it. Two figures differ only if their 95 % intervals do not overlap:
 * stricter than a test of the difference, and seen at a glance in the picture below the sentence.
 */
type Finding =
  /** A category lies below another in a dimension. `isLowest`: and below its own other dimensions, too. */
  | {
      readonly kind: 'lower'
      readonly category: string
      readonly other: string
      readonly dimension: string
      readonly isLowest: boolean
      readonly figure: Named
      readonly otherFigure: Named
    }
  /** Two categories that can be seen differ in no dimension. */
  | { readonly kind: 'no_difference'; readonly category: string; readonly other: string }
  /** More people are in this category than in any other. */
  | { readonly kind: 'largest'; readonly category: string; readonly share: Named }
  /** Views are known, but none is clearly the most common. */
  | { readonly kind: 'no_largest' }
  /** The index of everybody, or of the first category that can be seen (`category`, else ''). */
  | { readonly kind: 'overall'; readonly category: string; readonly figure: Named }
  /** Nothing can be shown yet. */
  | { readonly kind: 'nothing' }

/**
 * The finding that a profile page opens with, for a table that is undivided but by category.
 *
 * | the questionnaire | what is looked for, the first that the figures support |
 * |---|---|
 * | migrants | harmed migrants below average ones; average below privileged; harmed below privileged |
 * | views | the largest category |
 * | other | the index of everybody |
 */
function findingOf(profile: Profile): Finding {
  const cells = visibleByCategory(profile)
  const seen: (readonly [string, string])[] = []
  for (const [category, other] of comparedCategories) {
    const low = cells.get(category)
    const high = cells.get(other)
    if (low === undefined || high === undefined) continue
    seen.push([category, other])
    const finding = lowerDimension(profile.dimensions, category, other, low, high)
    if (finding !== null) return finding
  }
  const first = seen[0]
  if (first !== undefined) return { kind: 'no_difference', category: first[0], other: first[1] }
  return largestCategory(profile, cells) ?? overallOf(cells)
}

/**
 * The finding as a sentence in English, for staff: "Harmed migrants score lowest on legal status: 31, against 64 for average
 * migrants."
 */
export function sentenceOf(profile: Profile, questionnaire: Questionnaire): string {
  const finding = findingOf(profile)
  switch (finding.kind) {
    case 'lower': {
      const dimension = dimensionName(questionnaire, finding.dimension)
      const who = sentenceCase(peopleIn(finding.category))
      const other = peopleIn(finding.other)
      const score = points(finding.figure.value)
      const otherScore = points(finding.otherFigure.value)
      return finding.isLowest
        ? `${who} score lowest on ${dimension}: ${score}, against ${otherScore} for ${other}.`
        : `${who} score lower than ${other} on ${dimension}: ${score}, against ${otherScore}.`
    }
    case 'no_difference':
      return `No dimension shows a clear difference between ${peopleIn(finding.category)} and ${peopleIn(finding.other)}: their likely ranges overlap.`
    case 'largest': {
      const [low, high] = finding.share.ci
      return `More people are ${viewOf(finding.category)} than anything else: ${percent(finding.share.value)} of 100, likely between ${percent(low)} and ${percent(high)}.`
    }
    case 'no_largest':
      return 'No view of migration is clearly more common than the others.'
    case 'overall': {
      const [low, high] = finding.figure.ci
      const who = finding.category === '' ? 'People' : sentenceCase(peopleIn(finding.category))
      return `${who} score ${points(finding.figure.value)} of 100 in all, likely between ${points(low)} and ${points(high)}.`
    }
    case 'nothing':
      return 'Too few people have answered to show a figure.'
  }
}

const comparedCategories: readonly (readonly [string, string])[] = [
  ['victim', 'average'],
  ['average', 'privileged'],
  ['victim', 'privileged'],
]

const categoryPeople: Readonly<Record<string, string>> = {
  privileged: 'privileged migrants',
  average: 'average migrants',
  victim: 'harmed migrants',
  undetermined: 'people whose category is not known',
}

const views: Readonly<Record<string, string>> = {
  pro: 'open to migration',
  ambivalent: 'of two minds about migration',
  anti: 'against migration',
}

// As they are called in passing; a sentence would stumble over the full labels.
const dimensionNames: Readonly<Record<string, string>> = {
  decent_work: 'decent work and income',
  legal_status: 'legal status',
  social_services: 'social services',
  intangible_security: 'intangible security',
}

function visibleByCategory(profile: Profile): ReadonlyMap<string, VisibleCell> {
  const cells = new Map<string, VisibleCell>()
  if (profile.by.some((name) => name !== 'category' && name !== 'wave')) return cells
  for (const cell of profile.cells) {
    if (!cell.suppressed && cell.n > 0) cells.set(cell.group.category ?? '', cell)
  }
  return cells
}

function lowerDimension(
  dimensions: readonly string[],
  category: string,
  other: string,
  low: VisibleCell,
  high: VisibleCell,
): Finding | null {
  const scores = dimensions.flatMap((dimension) => {
    const figure = dimensionFigure(low, dimension)
    return figure === null ? [] : [{ dimension, figure }]
  })
  const gaps = scores.flatMap(({ dimension, figure }) => {
    const otherFigure = dimensionFigure(high, dimension)
    return otherFigure !== null && isBelow(figure, otherFigure) ? [{ dimension, figure, otherFigure }] : []
  })
  const [lowest] = gaps.toSorted((a, b) => a.figure.value - b.figure.value)
  if (lowest === undefined) return null
  const isLowest =
    scores.length === dimensions.length &&
    scores.every(({ dimension, figure }) => dimension === lowest.dimension || isBelow(lowest.figure, figure))
  return { kind: 'lower', category, other, isLowest, ...lowest }
}

function largestCategory(profile: Profile, cells: ReadonlyMap<string, VisibleCell>): Finding | null {
  const shares = [...cells].flatMap(([category, { share }]) => {
    const isFigure = share?.share != null && share.ci !== null && views[category] !== undefined
    return isFigure ? [{ category, share: { value: share.share, ci: share.ci } }] : []
  })
  const [first, second] = shares.toSorted((a, b) => b.share.value - a.share.value)
  if (first === undefined || profile.by.length !== 1) return null
  // What is hidden may be large only where nothing else is: a category over one half is the largest in any case.
  const isLargest = second === undefined ? first.share.ci[0] > 0.5 : isBelow(second.share, first.share)
  return isLargest ? { kind: 'largest', ...first } : { kind: 'no_largest' }
}

function overallOf(cells: ReadonlyMap<string, VisibleCell>): Finding {
  for (const [category, { overall }] of cells) {
    if (overall.mean !== null && overall.ci !== null)
      return { kind: 'overall', category, figure: { value: overall.mean, ci: overall.ci } }
  }
  return { kind: 'nothing' }
}

function dimensionFigure(cell: VisibleCell, dimension: string): Named | null {
  const figure = cell.dimensions[dimension]
  return figure === undefined || figure.mean === null || figure.ci === null
    ? null
    : { value: figure.mean, ci: figure.ci }
}

function isBelow(a: Named, b: Named): boolean {
  return a.ci[1] < b.ci[0]
}

function dimensionName(questionnaire: Questionnaire, id: string): string {
  const known = dimensionNames[id]
  if (known !== undefined) return known
  const dimension = questionnaire.scoring?.dimensions.find((candidate) => candidate.id === id)
  return `“${textIn(dimension?.label, 'en', questionnaire.defaultLanguage) || id}”`
}

function peopleIn(category: string): string {
  return categoryPeople[category] ?? `people in the category “${category}”`
}

function viewOf(category: string): string {
  return views[category] ?? `“${category}”`
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function points(score: number): string {
  return String(Math.round(score))
}

function percent(share: number): string {
  return String(Math.round(100 * share))
}
