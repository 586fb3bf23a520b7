import type { CodedColumn } from '@/lib/estimation/columns'
import { DesignError, type SurveyDesign } from '@/lib/estimation/design'
import {
  type DesignEstimate,
  type EstimateOptions,
  estimateMean,
  estimateRatio,
  estimateTotal,
} from '@/lib/estimation/estimate'
import { estimateProportion } from '@/lib/estimation/proportion'
import { estimateQuantile, type QuantileEstimate } from '@/lib/estimation/quantile'
import { type EstimateCall, readEstimateCall, splitRatio } from './estimate-call'
import { columnsOfDesign, readDesign } from './estimate-design'
import { byLabel, type Group, groupsBy } from './groups'
import { type CsvColumns, readColumns, type WantedColumns } from './read-columns'
import { progressBar, say, UsageError } from './terminal'

type Found = DesignEstimate | QuantileEstimate | null

/** One figure of each group. */
type Target = {
  readonly y: string
  /** What tells it from others of the same column: the level of a category, the share of a quantile. */
  readonly which: { readonly value?: string; readonly p?: number }
  /** Makes the column ready; one at a time, since each takes 8 bytes a row. */
  readonly ready: () => (options: EstimateOptions) => Found
}

/** More levels than this are numbers or names, not a category. */
const mostLevels = 100

/**
 * `estimate FILE.csv --y COL[,COL…] [--by COL,…] [--weight COL] [--strata COL] [--cluster COL[,COL]] [--fpc COL[,COL]] [--type T]
 * [--p SHARE,…] [--ci-method M] [--level L] [--deff D] [--lonely-psu O]`: design-based estimates as JSON, in full double precision.
 */
export async function run(args: readonly string[]): Promise<number> {
  const call = readEstimateCall(args)
  const columns = await readColumns(call.file, (header) => wantedColumns(call, header))
  const design = readDesign(call, columns)
  const targets = targetsOf(call, columns, design)
  const groups = groupsBy(columns, call.by)
  if (groups.length === 0)
    throw new UsageError(
      `${call.file}: no row has a value in each of ${call.by.join(', ')}. Choose other columns for --by.`,
    )
  const bar = progressBar('Estimating')
  const estimates: object[] = []
  const empty: string[] = []
  for (const target of targets) {
    const estimateOf = target.ready()
    for (const group of groups) {
      const found = estimated(call, group, estimateOf)
      if (found === null) empty.push(inWords(group, target))
      estimates.push({ y: target.y, ...target.which, group: group.labels, ...shown(found, call) })
      bar.update(estimates.length, groups.length * targets.length)
    }
  }
  bar.end()
  const lines = empty.map(
    (what) =>
      `${call.file}: ${what} cannot be estimated, for no row with a weight has a value (or the denominator adds up to 0).`,
  )
  if (empty.length === estimates.length)
    throw new UsageError(`${lines[0]} Check the column, or choose other groups.`)
  for (const line of lines) say(`${line} It is null. Join the group to another.`)
  process.stdout.write(`${JSON.stringify({ estimates }, null, 2)}\n`)
  return 0
}

function wantedColumns(call: EstimateCall, header: readonly string[]): WantedColumns {
  const design = columnsOfDesign(call)
  const labels = [...design.labels, ...call.by]
  switch (call.wanted.type) {
    case 'proportion':
      return { numbers: design.numbers, labels: [...labels, ...call.ys] }
    case 'ratio':
      return { numbers: [...design.numbers, ...call.ys.flatMap((y) => splitRatio(y, header))], labels }
    default:
      return { numbers: [...design.numbers, ...call.ys], labels }
  }
}

function targetsOf(call: EstimateCall, columns: CsvColumns, design: SurveyDesign): readonly Target[] {
  return call.ys.flatMap((y) => targetsOfColumn(y, call, columns, design))
}

function targetsOfColumn(
  y: string,
  { file, wanted }: EstimateCall,
  columns: CsvColumns,
  design: SurveyDesign,
): readonly Target[] {
  const numbers = (name: string) => columns.numbers.get(name) ?? new Float64Array()
  switch (wanted.type) {
    case 'mean':
    case 'total': {
      const estimate = wanted.type === 'mean' ? estimateMean : estimateTotal
      const ready = () => (how: EstimateOptions) =>
        estimate(design, numbers(y), { ...how, interval: wanted.method })
      return [{ y, which: {}, ready }]
    }
    case 'ratio': {
      const [above, below] = splitRatio(y, columns.header)
      const ready = () => (how: EstimateOptions) =>
        estimateRatio(design, numbers(above), numbers(below), { ...how, interval: wanted.method })
      return [{ y, which: {}, ready }]
    }
    case 'proportion':
      return levelsOf(file, y, columns.labels.get(y)).map(({ which, isYes }) => ({
        y,
        which,
        ready: () => {
          const column = isYes()
          return (how) => estimateProportion(design, column, { ...how, method: wanted.method })
        },
      }))
    case 'quantile':
      return wanted.shares.map((p) => ({
        y,
        which: { p },
        ready: () => (how) => estimateQuantile(design, numbers(y), p, { ...how, method: wanted.method }),
      }))
  }
}

/** A column of 0 and 1 is one proportion, that of 1. Any other is a category: one proportion a level, as R gives for a factor. */
function levelsOf(
  file: string,
  y: string,
  column: CodedColumn | undefined,
): readonly { readonly which: { readonly value?: string }; readonly isYes: () => Float64Array }[] {
  const { codes, names } = column ?? { codes: new Int32Array(), names: [] }
  const indicator = (isYes: (name: string) => boolean) => () => {
    const yes = names.map((name) => (isYes(name) ? 1 : 0))
    return Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : (yes[code] ?? Number.NaN)))
  }
  if (names.every((name) => Number(name) === 0 || Number(name) === 1))
    return [{ which: {}, isYes: indicator((name) => Number(name) === 1) }]
  if (names.length > mostLevels) {
    throw new UsageError(
      `${file}: column "${y}" has ${names.length} different values, too many for the levels of a category (${mostLevels}). Use --type mean for numbers, or group the values first.`,
    )
  }
  return [...names]
    .sort(byLabel)
    .map((value) => ({ which: { value }, isYes: indicator((name) => name === value) }))
}

function estimated(
  { file, level, lonelyPsu }: EstimateCall,
  { rows }: Group,
  estimateOf: (options: EstimateOptions) => Found,
): Found {
  try {
    return estimateOf({ level, lonelyPsu, ...(rows !== null && { domain: rows }) })
  } catch (error) {
    if (!(error instanceof DesignError)) throw error
    throw new UsageError(`${file}: ${error.message} The option is --lonely-psu.`)
  }
}

/** The figures in the order of the contract; all null but n where there is nobody. */
function shown(found: Found, { deff }: EstimateCall) {
  if (found === null) return { n: 0, estimate: null, se: null, ci: null, deff: null, df: null }
  const { n, estimate, se, ci, df } = found
  const effect = !('deff' in found) ? null : deff === 'replace' ? found.deff : found.deffWithoutReplacement
  return { n, estimate, se, ci, deff: effect, df }
}

function inWords({ labels }: Group, { y, which }: Target): string {
  const parts = [...Object.entries(labels), ...Object.entries(which)].map(
    ([name, value]) => `${name} = ${value}`,
  )
  return parts.length === 0 ? `"${y}"` : `"${y}" for ${parts.join(', ')}`
}
