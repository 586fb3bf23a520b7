import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { CsvError, parse } from 'csv-parse'
import { readQuestionnaire } from '@/db/questionnaires'
import { type ImportRow, importResponses } from '@/db/response-import'
import { readRound } from '@/db/rounds'
import { type Mapping, mappingSchema, mapRow, missingColumns } from '@/lib/interchange/csv/mapping'
import { pathInWords } from '@/lib/questionnaire/check'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { offeredMissingCodes } from '@/lib/questionnaire/options'
import { unrolled } from '@/lib/questionnaire/repeats'
import type { Problem } from '@/lib/result'
import { readWorkbook } from '@/lib/workbook/workbook'
import { readCall, required } from './call'
import { operator, problemLines, progressBar, readJsonFile, say, UsageError } from './terminal'

type BadRow = { readonly row: number; readonly errors: readonly Problem[] }
type Rows = { readonly rows: readonly ImportRow[]; readonly bad: readonly BadRow[] }

/** More bad rows than this are counted, not listed. */
const mostListed = 50

/** `responses import --survey SLUG FILE.csv|.jsonl|.xlsx [--mapping FILE.json] [--dry-run]`: all rows or none */
export async function run([what, ...args]: readonly string[]): Promise<number> {
  if (what !== 'import') throw new UsageError(`responses ${what ?? ''}: choose import.`)
  const options = {
    survey: { type: 'string' },
    mapping: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
  } as const
  const { values, positionals } = readCall(args, options, ['FILE'])
  const slug = required(values.survey, '--survey SLUG')
  const file = required(positionals[0], 'FILE')
  if (values.mapping !== undefined && file.toLowerCase().endsWith('.jsonl'))
    throw new UsageError(
      `--mapping ${values.mapping}: a mapping is for the columns of a table, and ${file} names items itself. Leave it out.`,
    )
  if (!existsSync(file)) throw new UsageError(`${file}: there is no such file. Check the path.`)
  const { questionnaireId, questionnaireVersion } = await readRound(operator, slug)
  const questionnaire = unrolled(await readQuestionnaire(operator, questionnaireId, questionnaireVersion))
  const mapping = values.mapping === undefined ? null : readMapping(values.mapping)
  const { rows, bad } = await readRows(file, questionnaire, mapping)
  const isDry = values['dry-run'] || bad.length > 0
  const { added, alreadyThere, linked, problems } = await importResponses(operator, slug, rows, {
    dryRun: isDry,
  })
  const allBad: readonly BadRow[] = [...bad, ...problems].sort((a, b) => a.row - b.row)
  if (allBad.length > 0) {
    for (const { row, errors } of allBad.slice(0, mostListed)) {
      say(`${file}, row ${row}:`)
      for (const line of problemLines(errors)) say(line)
    }
    if (allBad.length > mostListed) say(`… and ${allBad.length - mostListed} more rows.`)
    say(`${allBad.length} rows have problems. Nothing was stored.`)
    return 2
  }
  const report = { rows: rows.length, added, alreadyThere, linked, dryRun: values['dry-run'] }
  process.stdout.write(`${JSON.stringify(report)}\n`)
  say(
    values['dry-run']
      ? `${added} would be added, ${alreadyThere} are there already.`
      : `${added} added, ${alreadyThere} were there already${linked !== null && linked > 0 ? `, ${linked} linked to an earlier wave` : ''}.`,
  )
  return 0
}

function readMapping(file: string): Mapping {
  const parsed = mappingSchema.safeParse(readJsonFile(file))
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map((issue) => `  ${pathInWords(issue.path)}: ${issue.message}`)
  throw new UsageError([`${file}: the mapping has problems.`, ...lines].join('\n'))
}

async function readRows(file: string, questionnaire: Questionnaire, mapping: Mapping | null): Promise<Rows> {
  const name = file.toLowerCase()
  if (name.endsWith('.jsonl')) return readJsonLines(file)
  if (name.endsWith('.csv')) return readTable(file, csvRows(file), questionnaire, mapping)
  if (/\.xlsx?$/.test(name)) return readTable(file, sheetRows(file), questionnaire, mapping)
  throw new UsageError(
    `${file}: give a file that ends in .csv, .jsonl or .xlsx. Save the table as one of these.`,
  )
}

