/* The short form in Enketo: an XForm, their transformer, their form engine and their usual theme, one question a page. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { z } from 'zod'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import type { Browser } from './browser'
import { bundled } from './bundled'
import { installed } from './packages'
import { type ServedFile, serveFiles } from './serving'
import { beginVisit } from './visit'
import { xform } from './xform'

const packages = {
  dependencies: { 'enketo-core': '9.0.1', 'enketo-transformer': '4.2.0', sass: '1.108.2' },
  overrides: {
    // Named by a commit of a repository: its registry release is installed without one.
    'leaflet-draw': '1.0.4',
    // 3.2.0, which is asked for, was not in every registry.
    'openrosa-xpath-evaluator': '3.1.0',
  },
}

const program = `
import { Form } from 'enketo-core/src/js/form'
const modelStr = JSON.parse(document.getElementById('given').textContent)
const form = new Form(document.querySelector('form.or'), { modelStr, external: [] }, {})
const faults = form.init()
if (faults.length > 0) throw new Error(faults.join(' '))
document.documentElement.dataset.ready = ''
`

const transformed = z.object({ form: z.string(), model: z.string() })

/** @returns the files of a page that asks the questionnaire; the form stands in the page, so it shows before its script */
export async function enketoFiles(
  questionnaire: Questionnaire,
  browser: Browser,
): Promise<Readonly<Record<string, ServedFile>>> {
  const folder = installed('enketo', packages)
  const core = join(folder, 'node_modules', 'enketo-core')
  const shared = {
    absWorkingDir: folder,
    bundle: true,
    minify: true,
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    outdir: folder,
    platform: 'browser',
    target: 'es2021',
    write: false,
    logLevel: 'silent',
  } as const
  const { script } = bundled(
    await build({
      ...shared,
      stdin: { contents: program, resolveDir: folder },
      format: 'iife',
      plugins: [ownParts(core)],
    }),
  )
  const sheet = themeOf(folder, core)
  const { form, model } = await transform(browser, questionnaire, folder, shared)
  const given = JSON.stringify(model).replaceAll('<', '\\u003c')
  return {
    '/': {
      type: 'text/html',
      text: `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,"><title>Survey</title><link rel="stylesheet" href="/app.css"><script defer src="/app.js"></script></head><body><div class="main"><article class="paper"><header class="form-header clearfix"></header>${form}<section class="form-footer"><a href="#" class="previous-page disabled">Back</a><a href="#" class="btn btn-primary next-page disabled">Next</a></section></article></div><script type="application/json" id="given">${given}</script></body></html>`,
    },
    '/app.js': { type: 'text/javascript', text: script },
    '/app.css': { type: 'text/css', text: sheet },
  }
}

/** Their parts that an application may replace, as their package names them for browsers: all stay their own. */
function ownParts(core: string): Plugin {
  const { browser } = z
    .object({ browser: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(core, 'package.json'), 'utf8')))
  return {
    name: 'own-parts',
    setup(bundler) {
      bundler.onResolve({ filter: /^enketo\// }, ({ path }) => {
        const file = browser[path]
        if (file === undefined) return null
        return { path: join(core, file.endsWith('.js') ? file : `${file}.js`) }
      })
    },
  }
}

/** Their theme `formhub` as their Sass makes it, compressed. */
function themeOf(folder: string, core: string): string {
  const sass: { compile: (file: string, options: object) => { css: string } } = createRequire(
    join(folder, 'package.json'),
  )('sass')
  const silent = { warn: () => {}, debug: () => {} }
  return sass.compile(join(core, 'src/sass/formhub/formhub.scss'), {
    style: 'compressed',
    logger: silent,
    importers: [
      {
        // Their sheets name packages by the place they have in the repository of their makers.
        findFileUrl: (address: string) => {
          const path = address.split('/node_modules/')[1]
          return path === undefined ? null : pathToFileURL(join(folder, 'node_modules', path))
        },
      },
    ],
  }).css
}

/** Runs their transformer's build for browsers in the same Chromium: it needs no native parts. */
async function transform(
  browser: Browser,
  questionnaire: Questionnaire,
  folder: string,
  shared: object,
): Promise<z.infer<typeof transformed>> {
  const { script } = bundled(
    await build({
      ...shared,
      write: false,
      stdin: {
        contents: "import { transform } from 'enketo-transformer/web'; globalThis.transform = transform",
        resolveDir: folder,
      },
      format: 'iife',
      // Wanted for a step that browsers do not have.
      external: ['libxslt'],
    }),
  )
  const page = await serveFiles({
    '/': { type: 'text/html', text: '<!DOCTYPE html><title>Transform</title><p>Transform</p>' },
  })
  const visit = await beginVisit(browser, null)
  try {
    const isThere = visit.nextPaint()
    await visit.open(page.url)
    await isThere
    await visit.evaluate(script)
    return transformed.parse(
      await visit.evaluate(
        `transform({ xform: ${JSON.stringify(xform(questionnaire))}, theme: 'formhub' }).then(({ form, model }) => ({ form, model }))`,
      ),
    )
  } finally {
    await visit.close()
    await page.close()
  }
}
