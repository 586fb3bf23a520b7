import { numberLocale } from '@/lib/interface/message'
import { isResearchKey, type ResearchKey, type ResearchSay } from '@/lib/interface/research/research-words'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { textIn } from '@/lib/questionnaire/language'
import { type DetailTable, figureIn } from './detail/detail-table'
import type { Comparison } from './difference'
import type { Interval } from './figure'
import type { Profile, VisibleCell } from './profile'

/** A figure that a sentence names, with the interval that supports it. */
type Named = { readonly value: number; readonly ci: Interval }

/**
 * What a profile shows, as far as its figures support it. Two categories differ where the interval of their difference leaves out zero, as
 * wherever they are compared. Figures of the same people, which nothing compares, differ only if their 95 % intervals do not overlap:
 * stricter, and seen at a glance in the picture below the sentence.
 */
type Finding =
  /** A category lies clearly below another in a dimension. `isLowest`: and below its own other dimensions, too. */
  | {
      readonly kind: 'lower'
      readonly category: string
      readonly other: string
      readonly dimension: string
      readonly isLowest: boolean
      readonly score: number
      readonly otherScore: number
    }
  /** Two categories that can be seen differ clearly in no dimension, neither way. */
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
 * | migrants | harmed migrants below average ones; average below privileged; harmed below privileged, where no average ones are shown |
 * | views | the largest category |
 * | other | the index of everybody |
 */
function findingOf(profile: Profile, comparisons: readonly Comparison[]): Finding {
  let alike: Finding | null = null
  for (const [category, other] of comparedCategories) {
    const comparison = comparisons.find(
      ({ first, second }) => first.group.category === category && second.group.category === other,
    )
    if (comparison === undefined) continue
    const finding = lowerDimension(profile.dimensions, category, other, comparison)
    if (finding !== null) return finding
    const verdicts = Object.values(comparison.dimensions).map(({ isClear }) => isClear)
    if (verdicts.includes(false) && !verdicts.includes(true))
      alike ??= { kind: 'no_difference', category, other }
  }
  if (alike !== null) return alike
  const cells = visibleByCategory(profile)
  return largestCategory(profile, cells) ?? overallOf(cells)
}

/** What sentences are said with: a language, its sentences, and the questionnaire whose labels are used. */
export type SpokenIn = {
  readonly language: string
  readonly say: ResearchSay
  readonly questionnaire: Questionnaire
}

/**
 * The finding as a sentence: "Harmed migrants score lowest on legal status: 31, against 64 for average migrants."
 *
 * @param comparisons of the groups that `comparedGroups` names
 */
export function sentenceOf(profile: Profile, comparisons: readonly Comparison[], spoken: SpokenIn): string {
  const { say, language } = spoken
  const finding = findingOf(profile, comparisons)
  const whole = new Intl.NumberFormat(numberLocale(language), { maximumFractionDigits: 0 })
  const number = (value: number) => whole.format(value)
  switch (finding.kind) {
    case 'lower':
      return say(finding.isLowest ? 'finding.lowest' : 'finding.lower', {
        who: sentenceCase(peopleIn(finding.category, say), language),
        other: peopleIn(finding.other, say),
        dimension: dimensionIn(finding.dimension, spoken),
        score: number(finding.score),
        otherScore: number(finding.otherScore),
      })
    case 'no_difference':
      return say('finding.noDifference', {
        who: peopleIn(finding.category, say),
        other: peopleIn(finding.other, say),
      })
    case 'largest': {
      const [low, high] = finding.share.ci
      return say('finding.largest', {
        view: named(`view.${finding.category}`, 'view.other', finding.category, say),
        value: number(100 * finding.share.value),
        low: number(100 * low),
        high: number(100 * high),
      })
    }
    case 'no_largest':
      return say('finding.noLargest')
    case 'overall': {
      const [low, high] = finding.figure.ci
      const [only, ...others] = profile.dimensions
      // The index of one score is that score: it is called by its name.
      if (only !== undefined && others.length === 0 && finding.category === '')
        return say('finding.overallOf', {
          name: labelOf(only, spoken),
          value: number(finding.figure.value),
          low: number(low),
          high: number(high),
        })
      return say('finding.overall', {
        who: sentenceCase(peopleIn(finding.category, say), language),
        value: number(finding.figure.value),
        low: number(low),
        high: number(high),
      })
    }
    case 'nothing':
      return say('finding.nothing')
  }
}

