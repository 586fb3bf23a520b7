import { type BuildOptions, buildSync } from 'esbuild'

/*
 * The project's TypeScript as plain JavaScript, for tests that start many processes. Through tsx each of them would read and
 * translate some hundred files, which costs a second or two of a core.
 */

/**
 * Whatever is not JavaScript alone stays a package, so a program must stand in the project's folder or be given to Node there.
 * Packages of the older module system ask for Node's own parts by `require`, which a module does not have by itself.
 */
const forNode = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  external: ['better-sqlite3*', '@node-rs/argon2', '@myriaddreamin/typst-ts-node-compiler'],
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'\nconst require = requireFrom(import.meta.url)",
  },
  conditions: ['react-server'],
  logLevel: 'warning',
} as const satisfies BuildOptions

/** What Node is told besides: a package may ask whether this is a server. */
export const forServers = '--conditions=react-server'

/**
 * The text of one program.
 *
 * @param source a file of the project, or a text that imports as a file in the project's folder would
 */
export function bundledText(source: { readonly file: string } | { readonly text: string }): string {
  const from: BuildOptions =
    'file' in source
      ? { entryPoints: [source.file] }
      : { stdin: { contents: source.text, loader: 'ts', resolveDir: process.cwd() } }
  return buildSync({ ...forNode, ...from, write: false })
    .outputFiles.map(({ text }) => text)
    .join('')
}

/** Writes a program into a folder; what it loads only when it needs it stands in files beside it. */
export function bundleInto(folder: string, file: string): void {
  buildSync({
    ...forNode,
    entryPoints: [file],
    splitting: true,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
  })
}
