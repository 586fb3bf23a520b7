import { execFileSync } from 'node:child_process'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { makeAccessToken } from '@/db/access-tokens'
import { addAccount } from '@/db/accounts'
import { store } from '@/db/connection'
import { resumeSession, signIn } from '@/db/sessions'
import type { Finding } from './findings'
import { described, type MalformedInput, malformedInput } from './malformed-inputs'
import { openSite, pause, type Scale } from './site'

type Outcome = { readonly status: number; readonly milliseconds: number }

/** How long an answer may take before it counts as none. */
const patience = 10_000

/** What is no longer answered ends here: bytes that are not a request, or half of one. */
const rawPatience = 400

function sent(url: URL, input: MalformedInput): Promise<Outcome> {
  const began = performance.now()
  const outcome = (status: number): Outcome => ({ status, milliseconds: performance.now() - began })
  if ('raw' in input) {
    return new Promise((resolve) => {
      let text = ''
      const socket = connect(Number(url.port), url.hostname, () => socket.write(input.raw))
      socket.setTimeout(rawPatience, () => socket.destroy())
      socket.on('data', (bytes) => {
        text += bytes.toString('latin1').slice(0, 20)
      })
      socket.on('error', () => undefined)
      // A connection that was closed, or left to wait for the rest, is a fair answer to what is no request.
      socket.on('close', () =>
        resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0), milliseconds: 0 }),
      )
    })
  }
  return new Promise((resolve) => {
    const { method, path, headers, body: bytes } = input
    try {
      const call = httpRequest(
        { host: url.hostname, port: url.port, method, path, headers, timeout: patience, agent: false },
        (answer) => {
          answer.resume()
          answer.on('end', () => resolve(outcome(answer.statusCode ?? 0)))
          answer.on('error', () => resolve(outcome(answer.statusCode ?? 0)))
        },
      )
      call.on('timeout', () => {
        call.destroy()
        resolve(outcome(-1))
      })
      call.on('error', () => resolve(outcome(0)))
      call.end(bytes ?? undefined)
    } catch {
      // The client itself refuses to write it.
      resolve(outcome(0))
    }
  })
}

/** Resident memory of a process, in megabytes. */
function memoryOf(pid: number): number {
  return Math.round(
    Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1_024,
  )
}

/** Throws malformed requests at every public address: nothing may break, hang or grow. */
export async function malformed({ inputs: all, clients, seed }: Scale): Promise<readonly Finding[]> {
  const site = await openSite(seed, undefined, { FOOTHOLD_TRUSTED_PROXIES: '1' })
  const token = await administratorsToken(site.dataFolder)
  const url = new URL(site.server.url)
  const statuses = new Map<number, number>()
  const faults: string[] = []
  let slowest = 0
  let next = 0
  let inputs = Math.floor(all * 0.4)
  const throwing = async () => {
    while (next < inputs) {
      next += 1
      const number = next
      const input = malformedInput(site.chance, token)
      const { status, milliseconds } = await sent(url, input)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      slowest = Math.max(slowest, milliseconds)
      // 501 and 505 are what HTTP says of a method and a version that are not taken; 503 is shedding.
      if ((status >= 500 && ![501, 503, 505].includes(status)) || status === -1)
        faults.push(`${status} for ${number}: ${described(input)}`)
    }
  }
  const pid = site.server.pid()
  await Promise.all(Array.from({ length: clients }, throwing))
  const before = memoryOf(pid)
  // Everything was loaded, and every pool is as full as it gets.
  inputs = all
  await Promise.all(Array.from({ length: clients }, throwing))
  await pause(2_000)
  const after = memoryOf(pid)
  // Whoever comes afterwards is served as ever.
  const answering = site.answering(4)
  await site.until(100)
  await answering.stop()
  const health = (await fetch(`${site.server.url}/api/health`)).status
  for (const fault of faults.slice(0, 40)) process.stderr.write(`${fault}\n`)
  const classes = [...statuses].sort(([a], [b]) => a - b).map(([status, n]) => `${status} × ${n}`)
  return [
    { what: 'inputs', seen: next, holds: next === all },
    { what: 'answered', seen: classes.join(', '), holds: true },
    { what: 'answers that are faults of ours', seen: faults.length, holds: faults.length === 0 },
    { what: 'slowest answer, milliseconds', seen: Math.round(slowest), holds: slowest < patience },
    { what: 'megabytes before and after', seen: `${before}, ${after}`, holds: after < before * 1.25 + 50 },
    { what: 'status of /api/health', seen: health, holds: health === 200 },
    ...(await site.findings()),
  ]
}

async function administratorsToken(dataFolder: string): Promise<string> {
  process.env.FOOTHOLD_DATA_DIR = dataFolder
  const account = { email: 'administrator@example.org', password: 'quiet river under stones' }
  await addAccount({ kind: 'operator' }, { ...account, role: 'administrator' })
  const nobody = { kind: 'public' } as const
  const person = await resumeSession(nobody, (await signIn(nobody, account)).sessionId)
  if (person === null) throw new Error('The session did not begin.')
  const made = await makeAccessToken(person, { name: 'chaos', role: 'administrator', days: 30 }, new Date())
  store().close()
  return made.token
}
