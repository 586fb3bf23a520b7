import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** A real server on a data folder, which is killed and started again. */
export type KilledServer = {
  readonly url: string
  /** Starts it and waits until it serves. @throws Error when it does not serve by itself within a minute */
  readonly start: () => Promise<void>
  /** SIGKILL to the server and all that it has started. */
  readonly kill: () => Promise<void>
  /** Tells it to stop, and waits. @returns its exit status */
  readonly stop: () => Promise<number | null>
  /** Of the server that serves now. @throws Error when none does */
  readonly pid: () => number
  /** What it printed on standard error. */
  readonly printed: () => string
}

const root = join(import.meta.dirname, '..', '..')

/** @param more of the environment, as FOOTHOLD_SECRET */
export async function killedServer(
  dataFolder: string,
  more: Readonly<Record<string, string>> = {},
): Promise<KilledServer> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | null = null
  let printed = ''
  const ended = (of: ChildProcess) =>
    new Promise<number | null>((resolve) =>
      of.exitCode !== null || of.signalCode !== null ? resolve(of.exitCode) : of.once('exit', resolve),
    )
  // Whoever stops the harness leaves no server behind.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGPIPE'] as const) process.once(signal, () => process.exit(1))
  process.once('exit', () => {
    if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGKILL')
  })
  return {
    url,
    start: async () => {
      const started = spawn(
        process.execPath,
        [join(root, 'node_modules/next/dist/bin/next'), 'start', '-p', String(port)],
        {
          cwd: root,
          // A process group of its own, so that a kill reaches whatever it has started.
          detached: true,
          stdio: ['ignore', 'ignore', 'pipe'],
          env: {
            ...process.env,
            FOOTHOLD_DATA_DIR: dataFolder,
            FOOTHOLD_LOG: 'errors',
            NEXT_MANUAL_SIG_HANDLE: 'true',
            NEXT_TELEMETRY_DISABLED: '1',
            ...more,
          },
        },
      )
      child = started
      started.stderr.on('data', (text) => {
        printed += text
      })
      for (let tries = 0; tries < 600; tries += 1) {
        if (started.exitCode !== null || started.signalCode !== null)
          throw new Error(`The server ended by itself: ${printed.slice(-2000)}`)
        const isServing = await fetch(`${url}/api/health`).then(
          ({ ok }) => ok,
          () => false,
        )
        if (isServing) return
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
      throw new Error('The server did not serve within a minute.')
    },
    kill: async () => {
      const killed = child
      if (killed?.pid === undefined) return
      process.kill(-killed.pid, 'SIGKILL')
      await ended(killed)
    },
    stop: async () => {
      const stopped = child
      if (stopped === null) return null
      stopped.kill('SIGTERM')
      return ended(stopped)
    },
    pid: () => {
      if (child?.pid === undefined) throw new Error('No server serves.')
      return child.pid
    },
    printed: () => printed,
  }
}

function freePort(): Promise<number> {
  return new Promise((settle, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, () => {
      const address = probe.address()
      probe.close(() =>
        typeof address === 'object' && address !== null ? settle(address.port) : reject(new Error('no port')),
      )
    })
  })
}
