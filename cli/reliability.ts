import {
  type FactorMethod,
  reliabilityOfAnswers,
  type ScaleReliability,
} from '@/lib/estimation/reliability/reliability'
import { listed, oneOf, readCall, required } from './call'
import { readColumns } from './read-columns'
import { say, UsageError } from './terminal'

const missingRules = ['listwise', 'pairwise'] as const
const factorMethods = ['minres', 'ml', 'fiml'] as const satisfies readonly FactorMethod[]

/**
 * `reliability FILE.csv --items A,B,… [--missing listwise|pairwise] [--factor minres|ml|fiml]`: alpha, omega and the items, as JSON.
 * A figure that does not exist is null; `notes` and standard error say why.
 */
export async function run(args: readonly string[]): Promise<number> {
  const options = {
    items: { type: 'string' },
    missing: { type: 'string', default: 'listwise' },
    factor: { type: 'string', default: 'minres' },
  } as const
  const { values, positionals } = readCall(args, options, ['FILE.csv'])
  const file = required(positionals[0], 'FILE.csv')
  const names = listed(required(values.items, '--items A,B,…'), '--items')
  if (names.length < 2) throw new UsageError(`--items ${names[0]}: name two columns or more, with commas.`)
  const missing = oneOf('--missing', values.missing, missingRules)
  const method = oneOf('--factor', values.factor, factorMethods)

  const { numbers } = await readColumns(file, { numbers: names })
  const columns = names.map((item) => ({ item, values: numbers.get(item) ?? new Float64Array() }))
  const reliability = reliabilityOfAnswers(columns, { missing, method })
  process.stdout.write(`${JSON.stringify({ missing, ...asPrinted(reliability) }, null, 2)}\n`)
  for (const { message } of reliability.notes) say(message)
  return 0
}

/** The figures people look for first stand on their own, besides the tables they come from. */
function asPrinted({
  rows,
  complete,
  n,
  items,
  omega,
  notes,
  scoreMean,
  scoreSd,
  ...scale
}: ScaleReliability) {
  return {
    rows,
    complete,
    n,
    ...scale,
    omegaTotal: omega?.total ?? null,
    omega,
    scoreMean,
    scoreSd,
    items: items.map(({ item, n: answers, missing, mean, sd, itemRest, ifDropped, ...rest }) => ({
      item,
      n: answers,
      missing,
      mean,
      sd,
      itemRest,
      alphaIfDropped: ifDropped?.alpha ?? null,
      ...rest,
      ifDropped,
    })),
    notes,
  }
}
