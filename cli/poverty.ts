import type { CodedColumn } from '@/lib/estimation/columns'
import { surveyDesign } from '@/lib/estimation/design'
import type { DesignEstimate } from '@/lib/estimation/estimate'
import { type GroupPoverty, type Indicator, type PovertyMeasures, povertyOf } from '@/lib/estimation/poverty'
import { listed, partsOf, readCall, required } from './call'
import { type CsvColumns, readColumns } from './read-columns'
import { problemLines, say, UsageError } from './terminal'
import { refuseFaults, refuseZeroWeights, weightFaults } from './weight-column'

// Above this, those left out may differ from those measured: measurement framework, section 5.
const muchIsExcluded = 0.15

/**
 * `poverty FILE.csv --deprived A,B,… [--weights w1,w2,…] --k K [--by COL] [--weight COL]`: Alkire and Foster's measures, as JSON.
 * Columns hold 1 or true for deprived, 0 or false for not, nothing or NA where not known.
 */
export async function run(args: readonly string[]): Promise<number> {
  const options = {
    deprived: { type: 'string' },
    weights: { type: 'string' },
    k: { type: 'string' },
    by: { type: 'string' },
    weight: { type: 'string' },
  } as const
  const { values, positionals } = readCall(args, options, ['FILE.csv'])
  const file = required(positionals[0], 'FILE.csv')
  const names = listed(required(values.deprived, '--deprived A,B,…'), '--deprived')
  const weights = indicatorWeights(values.weights, names)
  const k = numberOf(required(values.k, '--k K'), '--k')
  const { by, weight } = values

  const columns = await readColumns(file, {
    labels: by === undefined ? names : [...names, by],
    numbers: weight === undefined ? [] : [weight],
  })
  const groups = by === undefined ? undefined : columns.labels.get(by)
  const personWeights = weight === undefined ? undefined : readWeights(file, columns, weight)
  const result = povertyOf({
    design: surveyDesign({
      n: columns.rows,
      ...(personWeights !== undefined && { weights: personWeights }),
    }),
    indicators: names.map(
      (name, place): Indicator => ({
        name,
        deprived: readFlags(columns, name),
        weight: weights[place] ?? 1,
      }),
    ),
    k,
    ...(groups !== undefined && { groups }),
  })
  if (!result.ok) throw new UsageError([`${file}:`, ...problemLines(result.problems)].join('\n'))

  const { all, groups: byGroup, k: cutoff } = result.value
  const notes = notesOf(all, personWeights)
  const printed = {
    k: cutoff,
    ...asPrinted(all),
    ...(by !== undefined && { groups: byGroup.map((group) => groupAsPrinted(by, group)) }),
    notes,
  }
  process.stdout.write(`${JSON.stringify(printed, null, 2)}\n`)
  for (const note of notes) say(note)
  return 0
}

function asPrinted({ n, excluded, excludedShare, H, A, M0, indicators }: PovertyMeasures) {
  const figures = { H, A, M0 }
  return {
    n,
    excluded,
    excludedShare,
    ...byName(Object.entries(figures), (estimate) => estimate?.estimate ?? null),
    se: byName(Object.entries(figures), (estimate) => estimate?.se ?? null),
    ci: byName(Object.entries(figures), (estimate) => estimate?.ci ?? null),
    df: H?.df ?? null,
    ...byName(
      (['uncensoredHeadcount', 'censoredHeadcount', 'contribution'] as const).map((measure) => [
        measure,
        byName(
          indicators.map((indicator) => [indicator.name, indicator[measure]]),
          (estimate) => estimate?.estimate ?? null,
        ),
      ]),
      (values) => values,
    ),
    indicators: indicators.map(({ name, weight, ...measures }) => ({
      indicator: name,
      weight,
      ...byName(Object.entries(measures), estimateAsPrinted),
    })),
  }
}

function groupAsPrinted(by: string, { group, populationShare, shareOfM0, ...measures }: GroupPoverty) {
  return {
    group: { [by]: group },
    populationShare: populationShare?.estimate ?? null,
    shareOfM0: shareOfM0?.estimate ?? null,
    ...asPrinted(measures),
  }
}

function estimateAsPrinted(estimate: DesignEstimate | null) {
  return estimate === null ? null : { estimate: estimate.estimate, se: estimate.se, ci: estimate.ci }
}

function byName<T, R>(entries: readonly (readonly [string, T])[], of: (value: T) => R): Record<string, R> {
  return Object.fromEntries(entries.map(([name, value]) => [name, of(value)]))
}

function notesOf(
  { excludedShare, H }: PovertyMeasures,
  weights: Float64Array | undefined,
): readonly string[] {
  const notes: string[] = []
  const unweighted = weights?.filter((weight) => weight === 0).length ?? 0
  if (unweighted > 0)
    notes.push(
      unweighted === 1
        ? '1 row has a weight of 0 and counts for nothing.'
        : `${unweighted} rows have a weight of 0 and count for nothing.`,
    )
  if (H === null) notes.push('Nobody has a value in every indicator, so nothing can be measured.')
  else if (excludedShare > muchIsExcluded) {
    notes.push(
      `${Math.round(100 * excludedShare)}% of the people are left out because an indicator is not known. Those who are measured may differ from them.`,
    )
  }
  return notes
}

function readFlags({ labels, placeOf }: CsvColumns, name: string): readonly (number | null)[] {
  const { codes, names }: CodedColumn = labels.get(name) ?? { codes: new Int32Array(), names: [] }
  const flags = names.map(flagOf)
  const wrong = flags.indexOf(null)
  if (wrong >= 0) {
    throw new UsageError(
      `${placeOf(codes.indexOf(wrong))}, column "${name}": "${names[wrong]}" does not say whether a person is deprived. Write 1 for deprived, 0 for not, and leave the cell empty (or NA) where it is not known.`,
    )
  }
  return Array.from(codes, (code) => flags[code] ?? null)
}

function flagOf(label: string): number | null {
  const word = label.toLowerCase()
  if (word === 'true' || Number(word) === 1) return 1
  return word === 'false' || Number(word) === 0 ? 0 : null
}

function readWeights(file: string, columns: CsvColumns, name: string): Float64Array {
  refuseFaults(weightFaults(columns, name))
  refuseZeroWeights(file, columns, name)
  return columns.numbers.get(name) ?? new Float64Array()
}

function indicatorWeights(list: string | undefined, names: readonly string[]): readonly number[] {
  if (list === undefined) return names.map(() => 1)
  const weights = partsOf(list, '--weights').map((word) => numberOf(word, '--weights'))
  if (weights.length !== names.length) {
    throw new UsageError(
      `--weights ${list}: there are ${weights.length} weights and ${names.length} columns in --deprived. Give one for each, in the same order.`,
    )
  }
  return weights
}

function numberOf(word: string, option: string): number {
  if (!/^\d*\.?\d+$/.test(word))
    throw new UsageError(`${option} ${word}: this is not a positive number. Write it as 0.5.`)
  return Number(word)
}
