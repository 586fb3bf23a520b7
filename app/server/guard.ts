import { randomUUID } from 'node:crypto'
import { IncomingMessage, Server, ServerResponse } from 'node:http'
import { readEnvironment } from '@/db/environment'
import { type ProblemError, problem } from '@/lib/problem'
import { acceptMany } from './acceptors'
import { withDefaultHeaders } from './default-headers'
import { foreignFormRefusal } from './foreign-forms'
import { keepTrueOrigin } from './forwarded'
import { type Kind, Load } from './load'
import { sendPackedFile } from './packed-files'
import { refusalFor } from './refusal-answer'
import { routeNames } from './route-names'
import { Turns } from './turns'
import { blameUnreadableForm } from './unreadable-forms'
import { refusalOf } from './unreadable-requests'

/** A request has so long to arrive whole, in milliseconds; recordings and questionnaires that people upload have longer. */
const longestArrival = 30_000
const longestUpload = 300_000
/** Scripts, styles and fonts of pages. */
const parts = /^\/(_next\/static|respondent-files)\//
const uploads = /^\/(questionnaires|rounds)\//

const load = new Load({ fewest: 64, longestWait: 0.25 })
/** So many requests are worked on at once. */
const turns = new Turns(16)
/** Whose bodies are still on their way: many may be, since they cost nothing but their connection; without end they may not. */
const mostSlow = 500
let slow = 0
/** With what closes the further handles of each. */
const servers = new Map<Server, () => void>()

/**
 * What every request meets before Next: where it comes from is made true, what cannot be read, was sent by another site or comes while too
 * much waits is refused, and its answer gets a number and headers. Every server of this process is held to it, since Next makes its own
 * and gives it to nobody.
 */
export function guardServers(): void {
  const { trustedProxies, isBehindTls, logsRequests } = readEnvironment()
  const routeOf = routeNames(process.cwd())
  const { emit } = Server.prototype
  Server.prototype.emit = function (this: Server, event: string | symbol, ...given: unknown[]): boolean {
    const [request, response] = given
    const isRequest =
      event === 'request' && request instanceof IncomingMessage && response instanceof ServerResponse
    if (!isRequest) return Reflect.apply(emit, this, [event, ...given])
    if (!servers.has(this)) hold(this)
    const url = request.url ?? ''
    const [path = ''] = url.split('?')
    const method = request.method ?? ''
    const arrived = performance.now()
    keepTrueOrigin(request.headers, request.socket.remoteAddress ?? '', trustedProxies)
    const id = randomUUID()
    request.headers['x-request-id'] = id
    const isPart = parts.test(path)
    if (!isPart) response.setHeader('x-request-id', id)
    const onHead: (() => void)[] = []
    const onClose: (() => void)[] = []
    // One listener for all: Next adds many of its own, and Node warns of more than ten.
    response.once('close', () => {
      for (const one of [...onHead.splice(0), ...onClose]) one()
    })
    withDefaultHeaders(response, { isBehindTls, isPart }, () => {
      for (const one of onHead.splice(0)) one()
    })
    if (logsRequests) {
      onClose.push(() => {
        const milliseconds = Math.round(performance.now() - arrived)
        const status = response.statusCode
        console.error(
          JSON.stringify({ level: 'info', id, method, route: routeOf(path), status, milliseconds }),
        )
      })
    }
    const refusal =
      refusalOf(method, url, request.headers) ?? foreignFormRefusal(method, path, request.headers)
    if (refusal !== null) {
      void answer(response, refusal, path)
      return true
    }
    if (sendPackedFile(request, response, path)) return true
    // Next breaks on a plain form that asks for the form of its own scripts.
    if (method !== 'GET' && request.headers['next-action'] === undefined) delete request.headers.rsc
    if (method === 'POST') onClose.push(blameUnreadableForm(response, id))
    onClose.push(endLateArrival(request, response, path))
    const serve = () => Reflect.apply(emit, this, [event, ...given])
    // A short body has come with its head; by the next turn that is known.
    setImmediate(() => {
      if (response.destroyed) return
      const kind = kindOf(method, path)
      const begin = request.complete ? load.take(kind, arrived) : takeSlow(kind, onClose)
      if (begin === null) {
        const retryAfterSeconds = 1 + Math.floor(Math.random() * 5)
        void answer(response, problem('overloaded', { retryAfterSeconds }), path)
        return
      }
      onHead.push(() => begin(performance.now()))
      // Who sends slowly is waited for beside the others, and whoever asks for health asks how it is now.
      if (!request.complete || kind === 'health') serve()
      else
        turns.take((done) => {
          onHead.push(done)
          if (response.destroyed) done()
          else serve()
        })
    })
    return true
  }
}

/**
 * Stops serving: no new connection, what is under way is answered, for at most so many milliseconds.
 *
 * @returns once nothing is under way any more, or the time is over
 */
export async function stopServers(longest: number): Promise<void> {
  const until = performance.now() + longest
  let open = servers.size
  for (const [server, closeFurther] of servers) {
    closeFurther()
    server.close(() => {
      open -= 1
    })
  }
  // What has arrived and was not read yet is no idle connection: it has its turn first.
  await pause(300)
  while (open > 0 && performance.now() < until) {
    // Kept alive for a request that will not come any more.
    for (const server of servers.keys()) server.closeIdleConnections()
    await pause(20)
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

function hold(server: Server): void {
  servers.set(server, acceptMany(server))
  // Whoever sends its head letter by letter holds a connection for no longer than this.
  server.headersTimeout = longestArrival
  server.requestTimeout = longestUpload
  server.maxHeadersCount = 100
}

function kindOf(method: string, path: string): Kind {
  if (path === '/api/health') return 'health'
  return method === 'POST' ? 'submission' : 'other'
}

/** It waits for its sender, not for us, so it is not counted; while others wait for us it is turned away as they are. */
function takeSlow(kind: Kind, onClose: (() => void)[]): (() => void) | null {
  if (slow >= mostSlow || load.isFull(kind, performance.now())) return null
  slow += 1
  onClose.push(() => {
    slow -= 1
  })
  return () => undefined
}

/** @returns what is to be called when the answer is over */
function endLateArrival(request: IncomingMessage, response: ServerResponse, path: string): () => void {
  const end = () => {
    if (request.complete) return
    if (!response.headersSent) void answer(response, problem('request_too_slow'), path)
    request.destroy()
  }
  const isReading = request.method === 'GET' || request.method === 'HEAD'
  const timer = isReading ? undefined : setTimeout(end, uploads.test(path) ? longestUpload : longestArrival)
  timer?.unref()
  return () => clearTimeout(timer)
}

async function answer(response: ServerResponse, refusal: ProblemError, path: string): Promise<void> {
  const refused = await refusalFor(path, refusal)
  const headers = Object.fromEntries(refused.headers)
  // What may still come of its body is not waited for. Whoever has sent everything keeps the connection: a new one would cost more.
  response.writeHead(refusal.status, response.req.complete ? headers : { ...headers, connection: 'close' })
  response.end(await refused.text())
}
