import { existsSync } from 'node:fs'
import { RestoreRefused, restoreBackup } from '@/db/restore'
import { readCall } from './call'
import { operator, say, UsageError } from './terminal'

/** `restore FILE [--replace]`: the database of a backup in the place of the one that is here; never while a server runs */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readCall(args, { replace: { type: 'boolean', default: false } }, ['FILE'])
  const [file] = positionals
  if (file === undefined) throw new UsageError('Name the backup: foothold restore FILE')
  if (!existsSync(file)) throw new UsageError(`${file}: there is no such file. Check the path.`)
  try {
    const restored = await restoreBackup(operator, file, { replace: values.replace })
    say(`Restored the backup of ${restored.madeAt}: ${restored.responses} responses.`)
    if (restored.withdrawnAgain > 0)
      say(`${restored.withdrawnAgain} of its responses had been withdrawn since, and were erased again.`)
    if (restored.before !== null)
      say(`What was here before lies in ${restored.before}. Look at what you have, then delete that file.`)
    return 0
  } catch (error) {
    if (error instanceof RestoreRefused) throw new UsageError(error.message)
    throw error
  }
}
