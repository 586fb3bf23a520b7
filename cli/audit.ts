import { readAudit } from '@/db/audit'
import { readCall } from './call'
import { operator, UsageError } from './terminal'

/** `audit [--limit N]`: the newest lines of the audit log, 100 when left out, the newest first; a line of JSON each */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = readCall(args, { limit: { type: 'string', default: '100' } })
  if (!/^[1-9]\d{0,8}$/.test(values.limit))
    throw new UsageError(`--limit ${values.limit}: give a whole number from 1.`)
  for (const entry of await readAudit(operator, { limit: Number(values.limit) }))
    process.stdout.write(`${JSON.stringify(entry)}\n`)
  return 0
}
