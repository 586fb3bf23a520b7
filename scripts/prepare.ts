/* Before serving: checks the environment and the port, migrates, publishes the default questionnaires, prints the way in. */
import { createServer } from 'node:net'
import { makeSetupLink } from '@/db/accounts'
import { store } from '@/db/connection'
import { settleDemoAccounts } from '@/db/demo-accounts'
import { readEnvironment } from '@/db/environment'
import { readMasterKeyState } from '@/db/master-key-care'
import { ensureDefaultInstruments } from '@/db/questionnaires'
import { makeDueReleases } from '@/db/releases'
import { folderIsServed, lockForServer } from '@/db/server-lock'

const operator = { kind: 'operator' } as const

/** A quick look over the whole file, before anybody writes to it. */
function refuseDamaged({ reader }: ReturnType<typeof store>): void {
  const state = reader.$client.pragma('quick_check(1)', { simple: true })
  if (state === 'ok') return
  throw new Error(
    `The database is damaged (${String(state)}). Nothing was changed. Copy the data folder to another disk, then restore your newest backup: foothold restore FILE --replace`,
  )
}

function isFree(port: number): Promise<boolean> {
  return new Promise((settle) => {
    const probe = createServer()
    probe.once('error', () => settle(false))
    probe.listen(port, () => probe.close(() => settle(true)))
  })
}

try {
  const { port, publicUrl, dataFolder } = readEnvironment()
  if (!(await isFree(port))) {
    throw new Error(
      `PORT: something else uses port ${port}. Stop it, or choose another: PORT=${port + 1} npm start`,
    )
  }
  const lock = lockForServer(dataFolder)
  if (lock === null) throw new Error(folderIsServed(dataFolder))
  // The server takes it for itself when it begins.
  lock.release()
  refuseDamaged(store())
  await ensureDefaultInstruments(operator)
  await makeDueReleases(operator, new Date())
  const isDemoFolder = await settleDemoAccounts(operator, new Date())
  const setupLink = await makeSetupLink(operator)
  const { backedUpOn } = await readMasterKeyState(operator)
  store().close()
  const address = publicUrl ?? `http://localhost:${port}`
  console.log(`\n  Foothold  ${address}`)
  console.log(`  Data      ${dataFolder}`)
  if (backedUpOn === null && !isDemoFolder) {
    console.log(
      '\n  Nobody has confirmed a copy of the key. Without the key every answer is lost with this disk. Make one:',
    )
    console.log('  npm run -s foothold -- keys export FILE, then keys confirm-backup FILE')
  }
  if (isDemoFolder) {
    console.log(
      `\n  This folder holds the sample data of the demo. Its accounts are closed, because the demo prints their passwords.`,
    )
    console.log(`  Serve it with: npm run demo. For real work, name another folder: FOOTHOLD_DATA_DIR=./data`)
  }
  if (setupLink !== null) {
    console.log(
      `\n  There is no account yet. Open this link once to make the first administrator (valid for a day):`,
    )
    console.log(`  ${address}${setupLink}`)
  }
  console.log('')
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
