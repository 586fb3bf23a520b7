/* The servers of the three that are compared. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

export type Serving = { readonly url: string; readonly close: () => Promise<void> }

/** A file to serve: its type and its text. */
export type ServedFile = { readonly type: string; readonly text: string }

/** Serves files by their path, compressed as Foothold's server compresses. */
export async function serveFiles(files: Readonly<Record<string, ServedFile>>): Promise<Serving> {
  const packed = new Map(
    Object.entries(files).map(([path, { type, text }]) => [path, { type, body: gzipSync(text) }]),
  )
  const server = createServer(({ url = '' }, response) => {
    const file = packed.get(url)
    if (file === undefined) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, {
      'content-type': `${file.type}; charset=utf-8`,
      'content-encoding': 'gzip',
      'content-length': file.body.length,
      vary: 'accept-encoding',
    })
    response.end(file.body)
  })
  await new Promise<void>((settle) => server.listen(0, settle))
  return {
    url: `http://localhost:${portOf(server.address())}`,
    close: () =>
      new Promise((settle) => {
        server.closeAllConnections()
        server.close(() => settle())
      }),
  }
}

/** Starts the built app on a fresh data folder, with an open round `spring` of the short form. */
export async function serveFoothold(): Promise<Serving> {
  const folder = mkdtempSync(join(tmpdir(), 'foothold-bench-answering-'))
  const port = await freePort()
  const env = { ...process.env, FOOTHOLD_DATA_DIR: folder, PORT: String(port), NEXT_TELEMETRY_DISABLED: '1' }
  execFileSync(process.execPath, ['--conditions=react-server', '--import', 'tsx', 'e2e/seed.ts', 'full'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const server = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '-p', String(port)], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const url = `http://localhost:${port}`
  const close = async () => {
    const ended = server.exitCode === null ? new Promise((settle) => server.once('exit', settle)) : null
    server.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await untilServing(url, server)
  } catch (error) {
    await close()
    throw error
  }
  return { url, close }
}

async function untilServing(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 150; tries += 1) {
    if (server.exitCode !== null) throw new Error('The app ended before it served. Is it built?')
    const isServing = await fetch(`${url}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isServing) return
    await new Promise((settle) => setTimeout(settle, 200))
  }
  throw new Error('The app did not begin to serve.')
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((settle) => probe.listen(0, settle))
  const port = portOf(probe.address())
  await new Promise((settle) => probe.close(settle))
  return port
}

function portOf(address: string | AddressInfo | null): number {
  if (typeof address !== 'object' || address === null) throw new Error('No port is free.')
  return address.port
}
