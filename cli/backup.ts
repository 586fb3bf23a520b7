import { existsSync } from 'node:fs'
import { makeBackup } from '@/db/backup'
import { readCall } from './call'
import { operator, say, UsageError } from './terminal'

/** `backup FILE`: everything that the database holds, sealed, in one file; also while a server runs. Prints the newest hash of the audit log */
export async function run(args: readonly string[]): Promise<number> {
  const { positionals } = readCall(args, {}, ['FILE'])
  const [file] = positionals
  if (file === undefined) throw new UsageError('Name the file to write: foothold backup FILE')
  if (existsSync(file))
    throw new UsageError(`${file} is there already. Name another file: a backup is never overwritten.`)
  const { madeAt, bytes, responses, auditHead } = await makeBackup(operator, file)
  say(`${file}: ${responses} responses, ${bytes} bytes, written and read back.`)
  say(
    'The master key is not in it. Keep a copy of the key (keys/master.key of the data folder) in another place.',
  )
  process.stdout.write(`${JSON.stringify({ madeAt, responses, bytes, auditHead })}\n`)
  return 0
}
