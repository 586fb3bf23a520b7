import { detailBreakdowns } from '@/lib/disclosure/detail'
import { type Cell, type Microdata, missing, type Variable } from '@/lib/interchange/microdata'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import type { AggregateRow } from './aggregate-rows'
import { measureName } from './measure-names'
import { bandName, breakdownName, reasonInWords, type Wording, wordingIn } from './names'
import { type Sourced, sourceLine, weightsInWords } from './source-line'

/** What a table of aggregates is of. */
export type AggregateSource = {
  readonly questionnaire: Questionnaire
  /** Name of the file in ASCII: `spring-profile`. */
  readonly name: string
  /** Of the round. */
  readonly title: string
  readonly wave: number
  /** Release, sample and weights of the figures. */
  readonly of: Sourced
  /** Of all labels, those of the questionnaire included. */
  readonly language: string
  /** Date, `2026-03-01`. */
  readonly madeOn: string
  readonly by: readonly string[]
}

const reasons = [
  'too_few_people',
  'too_few_answers',
  'fewer_than_3',
  'nearly_all',
  'nobody',
  'not_defined',
] as const satisfies readonly NonNullable<AggregateRow['reason']>[]
const kinds = [
  'count',
  'score',
  'share',
  'change',
  'ratio',
] as const satisfies readonly AggregateRow['kind'][]
const samples = ['probability', 'non_probability'] as const
const yesNo = ['yes', 'no'] as const

/** A column, and what stands in it in a row. */
type Column = { readonly variable: Variable; readonly cellOf: (row: AggregateRow) => Cell }

/**
 * Aggregates as a table that any file format takes: a line for each figure of each group, with its error, its interval, and why there is none.
 *
 * Where figures come from, whom they are of and how people were weighted is the title of the file, and stands in every line besides: a table
 * that is cut, joined or opened in another program goes on saying so.
 */
export function aggregateTable(source: AggregateSource, rows: readonly AggregateRow[]): Microdata {
  const wording = wordingIn(source.language, source.questionnaire)
  const { say } = wording
  const line = sourceLine(wording, source.of, source.title)
  const weights = weightsInWords(wording, source.of)
  const columns: readonly Column[] = [
    ...source.by.map((name) => groupColumn(wording, name, rows)),
    text('measure', say('aggregate.measure'), rows, (row) => row.measure),
    text('label', say('aggregate.label'), rows, (row) => measureName(wording, row.measure, source.wave)),
    coded(
      'kind',
      say('aggregate.kind'),
      kinds,
      (code) => say(`aggregate.kind.${code}`),
      (row) => row.kind,
    ),
    number('estimate', say('aggregate.estimate'), (row) => row.estimate),
    number('se', say('aggregate.se'), (row) => row.se),
    number('low', say('aggregate.low'), (row) => row.low),
    number('high', say('aggregate.high'), (row) => row.high),
    coded(
      'reason',
      say('aggregate.reason'),
      reasons,
      (code) => reasonInWords(wording, code),
      (row) => row.reason,
    ),
    text('quality_marks', say('aggregate.marks'), rows, (row) => row.qualityMarks.join(' ')),
    text('source', say('aggregate.source'), rows, () => line),
    coded(
      'sample',
      say('aggregate.sample'),
      samples,
      (code) => say(code === 'probability' ? 'source.probability' : 'source.nonProbability'),
      () => source.of.sampleDesign,
    ),
    text('weighting', say('aggregate.weighting'), rows, () => weights),
    coded(
      'synthetic',
      say('aggregate.synthetic'),
      yesNo,
      (code) => say(`aggregate.${code}`),
      () => (source.of.synthetic ? 'yes' : 'no'),
    ),
  ]
  const none = say('aggregate.none')
  return {
    name: source.name,
    title: line,
    language: source.language,
    madeOn: source.madeOn,
    variables: columns.map(({ variable }) => variable),
    // Only one of the reasons occurs.
    missingLabels: { refused: none, dont_know: none, not_applicable: none, not_asked: none, skipped: none },
    rowCount: rows.length,
    rows: each(rows.map((row) => columns.map(({ cellOf }) => cellOf(row)))),
  }
}

async function* each(rows: readonly (readonly Cell[])[]): AsyncGenerator<readonly Cell[]> {
  yield* rows
}

function groupColumn(wording: Wording, name: string, rows: readonly AggregateRow[]): Column {
  const known = detailBreakdowns(wording.questionnaire).find(({ id }) => id === name)?.bands ?? []
  const bandOf = (row: AggregateRow) => row.group[name] ?? ''
  const present = new Set(rows.map(bandOf))
  const used = [...new Set([...known.filter((code) => present.has(code)), ...present])]
  const column = coded(
    name,
    breakdownName(wording, name),
    used,
    (code) => bandName(wording, name, code),
    bandOf,
  )
  return { ...column, variable: { ...column.variable, group: 'design' } }
}

function coded<Code extends string>(
  name: string,
  label: string,
  codes: readonly Code[],
  labelOf: (code: Code) => string,
  codeOf: (row: AggregateRow) => Code | null,
): Column {
  return {
    variable: {
      ...head(name, label),
      type: 'categorical',
      level: 'nominal',
      categories: codes.map((code, place) => ({ code, value: place + 1, label: labelOf(code) })),
    },
    cellOf: (row) => {
      const code = codeOf(row)
      return code === null ? missing.not_applicable : 1 + codes.indexOf(code)
    },
  }
}

function number(name: string, label: string, figureOf: (row: AggregateRow) => number | null): Column {
  return {
    variable: { ...head(name, label), type: 'number', decimals: null, min: null, max: null, unit: '' },
    cellOf: (row) => figureOf(row) ?? missing.not_applicable,
  }
}

function text(
  name: string,
  label: string,
  rows: readonly AggregateRow[],
  textOf: (row: AggregateRow) => string,
): Column {
  const encoder = new TextEncoder()
  const maxBytes = rows.reduce((most, row) => Math.max(most, encoder.encode(textOf(row)).length), 1)
  return { variable: { ...head(name, label), type: 'text', maxBytes }, cellOf: textOf }
}

function head(name: string, label: string) {
  return { name, label, question: '', group: 'response' }
}
