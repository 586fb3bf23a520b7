/* Sends the bodies of a file to an address from a number of clients, and prints rate and latencies as JSON. */
import { readFileSync } from 'node:fs'
import http from 'node:http'

const [address, file, clients] = process.argv.slice(2)
const bodies = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
const agent = new http.Agent({ keepAlive: true, maxSockets: Number(clients) })
const latencies = []
const statuses = {}
let next = 0

function send(body) {
  return new Promise((settle, reject) => {
    const startedAt = performance.now()
    const request = http.request(
      address,
      {
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        response.resume()
        response.on('end', () => {
          latencies.push(performance.now() - startedAt)
          statuses[response.statusCode] = (statuses[response.statusCode] ?? 0) + 1
          settle()
        })
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

const startedAt = performance.now()
await Promise.all(
  Array.from({ length: Number(clients) }, async () => {
    while (next < bodies.length) {
      const body = bodies[next]
      next += 1
      await send(body)
    }
  }),
)
const seconds = (performance.now() - startedAt) / 1000
latencies.sort((a, b) => a - b)
const quantile = (p) => latencies[Math.min(latencies.length - 1, Math.floor(p * latencies.length))]
process.stdout.write(
  JSON.stringify({ perSecond: bodies.length / seconds, p50: quantile(0.5), p99: quantile(0.99), statuses }),
)
process.exit(0)
