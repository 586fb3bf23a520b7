import { readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'

/** Packings that a browser may ask for, the smallest first. Browsers take Brotli over HTTPS and on the machine itself alone. */
const packings = [
  { encoding: 'br', ending: '.br' },
  { encoding: 'gzip', ending: '.gz' },
] as const

const prefix = '/respondent-files/'

/** Files of the answering pages that were packed when they were built, by packing and name; read once. */
let packed: ReadonlyMap<string, Buffer> | null = null

/**
 * Answers with a script of the answering pages as it was packed when it was built, which is smaller than the framework packs it on the way.
 *
 * @returns false where there is nothing packed to send
 */
export function sendPackedFile(request: IncomingMessage, response: ServerResponse, path: string): boolean {
  if (request.method !== 'GET' || !path.startsWith(prefix)) return false
  packed ??= readPacked(join(process.cwd(), '.next', 'respondent', 'files'))
  const accepted = String(request.headers['accept-encoding'] ?? '')
    .split(',')
    .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
    .map((part) => part.replace(/;.*/, '').trim())
  for (const { encoding, ending } of packings) {
    const bytes = packed.get(path.slice(prefix.length) + ending)
    if (bytes === undefined || !accepted.includes(encoding)) continue
    response.writeHead(200, {
      'content-type': 'text/javascript; charset=utf-8',
      'content-encoding': encoding,
      'content-length': bytes.length,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    })
    response.end(bytes)
    return true
  }
  return false
}

function readPacked(folder: string): ReadonlyMap<string, Buffer> {
  try {
    const names = readdirSync(folder).filter((name) =>
      packings.some(({ ending }) => name.endsWith(`.js${ending}`)),
    )
    return new Map(names.map((name) => [name, readFileSync(join(folder, name))]))
  } catch {
    // Not built: while somebody works on the program.
    return new Map()
  }
}
