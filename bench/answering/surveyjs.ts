/* The short form in SurveyJS: its library and its lightest user interface, one question a page. */
import { build } from 'esbuild'
import type { Item, Questionnaire } from '@/lib/questionnaire/definition'
import { textIn } from '@/lib/questionnaire/language'
import { bundled } from './bundled'
import { choicesOf } from './content'
import { installed } from './packages'
import type { ServedFile } from './serving'

/** The user interface without a framework, and the library of the same number, which it demands. */
const packages = { dependencies: { 'survey-core': '2.5.38', 'survey-js-ui': '2.5.38' } }

// Without the fonts that their usual sheet carries: ours uses the system's too.
const program = `
import 'survey-core/survey-core.fontless.min.css'
import { Model } from 'survey-core'
import 'survey-js-ui'
const survey = new Model(JSON.parse(document.getElementById('given').textContent))
survey.render(document.getElementById('survey'))
`

/** @returns the files of a page that asks the questionnaire */
export async function surveyJsFiles(
  questionnaire: Questionnaire,
): Promise<Readonly<Record<string, ServedFile>>> {
  const folder = installed('surveyjs', packages)
  const { script, sheet } = bundled(
    await build({
      stdin: { contents: program, resolveDir: folder },
      absWorkingDir: folder,
      bundle: true,
      minify: true,
      legalComments: 'none',
      define: { 'process.env.NODE_ENV': '"production"' },
      outdir: folder,
      platform: 'browser',
      format: 'esm',
      target: 'es2021',
      write: false,
      logLevel: 'silent',
    }),
  )
  const given = JSON.stringify(definition(questionnaire)).replaceAll('<', '\\u003c')
  return {
    '/': {
      type: 'text/html',
      text: `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,"><title>Survey</title><link rel="stylesheet" href="/app.css"><script type="module" src="/app.js"></script></head><body><div id="survey"></div><script type="application/json" id="given">${given}</script></body></html>`,
    },
    '/app.js': { type: 'text/javascript', text: script },
    '/app.css': { type: 'text/css', text: sheet },
  }
}

function definition(questionnaire: Questionnaire): object {
  const say = (map: Item['label'] | null | undefined) => textIn(map, 'en', questionnaire.defaultLanguage)
  const items = new Map(questionnaire.items.map((item) => [item.id, item]))
  return {
    title: say(questionnaire.title),
    questionsOnPageMode: 'questionPerPage',
    showProgressBar: true,
    pages: questionnaire.sections.map((section) => ({
      name: section.id,
      title: say(section.title),
      description: say(section.intro),
      elements: section.items.flatMap((id) => {
        const item = items.get(id)
        return item === undefined || item.type === 'hidden' ? [] : [element(questionnaire, item, say)]
      }),
    })),
  }
}

function element(
  questionnaire: Questionnaire,
  item: Item,
  say: (map: Item['label'] | null | undefined) => string,
): object {
  const shared = {
    name: item.id,
    title: say(item.label),
    description: say(item.help),
    ...(item.relevant === null ? {} : { visibleIf: condition(item.relevant) }),
  }
  const choices = choicesOf(questionnaire, item).map(({ code, label }) => ({
    value: code,
    text: label,
    ...(item.type === 'multiple' && item.exclusive?.includes(code) === true ? { isExclusive: true } : {}),
  }))
  switch (item.type) {
    case 'single':
      return { ...shared, type: choices.length > 20 ? 'dropdown' : 'radiogroup', choices }
    case 'multiple':
      return { ...shared, type: 'checkbox', choices }
    case 'scale':
      return {
        ...shared,
        type: 'rating',
        rateMin: item.min,
        rateMax: item.max,
        minRateDescription: say(item.minLabel),
        maxRateDescription: say(item.maxLabel),
      }
    case 'number':
      return { ...shared, type: 'text', inputType: 'number', min: item.min, max: item.max }
    default:
      return { ...shared, type: 'comment' }
  }
}

/** Our expression in theirs: `${item}` is `{item}`, `not(…)` is `!(…)`. */
function condition(expression: string): string {
  return expression.replace(/\$\{(\w+)\}/g, '{$1}').replaceAll('not(', '!(')
}
