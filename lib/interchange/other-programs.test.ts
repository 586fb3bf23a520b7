import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Printed, type Reader, readWith } from '../../scripts/statistics-programs'
import {
  everything,
  microdata,
  noRows,
  oneRow,
  randomTable,
  type SampleTable,
} from './fixtures/sample-tables'
import { type Cell, missing, missingKinds } from './microdata'
import { writeSav } from './spss/sav'
import { writeDta } from './stata/dta'

/**
 * What R (haven), GNU PSPP and Python (pandas) read in the files. Where a program is found it reads them now. Where it is not, its
 * reading of the named samples is taken from the fixtures, which hold for the very same bytes. `RECORD_READINGS=1` writes the fixtures
 * anew, where all programs are found.
 */

const strings = z.array(z.string())
const havenColumn = {
  label: strings,
  format: strings,
  values: strings,
  labels: strings.nullish(),
  cells: strings,
  type: strings,
}
const havenSav = {
  reader: 'haven.sav',
  schema: z.object({
    title: strings.nullish(),
    names: strings,
    columns: z.array(
      z.object({
        ...havenColumn,
        range: strings,
        declared: strings,
        plain: z.array(z.string().nullable()),
      }),
    ),
  }),
} as const
const psppSav = {
  reader: 'pspp.sav',
  schema: z.object({ rows: z.array(strings), dictionary: z.array(strings) }),
} as const
const havenDta = {
  reader: 'haven.dta',
  schema: z.object({
    title: strings.nullish(),
    notes: strings.nullish(),
    names: strings,
    columns: z.array(z.object({ ...havenColumn, dates: z.array(z.string().nullable()) })),
  }),
} as const
const pandasDta = {
  reader: 'pandas.dta',
  schema: z.object({
    title: z.string(),
    made: z.string(),
    names: strings,
    types: strings,
    labels: strings,
    sets: z.record(z.string(), z.record(z.string(), z.string())),
    setOf: strings,
    cells: z.array(strings),
  }),
} as const
const readers: readonly Reader[] = [havenSav.reader, psppSav.reader, havenDta.reader, pandasDta.reader]
/** A program and what it prints of a file. */
type Program<S extends z.ZodType> = { readonly reader: Reader; readonly schema: S }

const recordedSchema = z.object({
  programs: z.record(z.string(), z.string()),
  files: z.record(z.string(), z.object({ sha256: z.string(), readings: z.record(z.string(), z.unknown()) })),
})

const fixtures = join(import.meta.dirname, 'fixtures')
const recordedFile = join(fixtures, 'readings.json')
const isRecording = process.env.RECORD_READINGS === '1'
const named = [everything, noRows, oneRow]
const random = Array.from({ length: 24 }, (_, place) => randomTable(place + 1))
const samples = [...named, ...random]
const endings = ['sav', 'dta'] as const

const found = new Map<Reader, Printed>()
const sums = new Map<string, string>()
let recorded: z.infer<typeof recordedSchema> = { programs: {}, files: {} }
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'foothold-files-'))
  for (const sample of samples) {
    for (const ending of endings) {
      const pieces: Uint8Array[] = []
      const write = ending === 'sav' ? writeSav : writeDta
      for await (const piece of write(microdata(sample))) pieces.push(piece)
      const bytes = Buffer.concat(pieces)
      const name = `${sample.name}.${ending}`
      sums.set(name, createHash('sha256').update(bytes).digest('hex'))
      await writeFile(join(folder, name), bytes)
    }
  }
  for (const reader of readers) {
    const names = samples.map((sample) => sample.name)
    const printed = await readWith(reader, folder, names, fixtures)
    if (printed !== null) found.set(reader, printed)
  }
  if (isRecording) await record()
  recorded = recordedSchema.parse(JSON.parse(await readFile(recordedFile, 'utf8')))
}, 300_000)

afterAll(() => rm(folder, { recursive: true }))

async function record(): Promise<void> {
  expect([...found.keys()], 'every program must be found to record what it reads').toEqual(readers)
  const isNamed = (file: string) => named.some((sample) => file.startsWith(`${sample.name}.`))
  const files = [...sums].map(([file, sha256]) => {
    const readingsOfFile = readers.filter((reader) => isNamed(file) && file.endsWith(reader.slice(-4)))
    return [
      file,
      {
        sha256,
        readings: Object.fromEntries(
          readingsOfFile.map((reader) => [reader, found.get(reader)?.files[file]]),
        ),
      },
    ] as const
  })
  const programs = Object.fromEntries([...found].map(([reader, { version }]) => [reader, version]))
  await writeFile(
    recordedFile,
    `${JSON.stringify({ programs, files: Object.fromEntries(files) }, null, 1)}\n`,
  )
}

/** What a program reads in a file, now or when it was recorded; null for a random sample where the program is not found. */
function reading<S extends z.ZodType>(
  { reader, schema }: Program<S>,
  sample: SampleTable,
): z.infer<S> | null {
  const file = `${sample.name}.${reader.slice(-3)}`
  const raw = found.get(reader)?.files[file] ?? recorded.files[file]?.readings[reader]
  return raw === undefined ? null : schema.parse(raw)
}

