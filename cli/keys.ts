import { readDataKeys, rotateDataKey } from '@/db/data-keys'
import {
  changeMasterKey,
  confirmKeyBackup,
  exportMasterKey,
  importMasterKey,
  KeyCareRefused,
  readMasterKeyState,
} from '@/db/master-key-care'
import { readCall } from './call'
import { operator, progressBar, say, UsageError } from './terminal'

const words = ['status', 'rotate', 'export', 'import', 'confirm-backup'] as const

/** `keys status | rotate [--master [--to FILE]] | export FILE | import FILE | confirm-backup FILE`: the keys of the data folder, new ones, and copies of the master key */
export async function run([what, ...args]: readonly string[]): Promise<number> {
  try {
    switch (what) {
      case 'status':
        readCall(args, {})
        return await status()
      case 'rotate':
        return await rotate(args)
      case 'export':
        await exportMasterKey(operator, oneFile(args, what))
        say('Keep this copy in another place than the data: whoever has both can read everything.')
        say('When it is there, say so: foothold keys confirm-backup FILE')
        return 0
      case 'import': {
        const isNew = await importMasterKey(operator, oneFile(args, what))
        say(isNew ? 'The master key is back in the data folder.' : 'This key is in the data folder already.')
        return 0
      }
      case 'confirm-backup':
        await confirmKeyBackup(operator, oneFile(args, what))
        say('This is the right key. It is recorded that a copy lies in another place.')
        return 0
      default:
        throw new UsageError(`keys ${what ?? ''}: choose ${words.join(', ')}.`)
    }
  } catch (error) {
    if (error instanceof KeyCareRefused) throw new UsageError(error.message)
    throw error
  }
}

async function status(): Promise<number> {
  const { source, backedUpOn } = await readMasterKeyState(operator)
  process.stdout.write(
    `${JSON.stringify({ masterKey: source, backedUpOn, dataKeys: await readDataKeys(operator) })}\n`,
  )
  if (backedUpOn === null)
    say('Nobody has confirmed a copy of the master key. Without it everything here is lost with this disk.')
  return 0
}

async function rotate(args: readonly string[]): Promise<number> {
  const { values } = readCall(args, { master: { type: 'boolean', default: false }, to: { type: 'string' } })
  if (values.to !== undefined && !values.master)
    throw new UsageError('--to FILE changes nothing without --master. Leave it out, or say --master.')
  if (values.master) return master(values.to)
  const bar = progressBar('Sealing anew')
  const { isNew, values: sealed, savedInterviews } = await rotateDataKey(operator, bar.update)
  bar.end()
  say(isNew ? 'A new data key is in use.' : 'An earlier rotation was brought to its end.')
  say(`${sealed} values were sealed anew.`)
  if (savedInterviews > 0)
    say(`${savedInterviews} saved interviews stay under an older key until they end, within 14 days.`)
  return 0
}

async function master(to: string | undefined): Promise<number> {
  const old = await changeMasterKey(operator, to)
  if (old === null)
    say('Every data key is wrapped under the new master key. Put it into the environment now.')
  else say(`A new master key is in use. The old one lies in ${old}: older backups open with it alone.`)
  say('Make a copy of the new key (foothold keys export FILE) and a backup (foothold backup FILE).')
  return 0
}

function oneFile(args: readonly string[], what: string): string {
  const [file] = readCall(args, {}, ['FILE']).positionals
  if (file === undefined) throw new UsageError(`Name the file: foothold keys ${what} FILE`)
  return file
}
