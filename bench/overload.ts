/*
 * What happens at four times the rate that the server sustains. The client is a process of its own, on the same machine. Prints figures as JSON.
 */
import { execFile, execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { madeUpPerson } from '@/cli/demo/people'
import { seededRandom } from '@/cli/demo/random'
import { defaultInstruments } from '@/lib/instruments/default-instruments'
import { newSubmission } from './chaos/clients'
import { openSite, pause } from './chaos/site'

const runSchema = z.object({
  sentPerSecond: z.number(),
  acceptedPerSecond: z.number(),
  p50: z.number().nullable(),
  p99: z.number().nullable(),
  refusedP99: z.number().nullable(),
  statuses: z.record(z.string(), z.number()),
  withoutRetryAfter: z.number(),
  broken: z.number(),
  notSent: z.number(),
  unanswered: z.number(),
})
type Run = z.output<typeof runSchema>

const seconds = Number(process.env.BENCH_SECONDS ?? 60)
const factor = 4

const [questionnaire] = defaultInstruments()
if (questionnaire === undefined) throw new Error('There is no questionnaire.')
const folder = mkdtempSync(join(tmpdir(), 'foothold-overload-'))
const bodyFile = join(folder, 'body.json')
const { answers } = madeUpPerson(questionnaire, seededRandom(3))
const body = newSubmission(questionnaire, answers)
writeFileSync(bodyFile, JSON.stringify(body))

const site = await openSite(1, folder, { FOOTHOLD_TRUSTED_PROXIES: '1' })
const address = `${site.server.url}/api/v1/surveys/chaos/responses`
const megabytes = () =>
  Math.round(
    Number(execFileSync('ps', ['-o', 'rss=', '-p', String(site.server.pid())], { encoding: 'utf8' })) / 1_024,
  )

async function load(rate: number, forSeconds: number, addresses: 'many' | 'one' = 'many'): Promise<Run> {
  const args = [
    join(import.meta.dirname, 'open-loop.mjs'),
    address,
    bodyFile,
    String(rate),
    String(forSeconds),
    addresses,
  ]
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1e7 })
  return runSchema.parse(JSON.parse(stdout))
}

/** The highest of rising rates at which all but a thousandth is accepted, within half a second for all but a hundredth. */
async function sustainable(): Promise<{ readonly rate: number; readonly run: Run }> {
  let best: { rate: number; run: Run } | null = null
  for (let rate = 100; ; rate = Math.round(rate * 1.25)) {
    const run = await load(rate, 6)
    const isSustained =
      run.acceptedPerSecond >= 0.999 * run.sentPerSecond && (run.p99 ?? Number.POSITIVE_INFINITY) < 500
    process.stderr.write(
      `${rate} a second: ${run.acceptedPerSecond.toFixed(0)} accepted, p99 ${run.p99?.toFixed(0)} ms\n`,
    )
    if (!isSustained && best !== null) return best
    if (isSustained) best = { rate, run }
    if (rate > 20_000) throw new Error('No rate is too much.')
  }
}

async function oneAfterAnother(
  until: number,
): Promise<readonly { readonly at: number; readonly took: number }[]> {
  const seen = []
  while (performance.now() < until) {
    const began = performance.now()
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, submissionId: randomUUID() }),
    })
    const ended = performance.now()
    seen.push({ at: ended, took: answer.status === 201 ? ended - began : Number.POSITIVE_INFINITY })
    await pause(50)
  }
  return seen
}

// Code is slow until it was run often.
await load(100, 5)
await load(200, 8)
const unloaded = await oneAfterAnother(performance.now() + 3_000)
const usual = unloaded.map(({ took }) => took).toSorted((a, b) => a - b)[Math.floor(unloaded.length / 2)] ?? 0
const { rate, run: calm } = await sustainable()
const before = megabytes()
let most = before
const watching = setInterval(() => {
  most = Math.max(most, megabytes())
}, 1_000)
const over = await load(factor * rate, seconds)
const ended = performance.now()
const after = await oneAfterAnother(ended + 8_000)
clearInterval(watching)
// Recovered is who answers as at the rate that is sustained.
const late = after.filter(({ took }) => took > (calm.p99 ?? 0))
const recovery = late.length === 0 ? 0 : ((late.at(-1)?.at ?? ended) - ended) / 1_000
const single = await load(factor * rate, Math.min(10, seconds), 'one')
await pause(1_000)
const memory = megabytes()
await site.server.stop()
rmSync(folder, { recursive: true, force: true })

const refusedRight = (run: Run) => {
  const others = Object.keys(run.statuses).filter((status) => !['201', '429', '503'].includes(status))
  return others.length === 0 && run.withoutRetryAfter === 0
}
process.stdout.write(
  JSON.stringify({
    statuses: over.statuses,
    statusesOfOneAddress: single.statuses,
    broken: over.broken,
    notSent: over.notSent,
    figures: [
      ['sustained rate of submissions', rate, 'a second', '', null],
      ['p99 at that rate', calm.p99, 'ms', '', null],
      ['offered', over.sentPerSecond, 'a second', '', null],
      ['accepted under it', over.acceptedPerSecond, 'a second', '', null],
      ['accepted against the sustained rate', over.acceptedPerSecond / rate, 'ratio', '', null],
      ['p99 of what is accepted', over.p99, 'ms', '< 1000', (over.p99 ?? 1e9) < 1_000],
      ['p99 against one at a time, unloaded', (over.p99 ?? 0) / usual, 'ratio', '', null],
      ['p99 of what is refused', over.refusedP99, 'ms', '', null],
      [
        'refusals other than 429 or 503 with Retry-After',
        refusedRight(over) ? 0 : 1,
        '',
        '0',
        refusedRight(over),
      ],
      ['the same from one address', refusedRight(single) ? 0 : 1, '', '0', refusedRight(single)],
      ['left without an answer', over.unanswered, '', '0', over.unanswered === 0],
      ['memory before', before, 'MB', '', null],
      ['most memory', most, 'MB', '< 1000', most < 1_000],
      ['memory afterwards', memory, 'MB', '', null],
      ['seconds to recover', recovery, 's', '≤ 5', recovery <= 5],
    ],
  }),
)
process.exit(0)