function namedReading<S extends z.ZodType>(program: Program<S>, sample: SampleTable): z.infer<S> {
  const read = reading(program, sample)
  if (read === null) throw new Error(`There is no reading of ${sample.name} by ${program.reader}.`)
  return read
}

const everyFile = samples.flatMap((sample) => endings.map((ending) => `${sample.name}.${ending}`))

test.each(everyFile)('%s has the bytes that the programs read when their readings were recorded', (file) => {
  expect(sums.get(file), 'record the readings anew where R, PSPP and pandas are found').toBe(
    recorded.files[file]?.sha256,
  )
})

/** The cell that a sample has, as SPSS can hold it: blanks at the end of a text go, and a text of blanks is one not asked. */
function inSpss(cell: Cell): Cell {
  if (typeof cell !== 'string') return cell
  const text = cell.replace(/ +$/, '')
  return text === '' ? missing.not_asked : /^-9[5789]$/.test(text) ? ` ${text}` : text
}

const kindAt = (place: number): Cell => missing[missingKinds[place] ?? 'skipped']
const columnOf = (sample: SampleTable, place: number) => sample.cells.map((row) => row[place] ?? '')
const fromSpssText = (text: string): Cell => {
  const place = ['-99', '-98', '-97', '', '-95'].indexOf(text)
  return place < 0 ? text : kindAt(place)
}

const elsewhere = 'the program is not on this machine; it read the same bytes where the sums were recorded'

describe.each(samples)('$name', (sample) => {
  const { variables } = sample
  test('haven reads each cell of the .sav file, and each kind of missing value apart', ({ skip }) => {
    const read = reading(havenSav, sample)
    if (read === null) return skip(elsewhere)
    variables.forEach((variable, place) => {
      const column = read.columns[place]
      const [lowest = Number.NaN] = (column?.range ?? []).map(Number)
      const cells = (column?.cells ?? []).map((text, row) => {
        if (variable.type === 'text') return fromSpssText(text)
        // Of dates haven makes days, of the codes for missing ones too: −99 seconds are −141,428.001 days before 1970.
        const value =
          variable.type === 'date' ? Math.round(Number(text) * 86_400) + 141_428 * 86_400 : Number(text)
        if (value >= lowest && value <= lowest + 4) return kindAt(value - lowest)
        return variable.type === 'date' ? (column?.plain[row] ?? 'no date') : value
      })
      expect(cells, variable.name).toEqual(columnOf(sample, place).map(inSpss))
    })
  })

  test('PSPP reads each cell of the .sav file', ({ skip }) => {
    const read = reading(psppSav, sample)
    if (read === null) return skip(elsewhere)
    expect(read.rows.length).toBe(sample.rowCount + 1)
    variables.forEach((variable, place) => {
      read.rows.slice(1).forEach((row, number) => {
        const wanted = inSpss(sample.cells[number]?.[place] ?? '')
        const text = row[place] ?? ''
        if (variable.type === 'text') expect(fromSpssText(text)).toEqual(wanted)
        else if (typeof wanted === 'number')
          expect(Number(text) - wanted).toBeLessThan(1e-14 * Math.abs(wanted) + 1e-300)
        else if (typeof wanted === 'string')
          expect(text).toBe(wanted.replace(/^(\d+)-(\d+)-(\d+)$/, '$2/$3/$1'))
        else expect(text.trim()).toMatch(variable.type === 'date' ? /^$/ : /^-9+[56789]$/)
      })
    })
  })

  test('haven and pandas read each cell of the .dta file, and each kind of missing value apart', ({
    skip,
  }) => {
    const haven = reading(havenDta, sample)
    const pandas = reading(pandasDta, sample)
    if (haven === null && pandas === null) return skip(elsewhere)
    variables.forEach((variable, place) => {
      const isText = variable.type === 'text'
      const read = (text: string, date?: string | null): Cell => {
        const kind = isText && text === '' ? 3 : ['.a', '.b', '.c', '.d', '.e'].indexOf(text)
        if (kind >= 0) return kindAt(kind)
        if (isText) return text
        if (variable.type !== 'date') return Number(text)
        return date ?? new Date((Number(text) - 3653) * 86_400_000).toISOString().slice(0, 10)
      }
      const wanted = columnOf(sample, place).map((cell) =>
        cell === ''
          ? missing.not_asked
          : typeof cell === 'string' && /^\.[abce]$/.test(cell)
            ? ` ${cell}`
            : cell,
      )
      if (haven !== null) {
        const column = haven.columns[place]
        const cells = (column?.cells ?? []).map((text, row) => read(text, column?.dates[row]))
        // haven leaves out the spaces at the end of a text.
        const trimmed = (cell: Cell) =>
          typeof cell === 'string' ? cell.replace(/ +$/, '') || missing.not_asked : cell
        expect(cells.map(trimmed), variable.name).toEqual(wanted.map(trimmed))
      }
      if (pandas !== null) {
        expect(
          (pandas.cells[place] ?? []).map((text) => read(text)),
          variable.name,
        ).toEqual(wanted)
      }
    })
  })
})

