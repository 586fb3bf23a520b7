/*
 * Has things go wrong while people answer, and looks afterwards whether anything was lost.
 * npm run chaos -- [--mode kill|same|full-disk|read-only|clock|upgrade|commands|malformed|all]
 *   [--kills 100] [--responses 5000] [--clients 16] [--inputs 100000] [--seed N]
 */
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { jumpingClock } from './clock'
import { killedCommands } from './commands'
import type { Finding } from './findings'
import { fullDisk } from './full-disk'
import { killing } from './kill'
import { malformed } from './malformed'
import { readOnly } from './read-only'
import { same } from './same'
import type { Scale } from './site'
import { interruptedUpgrade } from './upgrade'

const modes: Readonly<Record<string, (scale: Scale) => Promise<readonly Finding[]>>> = {
  kill: killing,
  same,
  'full-disk': fullDisk,
  'read-only': readOnly,
  clock: jumpingClock,
  upgrade: interruptedUpgrade,
  commands: killedCommands,
  malformed,
}

const { mode, ...given } = z
  .object({
    mode: z.enum([...Object.keys(modes), 'all']).default('kill'),
    kills: z.coerce.number().int().min(1).optional(),
    responses: z.coerce.number().int().min(1).optional(),
    clients: z.coerce.number().int().min(1).max(64).default(16),
    inputs: z.coerce.number().int().min(1).default(100_000),
    seed: z.coerce
      .number()
      .int()
      .default(Date.now() % 1_000_000),
  })
  .parse(
    parseArgs({
      options: {
        mode: { type: 'string' },
        kills: { type: 'string' },
        responses: { type: 'string' },
        clients: { type: 'string' },
        inputs: { type: 'string' },
        seed: { type: 'string' },
      },
    }).values,
  )

let isWhole = true
for (const [name, run] of Object.entries(modes)) {
  if (mode !== 'all' && mode !== name) continue
  const [kills, responses] = name === 'kill' ? [100, 5_000] : [20, 600]
  const scale: Scale = { ...given, kills: given.kills ?? kills, responses: given.responses ?? responses }
  const began = performance.now()
  process.stdout.write(`── ${name}\n`)
  for (const { what, seen, holds } of await run(scale)) {
    process.stdout.write(`${holds ? 'ok   ' : 'WRONG'}  ${what}: ${seen}\n`)
    isWhole &&= holds
  }
  const minutes = ((performance.now() - began) / 60_000).toFixed(1)
  process.stdout.write(`seed ${scale.seed}, ${scale.clients} clients, ${minutes} min\n`)
}
process.exitCode = isWhole ? 0 : 1
