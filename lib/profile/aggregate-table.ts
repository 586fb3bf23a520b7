import { detailBreakdowns } from '@/lib/disclosure/detail'
import { breakdownsOf } from '@/lib/disclosure/lattice'
import { type Cell, type Microdata, missing, type Variable } from '@/lib/interchange/microdata'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { countryName, languageName, textIn } from '@/lib/questionnaire/language'
import type { AggregateRow } from './aggregate-rows'

/** What a table of aggregates is of. */
export type AggregateSource = {
  readonly questionnaire: Questionnaire
  /** Name of the file in ASCII: `spring-profile`. */
  readonly name: string
  readonly title: string
  /** Of the labels of bands and of the questionnaire. */
  readonly language: string
  /** Date, `2026-03-01`. */
  readonly madeOn: string
  readonly by: readonly string[]
}

const reasons = {
  too_few_people: 'group hidden: too few people',
  too_few_answers: 'hidden: too few answers',
  fewer_than_3: 'fewer than 3 people',
  nearly_all: 'nearly all',
  nobody: 'nobody',
  not_defined: 'not defined',
} as const
const kinds = {
  count: 'number of people',
  score: 'mean score, 0 to 100',
  share: 'share of people, 0 to 1',
  change: 'mean change, −100 to 100',
  ratio: 'ratio, 0 to 1',
} as const

/**
 * Aggregates as a table that any file format takes: a line for each figure of each group, with its error, its interval, and why there is none.
 */
export function aggregateTable(source: AggregateSource, rows: readonly AggregateRow[]): Microdata {
  const variables: readonly Variable[] = [
    ...source.by.map((name) => groupVariable(source, name, rows)),
    text(
      'measure',
      'Measure',
      rows.map((row) => row.measure),
    ),
    text(
      'label',
      'Measure, in words',
      rows.map((row) => measureLabel(source, row.measure)),
    ),
    codes('kind', 'Kind of figure', kinds),
    number('estimate', 'Estimate'),
    number('se', 'Standard error, the error of protection included'),
    number('low', 'Lower end of the 95 % interval'),
    number('high', 'Upper end of the 95 % interval'),
    codes('reason', 'Why there is no estimate', reasons),
    text(
      'quality_marks',
      'Marks of low precision',
      rows.map((row) => row.qualityMarks.join(' ')),
    ),
  ]
  const cellsOf = (row: AggregateRow): readonly Cell[] => [
    ...source.by.map((name, place) => categoryCell(variables[place], row.group[name] ?? '')),
    row.measure,
    measureLabel(source, row.measure),
    1 + Object.keys(kinds).indexOf(row.kind),
    row.estimate ?? missing.not_applicable,
    row.se ?? missing.not_applicable,
    row.low ?? missing.not_applicable,
    row.high ?? missing.not_applicable,
    row.reason === null ? missing.not_applicable : 1 + Object.keys(reasons).indexOf(row.reason),
    row.qualityMarks.join(' '),
  ]
  return {
    name: source.name,
    title: source.title,
    language: source.language,
    madeOn: source.madeOn,
    variables,
    missingLabels: {
      refused: 'refused',
      dont_know: 'does not know',
      not_applicable: 'no figure',
      not_asked: 'not asked',
      skipped: 'skipped',
    },
    rowCount: rows.length,
    rows: each(rows.map(cellsOf)),
  }
}

async function* each(rows: readonly (readonly Cell[])[]): AsyncGenerator<readonly Cell[]> {
  yield* rows
}

/** A measure in words, from the labels of the questionnaire where it has any: "How safe do you feel?: always". */
export function measureLabel({ questionnaire, language }: AggregateSource, measure: string): string {
  const [family = '', rest = ''] = splitAt(measure, ':')
  const [id = '', value = ''] = splitAt(rest, '=')
  const say = (label: Parameters<typeof textIn>[0]) => textIn(label, language, questionnaire.defaultLanguage)
  const item = questionnaire.items.find((candidate) => candidate.id === id)
  const dimension = questionnaire.scoring?.dimensions.find((candidate) => candidate.id === id)
  const subdimension = questionnaire.scoring?.dimensions
    .flatMap(({ subdimensions }) => subdimensions)
    .find((candidate) => candidate.id === id)
  if (item !== undefined && family !== '') {
    const option =
      'choices' in item || 'choiceList' in item
        ? [...(item.choices ?? []), ...(questionnaire.choiceLists[item.choiceList ?? ''] ?? [])].find(
            ({ code }) => code === value,
          )
        : undefined
    const answer = option === undefined ? value : say(option.label)
    return answer === '' ? say(item.label) : `${say(item.label)}: ${answer}`
  }
  const named = dimension ?? subdimension
  return named === undefined ? measure : `${family}: ${say(named.label)}${value === '' ? '' : ` (${value})`}`
}

function splitAt(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

function groupVariable(source: AggregateSource, name: string, rows: readonly AggregateRow[]): Variable {
  const { questionnaire, language } = source
  const known = detailBreakdowns(questionnaire).find(({ id }) => id === name)?.bands ?? []
  const present = rows.map((row) => row.group[name] ?? '')
  const bands = breakdownsOf(questionnaire).find(({ id }) => id === name)?.bands ?? []
  const labelOf = (code: string) => {
    if (name === 'host_country') return countryName(code, language)
    if (name === 'language') return languageName(code)
    const band = bands.find((candidate) => candidate.code === code)
    return band === undefined ? code : textIn(band.label, language, questionnaire.defaultLanguage) || code
  }
  const used = [...new Set([...known.filter((code) => present.includes(code)), ...present])]
  return {
    name,
    label: name,
    question: '',
    group: 'design',
    type: 'categorical',
    level: 'nominal',
    categories: used.map((code, place) => ({ code, value: place + 1, label: labelOf(code) })),
  }
}

function categoryCell(variable: Variable | undefined, code: string): Cell {
  const category =
    variable?.type === 'categorical'
      ? variable.categories.find((candidate) => candidate.code === code)
      : undefined
  return category?.value ?? missing.not_applicable
}

function codes(name: string, label: string, words: Readonly<Record<string, string>>): Variable {
  return {
    ...head(name, label),
    type: 'categorical',
    level: 'nominal',
    categories: Object.entries(words).map(([code, word], place) => ({ code, value: place + 1, label: word })),
  }
}

function number(name: string, label: string): Variable {
  return { ...head(name, label), type: 'number', decimals: null, min: null, max: null, unit: '' }
}

function text(name: string, label: string, values: readonly string[]): Variable {
  const encoder = new TextEncoder()
  const maxBytes = values.reduce((most, value) => Math.max(most, encoder.encode(value).length), 1)
  return { ...head(name, label), type: 'text', maxBytes }
}

function head(name: string, label: string) {
  return { name, label, question: '', group: 'response' }
}
