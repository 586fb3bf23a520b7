import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..', '..')

export default {
  serverExternalPackages: ['better-sqlite3'],
  turbopack: { root },
  outputFileTracingRoot: root,
}