/**
 * Which part of a score stands out: the highest and the lowest sub-dimension where their 95 % intervals lie apart.
 *
 * @param table undivided, with measures `subdimension:ID`
 * @returns null where fewer than two parts are shown
 */
export function partsSentenceOf(table: DetailTable, spoken: SpokenIn): string | null {
  const { say, language, questionnaire } = spoken
  const [group] = table.groups
  if (group === undefined) return null
  const parts = (questionnaire.scoring?.dimensions ?? [])
    .flatMap(({ subdimensions }) => subdimensions)
    .flatMap(({ id, label }) => {
      const figure = figureIn(group, `subdimension:${id}`)
      if (figure === undefined || figure.kind === 'share' || figure.mean === null || figure.ci === null)
        return []
      const name = textIn(label, language, questionnaire.defaultLanguage) || id
      return [{ name, value: figure.mean, ci: figure.ci }]
    })
    .toSorted((a, b) => b.value - a.value)
  const [highest, lowest] = [parts[0], parts.at(-1)]
  if (highest === undefined || lowest === undefined || parts.length < 2) return null
  if (!isBelow(lowest, highest)) return say('finding.partsAlike')
  const whole = new Intl.NumberFormat(numberLocale(language), { maximumFractionDigits: 0 })
  return say('finding.parts', {
    high: highest.name,
    highScore: whole.format(highest.value),
    low: lowest.name,
    lowScore: whole.format(lowest.value),
  })
}

/** The people of a category as a sentence names them: "harmed migrants"; all of them where there is none (''). */
export function peopleIn(category: string, say: ResearchSay): string {
  if (category === '') return say('people.everybody')
  const key = `people.${category}`
  return isResearchKey(key) ? say(key) : say('people.group', { group: category })
}

const comparedCategories: readonly (readonly [string, string])[] = [
  ['victim', 'average'],
  ['average', 'privileged'],
  ['victim', 'privileged'],
]

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
  { first, second, dimensions: differences }: Comparison,
): Finding | null {
  if (first.suppressed || second.suppressed) return null
  const scores = dimensions.flatMap((dimension) => {
    const figure = dimensionFigure(first, dimension)
    return figure === null ? [] : [{ dimension, figure }]
  })
  const gaps = scores.flatMap(({ dimension, figure }) => {
    const otherScore = second.dimensions[dimension]?.mean ?? null
    const { isClear = null, difference = null } = differences[dimension] ?? {}
    const isLower = isClear === true && difference !== null && difference < 0
    return isLower && otherScore !== null ? [{ dimension, figure, otherScore }] : []
  })
  const [lowest] = gaps.toSorted((a, b) => a.figure.value - b.figure.value)
  if (lowest === undefined) return null
  const { dimension, figure, otherScore } = lowest
  const isLowest =
    scores.length === dimensions.length &&
    scores.every((own) => own.dimension === dimension || isBelow(figure, own.figure))
  return { kind: 'lower', category, other, dimension, isLowest, score: figure.value, otherScore }
}

function largestCategory(profile: Profile, cells: ReadonlyMap<string, VisibleCell>): Finding | null {
  const shares = [...cells].flatMap(([category, { share }]) => {
    const isFigure = share?.share != null && share.ci !== null && isResearchKey(`view.${category}`)
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

/** As it is called in passing; a sentence would stumble over the full label. */
function dimensionIn(id: string, { say, language, questionnaire }: SpokenIn): string {
  return named(`dimension.${id}`, 'dimension.other', labelOf(id, { language, questionnaire }), say)
}

function labelOf(
  id: string,
  { language, questionnaire }: Pick<SpokenIn, 'language' | 'questionnaire'>,
): string {
  const dimension = questionnaire.scoring?.dimensions.find((candidate) => candidate.id === id)
  return textIn(dimension?.label, language, questionnaire.defaultLanguage) || id
}

/** The catalogue's own words for a thing, else its name in the catalogue's quotation marks. */
function named(key: string, otherwise: ResearchKey, name: string, say: ResearchSay): string {
  return isResearchKey(key) ? say(key) : say(otherwise, { name })
}

/** A text as a sentence begins with it. */
export function sentenceCase(text: string, language: string): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1)
}
