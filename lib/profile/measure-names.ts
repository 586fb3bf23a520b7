import { numberIn } from '@/lib/interface/number-words'
import { isResearchKey } from '@/lib/interface/research/research-words'
import type { Item, ScoringBlock } from '@/lib/questionnaire/definition'
import { isChoice, responseOptions } from '@/lib/questionnaire/options'
import { labelWithEntry } from '@/lib/questionnaire/repeats'
import { type CategoryVariant, categoryVariants } from '@/lib/scoring/category-variants'
import { type IndexVariant, indexVariants } from '@/lib/scoring/index-variants'
import { scoreBandCount } from './detail/score-measures'
import { categoryName, dimensionName, labelIn, stateName, type Wording } from './names'
import { poorFrom } from './poor-from'

/** A measure by its id, in the words of the pages: "How safe do you feel?: always". The id itself where there are none. */
export function measureName(wording: Wording, measure: string, wave: number): string {
  const [family, part] = splitAt(measure, ':')
  const [plain, line] = splitAt(family, '@')
  const name = part === '' ? wholeName(wording, plain, wave) : byFamily[plain]?.(wording, part)
  if (name === undefined) return measure
  return line === '' ? name : wording.say('measure.atLine', { measure: name, line })
}

/** The name of a measure that has no parts. */
function wholeName(wording: Wording, id: string, wave: number): string | undefined {
  const { say } = wording
  const [level, reach] = splitAt(id, '_')
  if (reach === 'union' || reach === 'intersection') {
    const measure = wholeName(wording, level, wave)
    return measure === undefined ? undefined : say(`measure.${reach}`, { measure })
  }
  switch (id) {
    case 'people':
      return say('figure.n')
    case 'category':
    case 'excluded':
    case 'A':
      return say(`measure.${id}`)
    case 'overall':
      return say('figure.overall')
    case 'H':
    case 'poor':
      return say('poverty.H', poorFrom(wording))
    case 'M0':
    case 'intensity':
      return say('poverty.M0')
    case 'benchmark':
      return say('benchmark.axis')
    case 'recovered':
      return say('waves.recovered', { wave: say('wave.name', { wave }) })
    case 'unlinked':
      return say('waves.notFound')
    default:
      return undefined
  }
}

/** The name of one part of a family of measures, by what its id begins with. */
const byFamily: Readonly<Record<string, (wording: Wording, part: string) => string | undefined>> = {
  dimension: dimensionName,
  subdimension: (wording, part) => {
    const { scoring } = wording.questionnaire
    const found = scoring?.dimensions
      .flatMap(({ subdimensions }) => subdimensions)
      .find(({ id }) => id === part)
    return found && labelIn(wording, found.label)
  },
  deprived: (wording, part) => wording.say('measure.deprived', { part: dimensionName(wording, part) }),
  censored: (wording, part) => wording.say('measure.censored', { part: dimensionName(wording, part) }),
  contribution: (wording, part) =>
    wording.say('measure.contribution', { part: dimensionName(wording, part) }),
  answer: (wording, part) => ofItem(wording, part, (item, code) => answerName(wording, item, code)),
  value: (wording, part) => ofItem(wording, part, () => wording.say('answers.mean')),
  status: (wording, part) =>
    ofItem(wording, part, (_, status) => {
      const key = `status.${status}`
      return isResearchKey(key) ? wording.say(key) : status
    }),
  band: (wording, part) => {
    const [id, band] = splitAt(part, '=')
    const width = 100 / scoreBandCount
    const from = Number(band) * width
    return wording.say('measure.band', { part: dimensionName(wording, id), from, to: from + width })
  },
  signal: signalName,
  moved: (wording, part) => {
    const variant = categoryVariants(wording.questionnaire).find(({ id }) => id === part)
    return variant && both(wording, wording.say('sensitivity.title'), thresholdName(wording, variant))
  },
  becomes: (wording, part) => {
    // The id of a variant has a sign of equality of its own.
    const at = part.lastIndexOf('=')
    const variant = categoryVariants(wording.questionnaire).find(({ id }) => id === part.slice(0, at))
    const category = categoryName(wording, part.slice(at + 1))
    return variant && both(wording, thresholdName(wording, variant), category)
  },
  index: (wording, part) => {
    const variant = indexVariants(wording.questionnaire).find(({ id }) => id === part)
    return variant && both(wording, wording.say('robustness.index'), indexName(wording, variant))
  },
  state: (wording, part) => both(wording, wording.say('waves.stateNow'), stateName(wording, part)),
  change: (wording, part) => both(wording, wording.say('waves.change'), dimensionName(wording, part)),
}

