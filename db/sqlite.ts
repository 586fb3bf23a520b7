import 'server-only'
import { createRequire } from 'node:module'
import type Sqlite from 'better-sqlite3'

/**
 * The embedded engine built for this Node: on Node-API 10 (Node 22.14 and later) the build that stands on Node-API, elsewhere
 * the one that stands on V8 itself, which Node 24.19 and later abort as soon as a statement is collected (node issue 65446).
 */
const build = Number(process.versions.napi) >= 10 ? 'better-sqlite3-node-api' : 'better-sqlite3'

/** Opens an SQLite file. */
export const SqliteFile: typeof Sqlite = createRequire(import.meta.url)(/* turbopackIgnore: true */ build)
