/*
 * Sends submissions at a rate, whether or not earlier ones were answered, as people do: open-loop. Prints latencies and statuses as JSON.
 * node open-loop.mjs ADDRESS BODY.json RATE SECONDS many|one
 */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import http from 'node:http'

const [address, file, rate, seconds, addresses] = process.argv.slice(2)
const body = JSON.parse(readFileSync(file, 'utf8'))
const agent = new http.Agent({ keepAlive: true, maxSockets: 4_000, maxFreeSockets: 512 })
/** More than this under way at once is more than a machine can hold open. */
const mostUnderWay = 4_000
const accepted = []
const refused = []
const statuses = {}
let withoutRetryAfter = 0
let broken = 0
let notSent = 0
let underWay = 0

function send(number) {
  if (underWay >= mostUnderWay) {
    notSent += 1
    return
  }
  underWay += 1
  const text = JSON.stringify({ ...body, submissionId: randomUUID() })
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
  if (addresses === 'many')
    headers['x-forwarded-for'] = `10.${number % 251}.${(number >> 8) % 251}.${number % 241}`
  const startedAt = performance.now()
  const request = http.request(address, { method: 'POST', agent, headers }, (response) => {
    response.resume()
    response.on('end', () => {
      underWay -= 1
      const { statusCode } = response
      statuses[statusCode] = (statuses[statusCode] ?? 0) + 1
      const isAccepted = statusCode === 201
      ;(isAccepted ? accepted : refused).push(performance.now() - startedAt)
      if (!isAccepted && response.headers['retry-after'] === undefined) withoutRetryAfter += 1
    })
  })
  request.on('error', () => {
    underWay -= 1
    broken += 1
  })
  request.end(text)
}

const began = performance.now()
const wanted = Number(rate) * Number(seconds)
let sent = 0
while (sent < wanted) {
  const due = Math.min(wanted, Math.floor(((performance.now() - began) / 1_000) * Number(rate)))
  while (sent < due) {
    sent += 1
    send(sent)
  }
  await new Promise((settle) => setTimeout(settle, 2))
}
const lasted = (performance.now() - began) / 1_000
const end = performance.now() + 15_000
while (underWay > 0 && performance.now() < end) await new Promise((settle) => setTimeout(settle, 20))

const quantile = (values, p) => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? null
}
process.stdout.write(
  JSON.stringify({
    sentPerSecond: (sent - notSent) / lasted,
    acceptedPerSecond: accepted.length / lasted,
    p50: quantile(accepted, 0.5),
    p99: quantile(accepted, 0.99),
    refusedP99: quantile(refused, 0.99),
    statuses,
    withoutRetryAfter,
    broken,
    notSent,
    unanswered: underWay,
  }),
)
process.exit(0)
