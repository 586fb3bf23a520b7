import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..', '..')

export default {
  serverExternalPackages: ['better-sqlite3', 'better-sqlite3-node-api'],
  turbopack: { root },
  outputFileTracingRoot: root,
}
