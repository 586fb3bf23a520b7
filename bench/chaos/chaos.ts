/*
 * Kills the server at moments of chance while people answer, and looks afterwards whether anything was lost.
 * npm run chaos -- [--kills 100] [--responses 5000] [--clients 16] [--seed N]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { store } from '@/db/connection'
import { ensureDefaultInstruments } from '@/db/questionnaires'
import { createRound } from '@/db/rounds'
import { defaultInstruments } from '@/lib/instruments/default-instruments'
import { acknowledged, chanceFrom, client, type Ledger } from './clients'
import { type Finding, findingsOf } from './findings'
import { killedServer } from './server'

const wanted = z
  .object({
    kills: z.coerce.number().int().min(1).default(100),
    responses: z.coerce.number().int().min(1).default(5_000),
    clients: z.coerce.number().int().min(1).max(64).default(16),
    seed: z.coerce
      .number()
      .int()
      .default(Date.now() % 1_000_000),
  })
  .parse(
    parseArgs({
      options: {
        kills: { type: 'string' },
        responses: { type: 'string' },
        clients: { type: 'string' },
        seed: { type: 'string' },
      },
    }).values,
  )

/** Longest time in milliseconds that a server lives between two kills. */
const longestLife = 1_500

const operator = { kind: 'operator' } as const
const dataFolder = mkdtempSync(join(tmpdir(), 'foothold-chaos-'))
process.env.FOOTHOLD_DATA_DIR = dataFolder
await ensureDefaultInstruments(operator)
await createRound(operator, { title: 'Chaos', slug: 'chaos', questionnaireId: 'migrant-short', open: true })
store().close()

const [questionnaire] = defaultInstruments()
if (questionnaire === undefined) throw new Error('There is no questionnaire.')
const chance = chanceFrom(wanted.seed)
const ledger: Ledger = new Map()
const server = await killedServer(dataFolder)
const began = performance.now()
let kills = 0
const isOver = () => kills >= wanted.kills && acknowledgedCount() >= wanted.responses
await server.start()
const clients = Array.from({ length: wanted.clients }, () =>
  client(server.url, questionnaire, ledger, chance, isOver),
)
while (kills < wanted.kills) {
  // Also while it has just begun to serve.
  await pause(chance() ** 2 * longestLife)
  await server.kill()
  kills += 1
  await server.start()
  if (kills % 10 === 0) process.stderr.write(`${kills} kills, ${acknowledgedCount()} acknowledged\n`)
}
await Promise.all(clients)
const findings: Finding[] = [{ what: 'kills', seen: kills, holds: true }]
findings.push({ what: 'repeats with another receipt', ...(await repeats()) })
const status = await server.stop()
findings.push({ what: 'exit status after SIGTERM', seen: String(status), holds: status === 0 })
findings.push(...(await findingsOf(dataFolder, ledger)))
for (const { what, seen, holds } of findings)
  process.stdout.write(`${holds ? 'ok   ' : 'WRONG'}  ${what}: ${seen}\n`)
const minutes = ((performance.now() - began) / 60_000).toFixed(1)
process.stdout.write(`seed ${wanted.seed}, ${wanted.clients} clients, ${minutes} min\n`)
const isWhole = findings.every(({ holds }) => holds)
if (isWhole) rmSync(dataFolder, { recursive: true, force: true })
else process.stdout.write(`The data folder is left as it is: ${dataFolder}\n`)
process.exitCode = isWhole ? 0 : 1

function acknowledgedCount(): number {
  return [...ledger.values()].filter(({ receipt }) => receipt !== null).length
}

/** Sends some again: each must get the receipt that it got. */
async function repeats(): Promise<Omit<Finding, 'what'>> {
  const again = [...ledger.values()].filter(({ withdrawal }) => withdrawal === 'none').slice(-300)
  let others = 0
  for (const { body, receipt } of again) if ((await acknowledged(server.url, body)) !== receipt) others += 1
  return { seen: others, holds: others === 0 }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
