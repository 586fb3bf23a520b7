/*
 * Bundles the answering pages by themselves. A page of the framework carries about 135 kB of its own script, more than a whole
 * survey may weigh on a bad network; this one carries React, the form, the engine and nothing else.
 */
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { minify } from 'terser'

/** Browsers of about 2021 and later; older ones, and those without script, get the same pages by plain forms. */
const browsers = ['chrome93', 'edge93', 'firefox92', 'safari15']

/** A survey comes to the browser with its countries named, so their codes need not be in the script as well. */
const withoutCountryCodes = {
  name: 'without country codes',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]lib[\\/]questionnaire[\\/]countries\.ts$/ }, () => ({
      contents: 'export const countryCodes = []',
    })),
}

/**
 * Writes the browser's files (with their contents' hash in the name) and their list, the style sheet, the server's renderer and
 * the service worker.
 *
 * @param {string} projectFolder absolute path of the sources
 * @param {string} outputFolder absolute path; what is there is replaced
 */
export async function buildRespondentPages(projectFolder, outputFolder) {
  const room = join(projectFolder, 'app', '(respond)')
  rmSync(outputFolder, { recursive: true, force: true })
  mkdirSync(join(outputFolder, 'files'), { recursive: true })
  const shared = {
    absWorkingDir: projectFolder,
    tsconfig: join(projectFolder, 'tsconfig.json'),
    bundle: true,
    minify: true,
    legalComments: 'none',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  }
  const forBrowsers = {
    ...shared,
    entryNames: '[name]-[hash]',
    outdir: join(outputFolder, 'files'),
    platform: 'browser',
    format: 'esm',
    target: browsers,
    write: false,
  }
  const { outputFiles } = await build({
    ...forBrowsers,
    entryPoints: {
      answering: join(room, 'browser.tsx'),
      leaving: join(room, 'leave-in-browser.ts'),
      pages: join(room, 'pages.css'),
    },
    plugins: [withoutCountryCodes],
  })
  // An editor shows a draft as it stands: its countries are named in the browser.
  const preview = await build({
    ...forBrowsers,
    entryPoints: { preview: join(room, 'preview', 'in-browser.tsx') },
  })
  const named = {}
  for (const { path, contents } of [...outputFiles, ...preview.outputFiles]) {
    const file = basename(path)
    if (file.endsWith('.css')) {
      const text = Buffer.from(contents).toString('utf8').trim()
      const hash = createHash('sha256').update(text).digest('base64')
      writeFileSync(join(outputFolder, 'style.json'), JSON.stringify({ text, hash }))
      continue
    }
    named[file.replace(/-[A-Z0-9]+(\.\w+)$/, '$1')] = file
    const text = await smaller(contents)
    writeFileSync(path, text)
    if (file.endsWith('.js')) {
      // Packed once as small as can be, and sent so: app/server/packed-files.ts.
      writeFileSync(`${path}.gz`, gzipSync(text, { level: 9 }))
      writeFileSync(`${path}.br`, brotliCompressSync(text))
    }
  }
  for (const icon of ['icon-192.png', 'icon-512.png']) {
    copyFileSync(join(room, 'icons', icon), join(outputFolder, 'files', icon))
    named[icon] = icon
  }
  const worker = await build({
    ...shared,
    entryPoints: [join(room, 'device', 'worker.ts')],
    write: false,
    define: {
      ...shared.define,
      // A worker is renewed when its bytes change: this makes it change with the page's script.
      'process.env.RESPONDENT_SCRIPT': JSON.stringify(named['answering.js']),
    },
    platform: 'browser',
    format: 'iife',
    target: browsers,
  })
  writeFileSync(join(outputFolder, 'worker.js'), await smaller(worker.outputFiles[0].contents))
  writeFileSync(join(outputFolder, 'files.json'), JSON.stringify(named))
  await build({
    ...shared,
    entryPoints: [join(room, 'render.tsx')],
    outfile: join(outputFolder, 'render.mjs'),
    platform: 'node',
    format: 'esm',
    target: 'node20',
  })
}

/** The same script in fewer bytes: about three thousand less of them travel than the bundler alone would leave. */
async function smaller(contents) {
  const { code } = await minify(Buffer.from(contents).toString('utf8'), { ecma: 2020 })
  return code
}
