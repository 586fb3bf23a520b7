import { aggregateKinds, readAggregates } from '@/db/aggregates'
import { tableFormatIds } from '@/lib/interchange/export-formats'
import { tableWriters } from '@/lib/interchange/format-writers'
import { profileQuestion } from '@/lib/profile/question'
import { operator, readCall, required, say, UsageError } from './terminal'
import { writeWhole } from './whole-file'

/** `aggregates --survey SLUG --format FORMAT --out FILE|- [--table TABLE] [--by …] [--where …] [--language L]` */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readCall(args, {
    survey: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
    table: { type: 'string', default: 'profile' },
    by: { type: 'string' },
    where: { type: 'string' },
    language: { type: 'string' },
  })
  if (positionals.length > 0)
    throw new UsageError(`"${positionals[0]}" stands alone. Name the file with --out.`)
  const slug = required(values.survey, '--survey SLUG')
  const out = required(values.out, '--out FILE')
  const format = oneOf('--format', required(values.format, '--format FORMAT'), tableFormatIds)
  const kind = oneOf('--table', values.table, aggregateKinds)
  const search = new URLSearchParams({
    ...(values.by !== undefined && { by: values.by }),
    ...(values.where !== undefined && { where: values.where }),
  })
  const table = await readAggregates(operator, slug, kind, profileQuestion(search), values.language)
  await writeWhole(out, tableWriters[format](table))
  if (out !== '-') say(`${out}: ${table.rowCount} figures.`)
  return 0
}

function oneOf<T extends string>(option: string, given: string, known: readonly T[]): T {
  const found = known.find((one) => one === given)
  if (found === undefined) throw new UsageError(`${option} ${given}: choose ${known.join(', ')}.`)
  return found
}
