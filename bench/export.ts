/*
 * How much memory and time a file of single answers takes: 150,000 people × some 500 columns, in each format, written by the command line and
 * thrown away. Prints a line of JSON a format, and keeps the figures of these formats in results.json.
 *
 *     node --conditions=react-server --import tsx bench/export.ts [PEOPLE] [ITEMS] [FORMAT,…]
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'

const [people = '150000', items = '480', formats = 'csv,xlsx,sav,dta,parquet,jsonl,ddi'] =
  process.argv.slice(2)
/** Most memory that a file may take, over that of a round without answers, in MB. */
const mostOverIdle = 300
const kept = process.env.FOOTHOLD_BENCH_DATA
const folder = kept ?? mkdtempSync(join(tmpdir(), 'foothold-export-'))
process.env.FOOTHOLD_DATA_DIR = folder
const operator = { kind: 'operator' } as const

const option = (code: string) => ({ code, label: { en: `Answer ${code}` } })
const shared = { role: 'context', missing: ['pnta', 'dk', 'na'], scoring: { method: 'none' } } as const
const ids = Array.from({ length: Number(items) }, (_, place) => `q${place + 1}`)
const questionnaire = {
  format: 'foothold-questionnaire/1',
  id: 'wide',
  version: 1,
  population: 'any',
  title: { en: 'Wide' },
  intro: { en: 'Many questions.' },
  outro: { en: 'Done.' },
  languages: ['en'],
  defaultLanguage: 'en',
  translationStatus: { en: 'source' },
  missingLabels: { pnta: { en: 'Rather not' }, dk: { en: "Don't know" }, na: { en: 'Does not apply' } },
  sections: [{ id: 'all', title: { en: 'All' }, items: ids }],
  items: ids.map((id, place) => ({
    ...shared,
    id,
    label: { en: `Question ${place + 1}, about something in daily life?` },
    ...(place % 4 === 0
      ? { type: 'number', min: 0, max: 100_000 }
      : place % 4 === 1
        ? { type: 'multiple', choices: ['a'].map(option) }
        : { type: 'single', choices: ['one', 'two', 'three', 'four'].map(option) }),
  })),
}

/** A quarter of the cells without a value; the same people again and again. */
function person(number: number): Record<string, unknown> {
  const answers: Record<string, unknown> = {}
  for (const [place, id] of ids.entries()) {
    const drawn = (number * 7919 + place * 104_729) % 1009
    if (drawn % 8 === 0) answers[id] = 'pnta'
    else if (drawn % 8 === 1) continue
    else if (place % 4 === 0) answers[id] = (drawn * 97) % 100_000
    else if (place % 4 === 1) answers[id] = ['a']
    else answers[id] = ['one', 'two', 'three', 'four'][drawn % 4]
  }
  return answers
}

async function fill(): Promise<void> {
  const { importQuestionnaire } = await import('@/db/questionnaires')
  const { importResponses } = await import('@/db/response-import')
  const { createRound } = await import('@/db/rounds')
  const { store } = await import('@/db/connection')
  await importQuestionnaire(operator, questionnaire)
  for (const slug of ['wide', 'empty'])
    await createRound(operator, { title: slug, slug, questionnaireId: 'wide', open: true })
  const crowd = Array.from({ length: 500 }, (_, number) => person(number))
  const batch = 2000
  for (let from = 0; from < Number(people); from += batch) {
    const rows = Array.from({ length: Math.min(batch, Number(people) - from) }, (_, place) => ({
      row: from + place + 1,
      id: String(from + place),
      answers: crowd[(from + place) % crowd.length] ?? {},
    }))
    const { problems } = await importResponses(operator, 'wide', rows)
    if (problems.length > 0) throw new Error(JSON.stringify(problems[0]))
    if ((from / batch) % 10 === 0) console.error(`${from + batch} people`)
  }
  store().close()
}

/** Most memory that a run of the command line held at once, in MB, and its seconds. */
async function measure(slug: string, format: string): Promise<{ peak: number; seconds: number }> {
  const startedAt = performance.now()
  const args = ['--conditions=react-server', '--import', 'tsx', 'cli/foothold.ts', 'export']
  const run = spawn(process.execPath, [...args, '--survey', slug, '--format', format, '--out', '-'], {
    stdio: ['ignore', openSync('/dev/null', 'w'), 'ignore'],
  })
  let peak = 0
  const look = setInterval(() => {
    const status = `/proc/${run.pid}/status`
    if (!existsSync(status)) return
    const held = /VmHWM:\s+(\d+) kB/.exec(readFileSync(status, 'utf8'))?.[1]
    peak = Math.max(peak, Number(held ?? 0) / 1024)
  }, 50)
  const code = await new Promise((settle) => run.once('exit', settle))
  clearInterval(look)
  if (code !== 0) throw new Error(`${format}: exit status ${code}`)
  return { peak: Math.round(peak), seconds: (performance.now() - startedAt) / 1000 }
}

type Figure = {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly target: string
  readonly holds: boolean | null
}

/** Keeps figures beside those of the other benches. Formats that were not measured now keep theirs only if the table was as large. */
function keepFigures(figures: readonly Figure[]): void {
  const file = new URL('results.json', import.meta.url)
  const results = JSON.parse(readFileSync(file, 'utf8'))
  const size = { people: Number(people), items: Number(items) }
  const isAsLarge = results.export?.people === size.people && results.export?.items === size.items
  const earlier: readonly Figure[] = isAsLarge ? results.export.figures : []
  const names = new Set(figures.map(({ name }) => name))
  results.export = {
    date: new Date().toISOString().slice(0, 10),
    node: process.versions.node,
    cores: cpus().length,
    ...size,
    figures: [...earlier.filter(({ name }) => !names.has(name)), ...figures],
  }
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`)
}

try {
  if (!existsSync(join(folder, 'foothold.db'))) await fill()
  const figures: Figure[] = []
  for (const format of formats.split(',')) {
    const idle = await measure('empty', format)
    const { peak, seconds } = await measure('wide', format)
    const overIdle = peak - idle.peak
    console.log(
      JSON.stringify({
        format,
        idleMB: idle.peak,
        peakMB: peak,
        overIdleMB: overIdle,
        seconds: Math.round(seconds),
      }),
    )
    figures.push(
      {
        name: `${format}, memory over idle`,
        value: overIdle,
        unit: 'MB',
        target: `≤ ${mostOverIdle}`,
        holds: overIdle <= mostOverIdle,
      },
      { name: `${format}, time`, value: Math.round(seconds), unit: 's', target: '', holds: null },
    )
  }
  keepFigures(figures)
} finally {
  if (kept === undefined) rmSync(folder, { recursive: true, force: true })
}
process.exit(0)
