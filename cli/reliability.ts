import {
  type FactorMethod,
  reliabilityOfAnswers,
  type ScaleReliability,
} from '@/lib/estimation/reliability/reliability'
import { columnNames, oneFile } from './columns-call'
import { readColumns } from './read-columns'
import { readCall, required, say, UsageError } from './terminal'

const missingRules = ['listwise', 'pairwise'] as const
const factorMethods = ['minres', 'ml', 'fiml'] as const satisfies readonly FactorMethod[]

/**
 * `reliability FILE.csv --items A,B,… [--missing listwise|pairwise] [--factor minres|ml|fiml]`: alpha, omega and the items, as JSON.
 * A figure that does not exist is null; `notes` and standard error say why.
 */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readCall(args, {
    items: { type: 'string' },
    missing: { type: 'string', default: 'listwise' },
    factor: { type: 'string', default: 'minres' },
  })
  const file = oneFile(positionals, 'reliability FILE.csv --items A,B,…')
  const names = columnNames(required(values.items, '--items A,B,…'), '--items')
  if (names.length < 2) throw new UsageError(`--items ${names[0]}: name two columns or more, with commas.`)
  const missing = chosen(values.missing, missingRules, '--missing')
  const method = chosen(values.factor, factorMethods, '--factor')

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

function chosen<T extends string>(word: string, words: readonly T[], option: string): T {
  const known = words.find((one) => one === word)
  if (known === undefined) throw new UsageError(`${option} ${word}: choose ${words.join(' or ')}.`)
  return known
}
