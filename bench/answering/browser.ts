/* A Chromium of our own, driven over its debugging pipe: fresh storage for each visit, a slow line, a slow processor. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { chromiumLaunch } from '../../e2e/chromium'

/** What the network carries and how much slower the processor is than this machine's. */
export type Conditions = {
  /** Milliseconds from a request to the head of its answer. */
  readonly roundTrip: number
  /** Bytes a second. */
  readonly down: number
  /** Bytes a second. */
  readonly up: number
  readonly slowerProcessor: number
}

/** One message from Chromium; its parameters are read field by field where they are used. */
export type Message = {
  readonly method: string
  readonly params: Readonly<Record<string, unknown>>
  readonly sessionId: string
}

export type Browser = {
  readonly version: string
  /**
   * Gives Chromium a command.
   *
   * @throws Error when Chromium refuses it
   */
  readonly send: (
    method: string,
    params?: object,
    sessionId?: string,
  ) => Promise<Readonly<Record<string, unknown>>>
  /** Calls `listen` with every message; gives the function that ends it. */
  readonly onMessage: (listen: (message: Message) => void) => () => void
  readonly close: () => Promise<void>
}

type Answer = {
  readonly id?: number
  readonly result?: Readonly<Record<string, unknown>>
  readonly error?: { readonly message: string }
} & Partial<Message>

/** Starts Chromium without a window. Service workers wait at their start until a visit has begun to count what they load. */
export async function openBrowser(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'foothold-bench-browser-'))
  const { executablePath = '', args = [] } = await chromiumLaunch()
  const child = spawn(
    executablePath,
    [...args, '--headless', '--no-first-run', '--remote-debugging-pipe', `--user-data-dir=${profile}`],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      // A machine without a language gives pages the language "en-US@posix", at which some scripts stop.
      env: { ...process.env, LC_ALL: 'en_US.UTF-8', LANGUAGE: 'en_US' },
    },
  )
  const [, , , commands, messages] = child.stdio
  if (!(commands instanceof Writable) || !(messages instanceof Readable)) {
    throw new Error('Chromium has no debugging pipe.')
  }
  const waiting = new Map<
    number,
    { readonly settle: (result: Answer['result'] & {}) => void; readonly reject: (error: Error) => void }
  >()
  const listeners = new Set<(message: Message) => void>()
  let unread = ''
  messages.setEncoding('utf8')
  messages.on('data', (text: string) => {
    const parts = (unread + text).split('\0')
    unread = parts.pop() ?? ''
    for (const part of parts) {
      const answer: Answer = JSON.parse(part)
      if (answer.id !== undefined) {
        const { settle, reject } = waiting.get(answer.id) ?? {}
        waiting.delete(answer.id)
        if (answer.error === undefined) settle?.(answer.result ?? {})
        else reject?.(new Error(answer.error.message))
        continue
      }
      const message = {
        method: answer.method ?? '',
        params: answer.params ?? {},
        sessionId: answer.sessionId ?? '',
      }
      for (const listen of listeners) listen(message)
    }
  })
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('Chromium ended.'))
    waiting.clear()
  })
  let sent = 0
  const send: Browser['send'] = (method, params = {}, sessionId) =>
    new Promise((settle, reject) => {
      sent += 1
      waiting.set(sent, { settle, reject })
      commands.write(`${JSON.stringify({ id: sent, method, params, sessionId })}\0`)
    })
  const { product } = await send('Browser.getVersion')
  await send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
    filter: [{ type: 'service_worker' }],
  })
  return {
    version: String(product).replace(/^.*\//, ''),
    send,
    onMessage: (listen) => {
      listeners.add(listen)
      return () => listeners.delete(listen)
    },
    close: async () => {
      const ended = new Promise((settle) => child.once('exit', settle))
      child.kill('SIGTERM')
      await ended
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