const savNames = [
  'work_status',
  'Work_Status_2',
  'v_with',
  'balance',
  'weight',
  'people',
  'v_1st_day_in_the_country_where_this_person_arrived_and_stayed_si',
  ...['initials', 'nine', 't255', 't300', 't3000', 't10000'],
]

describe.each(named)('the .sav file of $name', (sample) => {
  test('haven finds the variables, their types, labels, categories and missing values', () => {
    const read = namedReading(havenSav, sample)
    expect(read.names).toEqual(savNames)
    const [work, income, age, balance, weight, people, day, initials] = read.columns
    expect(work?.label).toEqual(['حالة العمل'])
    expect(work?.values).toEqual(['-99', '-98', '-97', '-96', '-95', '1', '2', '3'])
    expect(work?.labels).toEqual([...Object.values(sample.missingLabels), 'يعمل', 'কাজ খুঁজছেন', ''])
    expect(income?.label[0]).toMatch(/^كم تكفي النقود .*…$/)
    expect(Buffer.byteLength(income?.label[0] ?? '')).toBeLessThanOrEqual(255)
    expect(Buffer.byteLength(income?.labels?.[5] ?? '')).toBeLessThanOrEqual(120)
    const ranges = [work, income, age, balance, weight, people, day].map((column) => column?.range)
    expect(ranges).toEqual(
      ['-99', '-999', '-99', '-9999', '-999999999999999', '-99999', '-99'].map((lowest) => [
        lowest,
        String(Number(lowest) + 4),
      ]),
    )
    expect(read.columns.map((column) => column.format[0])).toEqual(
      'F3.0 F4.0 F3.0 F8.2 F23.6 F6.0 SDATE10 A4 A9 A255 A300 A3000 A10000'.split(' '),
    )
    expect(day?.type).toEqual(['Date'])
    expect(initials?.declared).toEqual(['-99', '-98', '-95'])
    expect(initials?.labels?.map((label, place) => [label, initials.values[place]]).sort()).toEqual(
      [
        ['not applicable', '-97'],
        ['not asked', ''],
        ['skipped 🫥', '-95'],
        ['رفض الإجابة', '-99'],
        ['লা জানি না', '-98'],
      ].sort(),
    )
  })

  test('haven takes every missing number and date as missing', () => {
    const { columns } = namedReading(havenSav, sample)
    for (const { plain, format } of columns.slice(0, 7)) {
      const isMissing = plain.map((text) => text === null || text === 'NA')
      expect(isMissing, format[0]).toEqual(sample.cells.map((row) => typeof row[0] === 'object'))
    }
  })

  test('PSPP finds the measurement levels and declared missing values', () => {
    const { dictionary } = namedReading(psppSav, sample)
    const rows = dictionary.filter((row) => row.length > 3 && savNames.includes(row[0] ?? ''))
    expect(rows.map((row) => row[3])).toEqual([
      'Nominal',
      'Ordinal',
      ...Array(5).fill('Scale'),
      ...Array(6).fill('Nominal'),
    ])
    expect(rows[1]?.[9]).toBe('-999 THRU -995')
    expect(rows[7]?.[9]).toBe('"-99 "; "-98 "; "-95 "')
  })
})

describe.each(named)('the .dta file of $name', (sample) => {
  const dtaNames = savNames.map((name) =>
    name.startsWith('v_1st') ? 'v_1st_day_in_the_country_where_t' : name,
  )

  test('haven finds the variables, their labels, categories and notes', () => {
    const read = namedReading(havenDta, sample)
    expect(read.names).toEqual(dtaNames)
    const [work, income, age, , , , day] = read.columns
    expect(work?.label).toEqual(['حالة العمل'])
    expect(work?.values).toEqual(['1', '2', '3', '.a', '.b', '.c', '.d', '.e'])
    expect(work?.labels).toEqual(['يعمل', 'কাজ খুঁজছেন', '', ...Object.values(sample.missingLabels)])
    expect(income?.labels?.[0]).toBe('l’argent ne suffit jamais '.repeat(8).trim())
    expect(age?.labels).toEqual(Object.values(sample.missingLabels))
    expect(day?.type).toEqual(['Date'])
    expect(day?.format).toEqual(['%tdCCYY-NN-DD'])
    expect(read.notes?.some((note) => note.includes('.d not asked'))).toBe(true)
  })

  test('pandas finds the types, labels and the day it was made', () => {
    const read = namedReading(pandasDta, sample)
    expect(read.names).toEqual(dtaNames)
    expect(read.types).toEqual('b h h d d l l 3 9 255 300 Q Q'.split(' '))
    expect(read.made).toBe('01 Mar 2026 00:00')
    expect([...(read.labels[1] ?? '')].length).toBe(80)
    expect(read.setOf.slice(0, 3)).toEqual(['work_status', 'Work_Status_2', 'missing_reasons'])
    expect(read.sets.work_status?.['1']).toBe('يعمل')
  })
})
