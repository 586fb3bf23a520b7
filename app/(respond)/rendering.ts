import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import type { PageStyle } from './document-html'

/** Where `scripts/build-respondent-pages.mjs` puts what it makes. */
const folder = join(process.cwd(), '.next', 'respondent')

const styleSchema = z.object({ text: z.string(), hash: z.string() })

const filesSchema = z.object({
  'answering.js': z.string(),
  'leaving.js': z.string(),
  'preview.js': z.string(),
  'icon-192.png': z.string(),
  'icon-512.png': z.string(),
})

/** Names of the browser's files, with their hash. */
export type BuiltFiles = z.infer<typeof filesSchema>

type Renderer = typeof import('./render')

type Rendering = { readonly renderer: Renderer; readonly files: BuiltFiles; readonly style: PageStyle }

let loaded: Promise<Rendering> | null = null

/** The renderer of the pages, the names of the files that they load, and their style; read once. */
export function rendering(): Promise<Rendering> {
  loaded ??= load()
  return loaded
}

/** Path of a file for the browser; null for a name that was not built. */
export async function builtFilePath(name: string): Promise<string | null> {
  const { files } = await rendering()
  return Object.values(files).includes(name) ? join(folder, 'files', name) : null
}

/** Path of the service worker, which keeps one name through all builds. */
export const workerPath = join(folder, 'worker.js')

async function load(): Promise<Rendering> {
  const address = pathToFileURL(join(folder, 'render.mjs')).href
  const [renderer, list, style]: [Renderer, string, string] = await Promise.all([
    import(/* turbopackIgnore: true */ /* webpackIgnore: true */ address),
    readFile(join(folder, 'files.json'), 'utf8'),
    readFile(join(folder, 'style.json'), 'utf8'),
  ])
  return {
    renderer,
    files: filesSchema.parse(JSON.parse(list)),
    style: styleSchema.parse(JSON.parse(style)),
  }
}
