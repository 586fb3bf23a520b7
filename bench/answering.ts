/*
 * How soon and from how many bytes a survey can be answered on a slow phone and line, in Foothold, SurveyJS and Enketo.
 * Prints figures as JSON. bench/README.md says how each is measured.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { defaultInstruments } from '@/lib/instruments/default-instruments'
import { openBrowser } from './answering/browser'
import { enketoFiles } from './answering/enketo'
import { type Figure, figuresOfFoothold, figuresOfOther, ratios, slowestPages } from './answering/figures'
import { measureFoothold, measureOther } from './answering/measure'
import { serveFiles, serveFoothold } from './answering/serving'
import { surveyJsFiles } from './answering/surveyjs'

/** 400 kbit/s down, half of it up, 400 ms round trip, a processor four times slower. */
const conditions = { roundTrip: 400, down: 50_000, up: 25_000, slowerProcessor: 4 }
const runs = z.coerce.number().int().min(1).default(5).parse(process.env.BENCH_RUNS)

const questionnaire = defaultInstruments().find(({ id }) => id === 'migrant-short')
if (questionnaire === undefined) throw new Error('The short form is missing.')
const inPage = readFileSync(join(import.meta.dirname, 'answering', 'in-page.js'), 'utf8')
const browser = await openBrowser()

async function other(name: 'surveyjs' | 'enketo', files: () => ReturnType<typeof surveyJsFiles>) {
  try {
    const serving = await serveFiles(await files())
    try {
      return await measureOther(browser, { name, url: serving.url, conditions, runs, inPage })
    } finally {
      await serving.close()
    }
  } catch (error) {
    process.stderr.write(`${name} was not measured: ${error instanceof Error ? error.message : ''}\n`)
    return null
  }
}

try {
  const serving = await serveFoothold()
  const foothold = await measureFoothold(browser, {
    url: `${serving.url}/s/spring`,
    conditions,
    runs,
    inPage,
  }).finally(serving.close)
  const surveyjs = await other('surveyjs', () => surveyJsFiles(questionnaire))
  const enketo = await other('enketo', () => enketoFiles(questionnaire, browser))
  const figures: readonly Figure[] = [
    ...figuresOfFoothold(foothold),
    ...figuresOfOther('SurveyJS', surveyjs),
    ...figuresOfOther('Enketo', enketo),
    ...ratios('SurveyJS', foothold, surveyjs),
    ...ratios('Enketo', foothold, enketo),
  ]
  process.stdout.write(
    JSON.stringify({
      chromium: browser.version,
      conditions,
      runs,
      figures,
      loads: foothold.loads,
      slowestPages: slowestPages(foothold.walks).slice(0, 5),
    }),
  )
} finally {
  await browser.close()
}
