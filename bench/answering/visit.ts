/* One person's visit: a fresh browser context on the slow line, and everything that the network carried for it. */
import { get } from 'node:http'
import type { Browser, Conditions, Message } from './browser'

/** One request as Chromium saw it. */
export type Request = {
  readonly method: string
  readonly url: string
  /** Compressed bytes that came over the wire for it, with headers; 0 from the cache. */
  bytes: number
  /** Bytes after decompression, as far as they are known. */
  length: number
  /** The body came over the wire, but Chromium does not tell what it weighed there: a service worker's own script. */
  isUnweighed: boolean
}

export type Visit = {
  readonly requests: readonly Request[]
  /** Opens an address. @returns when the tap was, by `performance.now` */
  readonly open: (url: string) => Promise<number>
  /** The moment of the next first contentful paint of a new document, by `performance.now`. Ask before causing it. */
  readonly nextPaint: () => Promise<number>
  /** Value of an expression in the page; a promise is waited for. */
  readonly evaluate: (expression: string) => Promise<unknown>
  /** Waits until the network has been silent for longer than an answer takes to begin. */
  readonly untilQuiet: () => Promise<void>
  readonly close: () => Promise<void>
}

const quietMilliseconds = 1500
const longestMilliseconds = 120_000

/** What Chromium calls itself on a phone; some programs build another page for one. */
const phone =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Mobile Safari/537.36'

/**
 * Begins a visit on an empty cache.
 *
 * @param conditions null for a fast line and processor
 * @param inPage script that each document runs before its own
 */
export async function beginVisit(
  browser: Browser,
  conditions: Conditions | null,
  { inPage = '', isScripted = true }: { readonly inPage?: string; readonly isScripted?: boolean } = {},
): Promise<Visit> {
  const { send } = browser
  const requests: Request[] = []
  const byId = new Map<string, Request>()
  const paintListeners = new Set<() => void>()
  let lastTraffic = performance.now()

  const slowLine = async (session: string) => {
    await send('Network.enable', {}, session)
    if (conditions === null) return
    const { roundTrip: latency, down: downloadThroughput, up: uploadThroughput } = conditions
    await send(
      'Network.emulateNetworkConditions',
      { offline: false, latency, downloadThroughput, uploadThroughput },
      session,
    )
  }
  let page = ''
  const stopListening = browser.onMessage((message) => {
    if (message.method === 'Target.attachedToTarget') {
      const worker = String(message.params.sessionId)
      if (message.params.waitingForDebugger !== true) return
      void slowLine(worker).then(() => send('Runtime.runIfWaitingForDebugger', {}, worker))
    } else if (message.method === 'Page.lifecycleEvent') {
      if (message.params.name === 'firstContentfulPaint') for (const hear of paintListeners) hear()
    } else if (message.method.startsWith('Network.')) {
      lastTraffic = performance.now()
      note(message, message.sessionId !== page, byId, requests)
    }
  })

  const { browserContextId } = await send('Target.createBrowserContext')
  const { targetId } = await send('Target.createTarget', { url: 'about:blank', browserContextId })
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
  page = String(sessionId)
  await slowLine(page)
  await send('Page.enable', {}, page)
  await send('Page.setLifecycleEventsEnabled', { enabled: true }, page)
  await send(
    'Emulation.setDeviceMetricsOverride',
    { width: 360, height: 640, deviceScaleFactor: 2, mobile: true },
    page,
  )
  await send('Emulation.setTouchEmulationEnabled', { enabled: true }, page)
  await send('Emulation.setUserAgentOverride', { userAgent: phone, platform: 'Linux armv8l' }, page)
  if (conditions !== null) {
    await send('Emulation.setCPUThrottlingRate', { rate: conditions.slowerProcessor }, page)
  }
  if (!isScripted) await send('Emulation.setScriptExecutionDisabled', { value: true }, page)
  if (inPage !== '') await send('Page.addScriptToEvaluateOnNewDocument', { source: inPage }, page)
  // The blank page has paints of its own; they are over once it answers.
  await send('Runtime.evaluate', { expression: '1' }, page)

  return {
    requests,
    open: async (url) => {
      const tappedAt = performance.now()
      await send('Page.navigate', { url }, page)
      return tappedAt
    },
    nextPaint: () =>
      new Promise((settle, reject) => {
        const late = setTimeout(() => reject(new Error('Nothing was painted.')), longestMilliseconds)
        const hear = () => {
          clearTimeout(late)
          paintListeners.delete(hear)
          settle(performance.now())
        }
        paintListeners.add(hear)
      }),
    evaluate: async (expression) => {
      const { result, exceptionDetails } = await send(
        'Runtime.evaluate',
        { expression, awaitPromise: true, returnByValue: true },
        page,
      )
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails))
      return typeof result === 'object' && result !== null && 'value' in result ? result.value : undefined
    },
    untilQuiet: async () => {
      const until = performance.now() + longestMilliseconds
      while (performance.now() - lastTraffic < quietMilliseconds) {
        if (performance.now() > until) throw new Error('The network does not become quiet.')
        await new Promise((settle) => setTimeout(settle, 50))
      }
      await weigh(requests)
    },
    close: async () => {
      stopListening()
      await send('Target.disposeBrowserContext', { browserContextId })
    },
  }
}

/** Writes down what a message of the network tells. */
function note(
  { method, params, sessionId }: Message,
  isWorker: boolean,
  byId: Map<string, Request>,
  requests: Request[],
): void {
  const id = `${sessionId} ${String(params.requestId)}`
  const known = byId.get(id)
  switch (method) {
    case 'Network.requestWillBeSent': {
      const { request } = params
      if (typeof request !== 'object' || request === null || !('url' in request) || !('method' in request)) {
        return
      }
      const url = String(request.url)
      if (!url.startsWith('http')) return
      const begun = { method: String(request.method), url, bytes: 0, length: 0, isUnweighed: false }
      byId.set(id, begun)
      requests.push(begun)
      return
    }
    case 'Network.dataReceived':
      if (known === undefined) return
      // What has come of a load that is given up counts too.
      known.bytes += Number(params.encodedDataLength)
      known.length += Number(params.dataLength)
      return
    case 'Network.loadingFinished':
      if (known === undefined) return
      known.isUnweighed = isWorker && known.bytes === 0 && known.length > 0 && params.encodedDataLength !== 0
      known.bytes = Number(params.encodedDataLength)
  }
}

/** Adds the compressed bodies that Chromium does not tell, by asking the server for each once more. */
async function weigh(requests: readonly Request[]): Promise<void> {
  for (const request of requests.filter(({ isUnweighed }) => isUnweighed)) {
    request.isUnweighed = false
    request.bytes += await new Promise<number>((settle, reject) => {
      get(request.url, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
        let bytes = 0
        response.on('data', (part: Buffer) => {
          bytes += part.length
        })
        response.on('end', () => settle(bytes))
      }).on('error', reject)
    })
  }
}
