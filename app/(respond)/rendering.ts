import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'

/** Where `scripts/build-respondent-pages.mjs` puts what it makes. */
const folder = join(process.cwd(), '.next', 'respondent')

const filesSchema = z.object({
  'answering.js': z.string(),
  'leaving.js': z.string(),
  'pages.css': z.string(),
})

/** Names of the browser's files, with their hash. */
export type BuiltFiles = z.infer<typeof filesSchema>

type Renderer = typeof import('./render')

let loaded: Promise<{ readonly renderer: Renderer; readonly files: BuiltFiles }> | null = null

/** The renderer of the pages and the names of the files that they load; read once. */
export function rendering(): NonNullable<typeof loaded> {
  loaded ??= load()
  return loaded
}

/** Path of a file for the browser; null for a name that was not built. */
export async function builtFilePath(name: string): Promise<string | null> {
  const { files } = await rendering()
  return Object.values(files).includes(name) ? join(folder, 'files', name) : null
}

async function load() {
  const address = pathToFileURL(join(folder, 'render.mjs')).href
  const [renderer, list]: [Renderer, string] = await Promise.all([
    import(/* turbopackIgnore: true */ /* webpackIgnore: true */ address),
    readFile(join(folder, 'files.json'), 'utf8'),
  ])
  return { renderer, files: filesSchema.parse(JSON.parse(list)) }
}
