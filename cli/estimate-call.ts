import { type ProportionMethod, proportionMethods } from '@/lib/estimation/proportion'
import { type QuantileMethod, quantileMethods } from '@/lib/estimation/quantile'
import { type LonelyPsu, lonelyPsuOptions } from '@/lib/estimation/variance'
import { listed, oneOf, partsOf, readCall, required } from './call'
import { UsageError } from './terminal'

const types = ['mean', 'proportion', 'total', 'ratio', 'quantile'] as const
const meanMethods = ['t', 'normal'] as const
const deffs = ['replace', 'without'] as const

/** What is estimated, and how its interval is built. */
export type Wanted =
  | { readonly type: 'mean' | 'total' | 'ratio'; readonly method: (typeof meanMethods)[number] }
  | { readonly type: 'proportion'; readonly method: ProportionMethod }
  | { readonly type: 'quantile'; readonly method: QuantileMethod; readonly shares: readonly number[] }

/** A call of `estimate`, its words read. */
export type EstimateCall = {
  readonly file: string
  readonly ys: readonly string[]
  readonly by: readonly string[]
  readonly weight: string | undefined
  readonly strata: string | undefined
  readonly clusters: readonly string[]
  readonly fpc: readonly string[]
  readonly wanted: Wanted
  readonly lonelyPsu: LonelyPsu
  /** Of the interval, between 0 and 1. */
  readonly level: number
  readonly deff: (typeof deffs)[number]
}

/** @throws UsageError naming the option and what it takes */
export function readEstimateCall(args: readonly string[]): EstimateCall {
  const options = {
    y: { type: 'string' },
    by: { type: 'string' },
    weight: { type: 'string' },
    strata: { type: 'string' },
    cluster: { type: 'string' },
    fpc: { type: 'string' },
    type: { type: 'string', default: 'mean' },
    p: { type: 'string' },
    'ci-method': { type: 'string' },
    level: { type: 'string', default: '0.95' },
    deff: { type: 'string' },
    'lonely-psu': { type: 'string', default: 'fail' },
  } as const
  const { values, positionals } = readCall(args, options, ['FILE.csv'])
  const call: EstimateCall = {
    file: required(positionals[0], 'FILE.csv'),
    ys: targetsOf(values.type, listed(required(values.y, '--y COL[,COL…]'), '--y')),
    by: columns(values.by, '--by'),
    weight: values.weight,
    strata: values.strata,
    clusters: columns(values.cluster, '--cluster'),
    // One column may hold the sampling fraction of both stages.
    fpc: values.fpc === undefined ? [] : partsOf(values.fpc, '--fpc'),
    wanted: readWanted(values.type, values['ci-method'], values.p),
    lonelyPsu: oneOf('--lonely-psu', values['lonely-psu'], lonelyPsuOptions),
    level: between0And1(values.level, '--level', '0.95'),
    deff: oneOf('--deff', values.deff ?? 'replace', deffs),
  }
  if (call.wanted.type === 'quantile' && values.deff !== undefined)
    throw new UsageError(`--deff ${values.deff}: a quantile has no design effect. Leave --deff out.`)
  if (call.clusters.length > 2 || call.fpc.length > 2)
    throw new UsageError('--cluster and --fpc take two columns at most: the first stage, the second stage.')
  if (call.fpc.length > Math.max(1, call.clusters.length)) {
    throw new UsageError(
      `--fpc ${call.fpc.join(',')}: the second column is the second stage. Name the units of both stages: --cluster PRIMARY,SECONDARY.`,
    )
  }
  return call
}

/**
 * The two columns of a ratio, `NUMERATOR/DENOMINATOR`. A slash may stand in a name too: the parts must be columns.
 *
 * @throws UsageError
 */
export function splitRatio(ratio: string, header: readonly string[]): readonly [string, string] {
  const slashes = [...ratio].flatMap((letter, place) => (letter === '/' ? [place] : []))
  const pairs = slashes.map((place) => [ratio.slice(0, place), ratio.slice(place + 1)] as const)
  const pair = pairs.find((parts) => parts.every((part) => header.includes(part))) ?? pairs[0]
  if (pair === undefined)
    throw new UsageError(`--y ${ratio}: a ratio is of two columns. Write it as NUMERATOR/DENOMINATOR.`)
  return pair
}

function readWanted(type: string, method: string | undefined, p: string | undefined): Wanted {
  const known = oneOf('--type', type, types)
  if (known !== 'quantile' && p !== undefined)
    throw new UsageError(`--p is the share of a quantile. Leave it out, or say --type quantile.`)
  const choose = <T extends string>(methods: readonly [T, ...T[]]): T =>
    oneOf(`--type ${known} --ci-method`, method ?? methods[0], methods)
  switch (known) {
    case 'proportion':
      return { type: known, method: choose(proportionMethods) }
    case 'quantile': {
      const shares = listed(p ?? '0.5', '--p')
      return {
        type: known,
        method: choose(quantileMethods),
        shares: shares.map((share) => between0And1(share, '--p', '0.5')),
      }
    }
    default:
      return { type: known, method: choose(meanMethods) }
  }
}

/** A ratio of two columns may be written as `A,B` too; every other type takes columns as they are named. */
function targetsOf(type: string, ys: readonly string[]): readonly string[] {
  const [numerator, denominator, ...more] = ys
  const isPair = type === 'ratio' && more.length === 0 && !ys.some((y) => y.includes('/'))
  return isPair && denominator !== undefined ? [`${numerator}/${denominator}`] : ys
}

function columns(list: string | undefined, option: string): readonly string[] {
  return list === undefined ? [] : listed(list, option)
}

function between0And1(text: string, option: string, example: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (!(value > 0 && value < 1))
    throw new UsageError(`${option} ${text}: give a number between 0 and 1, such as ${example}.`)
  return value
}