async function readJsonLines(file: string): Promise<Rows> {
  const rows: ImportRow[] = []
  const bad: BadRow[] = []
  let row = 0
  for await (const line of createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    row += 1
    if (line.trim() === '') continue
    const set = jsonOf(row === 1 ? line.replace(/^\uFEFF/, '') : line)
    if (typeof set === 'object' && set !== null && 'id' in set && 'answers' in set) {
      rows.push({ row, id: String(set.id), answers: set.answers })
    } else {
      bad.push({
        row,
        errors: [
          {
            path: '',
            code: 'not_json',
            message: 'Write one object a line: {"id": …, "answers": {item: value}}.',
          },
        ],
      })
    }
  }
  return { rows, bad }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

type TableRow = { readonly row: number; readonly cells: readonly string[] }

/** Rows of a table, the first of which names the columns. */
async function readTable(
  file: string,
  table: AsyncIterable<TableRow> | Iterable<TableRow>,
  questionnaire: Questionnaire,
  mapping: Mapping | null,
): Promise<Rows> {
  const rows: ImportRow[] = []
  const bad: BadRow[] = []
  let header: readonly string[] | null = null
  const bar = progressBar('Reading')
  try {
    for await (const { row, cells: record } of table) {
      if (header === null) {
        header = record.map((cell) => cell.trim())
        refuseBadHeader(file, header, questionnaire, mapping)
        continue
      }
      if (record.length !== header.length) {
        const message = `It has ${record.length} columns and the first row has ${header.length}. Check commas and quotes.`
        bad.push({ row, errors: [{ path: '', code: 'column_count', message }] })
        continue
      }
      const cells: Readonly<Record<string, string>> = Object.fromEntries(
        header.map((name, place) => [name, record[place] ?? '']),
      )
      if (mapping === null)
        rows.push({ row, id: (cells.id ?? '').trim(), answers: answersOf(questionnaire, cells) })
      else {
        const mapped = mapRow(mapping, cells, row)
        if (mapped.ok) rows.push({ row, ...mapped.value })
        else bad.push({ row, errors: mapped.problems })
      }
      if (row % 500 === 0) bar.update(row, row)
    }
  } finally {
    bar.end()
  }
  if (header === null) throw new UsageError(`${file}: the file is empty. Its first row names the columns.`)
  return { rows, bad }
}

async function* csvRows(file: string): AsyncGenerator<TableRow> {
  const parser = createReadStream(file).pipe(
    parse({
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
      max_record_size: 1_000_000,
    }),
  )
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[]
      info: { lines: number }
    }>) {
      yield { row: info.lines, cells: record }
    }
  } catch (error) {
    if (error instanceof CsvError)
      throw new UsageError(`${file}, line ${Number(error.lines)}: ${error.message}`)
    throw error
  }
}

/** The rows of the first sheet that has any. Cells that are missing at the end of a row are empty, as in every spreadsheet. */
function* sheetRows(file: string): Generator<TableRow> {
  const read = readWorkbook(readFileSync(file))
  if (!read.ok) throw new UsageError([`${file}:`, ...problemLines(read.problems)].join('\n'))
  const [head, ...others] = read.value.sheets.find(({ rows }) => rows.length > 0)?.rows ?? []
  if (head === undefined) return
  const width = Math.max(...head.cells.keys()) + 1
  for (const { number, cells } of [head, ...others]) {
    const most = Math.max(width, ...[...cells.keys()].map((column) => column + 1))
    yield { row: number, cells: Array.from({ length: most }, (_, column) => cells.get(column) ?? '') }
  }
}

function refuseBadHeader(
  file: string,
  header: readonly string[],
  questionnaire: Questionnaire,
  mapping: Mapping | null,
): void {
  const repeated = header.filter((name, place) => header.indexOf(name) !== place)
  const problems =
    mapping === null
      ? header
          .filter((name) => name !== 'id' && !questionnaire.items.some((item) => item.id === name))
          .map((name) => ({
            path: name,
            code: 'column_unknown',
            message: `"${questionnaire.id}" has no item with this id. Give a mapping, or take the column out.`,
          }))
      : missingColumns(mapping, header)
  const lines = [
    ...(repeated.length > 0 ? [`  These columns stand twice: ${[...new Set(repeated)].join(', ')}.`] : []),
    ...(mapping === null && !header.includes('id')
      ? ['  There is no column "id". Give each row an id of its own.']
      : []),
    ...problemLines(problems),
  ]
  if (lines.length > 0) throw new UsageError([`${file}, row 1:`, ...lines].join('\n'))
}

/** Cells as answers: numbers for number items, codes parted by spaces for multiple ones, as in XLSForm exports. */
function answersOf(
  questionnaire: Questionnaire,
  cells: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  const answers: Record<string, unknown> = {}
  for (const item of questionnaire.items) {
    const cell = cells[item.id]?.trim() ?? ''
    if (cell === '') continue
    const isNumeric = item.type === 'number' || item.type === 'scale' || item.type === 'hidden'
    if (isNumeric) answers[item.id] = Number.isFinite(Number(cell)) ? Number(cell) : cell
    else if (item.type === 'multiple')
      answers[item.id] = offeredMissingCodes(item).some((code) => code === cell) ? cell : cell.split(/\s+/)
    else answers[item.id] = cell
  }
  return answers
}
