import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { store } from '@/db/connection'
import { ensureDefaultInstruments } from '@/db/questionnaires'
import { createRound } from '@/db/rounds'
import { defaultInstruments } from '@/lib/instruments/default-instruments'
import { acknowledged, chanceFrom, client, type Ledger } from './clients'
import { type Finding, findingsOf } from './findings'
import { type KilledServer, killedServer } from './server'

/** How much is done. */
export type Scale = {
  readonly kills: number
  readonly responses: number
  readonly clients: number
  /** Malformed requests. */
  readonly inputs: number
  readonly seed: number
}

/** A data folder with an open round, its server, and people who answer. */
export type Site = {
  readonly dataFolder: string
  readonly server: KilledServer
  readonly chance: () => number
  readonly ledger: Ledger
  /** Has clients send, each until its response is acknowledged, until `stop` is called. @returns when all have ended */
  readonly answering: (clients: number) => { readonly stop: () => Promise<void> }
  readonly acknowledged: () => number
  /** Waits until so many are acknowledged. @throws Error when that takes longer than a minute */
  readonly until: (count: number) => Promise<void>
  /** Stops the server and looks at everything; the folder goes when all holds. */
  readonly findings: () => Promise<readonly Finding[]>
}

const operator = { kind: 'operator' } as const

/**
 * @param folder where the data folder is made; left out, among temporary files
 * @param environment more of it for the server
 */
export async function openSite(
  seed: number,
  folder = tmpdir(),
  environment: Readonly<Record<string, string>> = {},
): Promise<Site> {
  const dataFolder = mkdtempSync(join(folder, 'foothold-chaos-'))
  process.env.FOOTHOLD_DATA_DIR = dataFolder
  await ensureDefaultInstruments(operator)
  const [questionnaire] = defaultInstruments()
  if (questionnaire === undefined) throw new Error('There is no questionnaire.')
  await createRound(operator, {
    title: 'Chaos',
    slug: 'chaos',
    questionnaireId: questionnaire.id,
    open: true,
  })
  store().close()
  const ledger: Ledger = new Map()
  const chance = chanceFrom(seed)
  const server = await killedServer(dataFolder, environment)
  await server.start()
  const count = () => [...ledger.values()].filter(({ receipt }) => receipt !== null).length
  return {
    dataFolder,
    server,
    chance,
    ledger,
    answering: (clients) => {
      let isOver = false
      const sending = Promise.all(
        Array.from({ length: clients }, () =>
          client(server.url, questionnaire, ledger, chance, () => isOver),
        ),
      )
      return {
        stop: async () => {
          isOver = true
          await sending
        },
      }
    },
    acknowledged: count,
    until: async (wanted) => {
      const end = performance.now() + 60_000
      while (count() < wanted) {
        if (performance.now() > end)
          throw new Error(`Only ${count()} of ${wanted} were acknowledged in a minute.`)
        await pause(10)
      }
    },
    findings: async () => {
      const repeated = await repeats(server.url, ledger)
      const status = await server.stop()
      const found = [
        { what: 'repeats with another receipt', seen: repeated, holds: repeated === 0 },
        { what: 'exit status after SIGTERM', seen: String(status), holds: status === 0 },
        ...(await findingsOf(dataFolder, ledger)),
      ]
      if (found.every(({ holds }) => holds)) rmSync(dataFolder, { recursive: true, force: true })
      else found.push({ what: 'the data folder is left as it is', seen: dataFolder, holds: true })
      return found
    },
  }
}

/** Sends some again: each must get the receipt that it got. @returns how many did not */
async function repeats(url: string, ledger: Ledger): Promise<number> {
  const again = [...ledger.values()].filter(({ withdrawal }) => withdrawal === 'none').slice(-300)
  let others = 0
  for (const { body, receipt } of again) if ((await acknowledged(url, body)) !== receipt) others += 1
  return others
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