function ofItem(
  wording: Wording,
  part: string,
  nameOf: (item: Item, code: string) => string,
): string | undefined {
  const [id, code] = splitAt(part, '=')
  const item = wording.questionnaire.items.find((candidate) => candidate.id === id)
  if (item === undefined) return undefined
  const label = labelWithEntry(wording.questionnaire, item.id, labelIn(wording, item.label))
  return both(wording, label, nameOf(item, code))
}

function answerName(wording: Wording, item: Item, code: string): string {
  const option = isChoice(item)
    ? responseOptions(wording.questionnaire, item).find((candidate) => candidate.code === code)
    : undefined
  return labelIn(wording, option?.label) || code
}

function both({ say }: Wording, measure: string, value: string): string {
  return say('measure.of', { measure, value })
}

function splitAt(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

/** The name of a circumstance that categories follow from. */
export function signalName({ say }: Pick<Wording, 'say'>, id: string): string {
  const key = `signal.${id}`
  return isResearchKey(key) ? say(key) : id.replaceAll('_', ' ')
}

/** What was moved, in words: "Harmed: 3 moderate signs instead of 2". */
export function thresholdName(wording: Wording, { threshold }: CategoryVariant): string {
  const { say, questionnaire } = wording
  const { from, to } = threshold
  if (threshold.kind === 'answered') return say('sensitivity.answered', { from, to })
  if (threshold.kind === 'cut')
    return say('sensitivity.cut', { from, fromUpper: 100 - from, to, upper: 100 - to })
  if (threshold.kind === 'band')
    return say(`sensitivity.${threshold.name}`, { rule: categoryName(wording, threshold.category), from, to })
  const classification = questionnaire.scoring?.classification
  const category =
    classification?.type === 'signals'
      ? classification.rules.find(({ id }) => id === threshold.rule)?.category
      : undefined
  return say(`sensitivity.${threshold.name}`, {
    rule: categoryName(wording, category ?? threshold.rule),
    from,
    to,
  })
}

/** Least value that the index takes a score for; null where it is no geometric mean. */
function floorOf({ overall }: ScoringBlock): number | null {
  return overall.method === 'geometric' ? overall.floor : null
}

/** The index as it is reported, in words. */
export function ownIndexName({ say, questionnaire }: Wording): string {
  const floor = questionnaire.scoring === null ? null : floorOf(questionnaire.scoring)
  return say('robustness.own', { floor: floor ?? '' })
}

/** The index formed in another way, in words. */
export function indexName(wording: Wording, { scoring, heavier }: IndexVariant): string {
  const { say, questionnaire, language } = wording
  const floor = floorOf(scoring)
  if (floor === null) return say('robustness.arithmetic')
  if (heavier === null) {
    const own = questionnaire.scoring === null ? null : floorOf(questionnaire.scoring)
    return say('robustness.floor', { floor, own: own ?? '' })
  }
  const weightOf = (isHeavier: boolean) => {
    const weight = scoring.dimensions.find(({ id }) => (id === heavier) === isHeavier)?.weight ?? 0
    return numberIn(language, 0)(100 * weight)
  }
  return say('robustness.weight', {
    part: dimensionName(wording, heavier),
    weight: weightOf(true),
    others: weightOf(false),
  })
}
