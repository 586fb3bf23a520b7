import { aggregateKinds, readAggregates } from '@/db/aggregates'
import { tableFormatIds } from '@/lib/interchange/export-formats'
import { tableWriters } from '@/lib/interchange/format-writers'
import { profileQuestion } from '@/lib/profile/question'
import { oneOf, readCall, required } from './call'
import { writtenSearch } from './profile'
import { operator, say } from './terminal'
import { writeWhole } from './whole-file'

/** `aggregates --survey SLUG --format FORMAT --out FILE|- [--table TABLE] [--by …] [--where …] [--language L]` */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = readCall(args, {
    survey: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
    table: { type: 'string', default: 'profile' },
    by: { type: 'string' },
    where: { type: 'string' },
    language: { type: 'string' },
  })
  const slug = required(values.survey, '--survey SLUG')
  const out = required(values.out, '--out FILE')
  const format = oneOf('--format', required(values.format, '--format FORMAT'), tableFormatIds)
  const kind = oneOf('--table', values.table, aggregateKinds)
  const question = profileQuestion(writtenSearch(values))
  const table = await readAggregates(operator, slug, kind, question, values.language)
  await writeWhole(out, tableWriters[format](table))
  if (out !== '-') say(`${out}: ${table.rowCount} figures.`)
  return 0
}
