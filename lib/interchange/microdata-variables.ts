import { collectionLanguages } from '../interface/collection-languages'
import type { Questionnaire } from '../questionnaire/definition'
import { textIn } from '../questionnaire/language'
import {
  type Column,
  type ColumnOrGap,
  channels,
  type LeftOut,
  type MicrodataChoice,
  type Person,
  type SampleUnit,
} from './column'
import { itemColumns } from './item-columns'
import { type Cell, type MissingLabels, missing, type Variable } from './microdata'
import { type MicrodataWords, microdataWords } from './microdata-words'
import { scoreColumns } from './score-columns'

/** The shape of a table of microdata, and how a person becomes a row of it. */
export type MicrodataTable = {
  readonly variables: readonly Variable[]
  readonly missingLabels: MissingLabels
  /** What the questionnaire has and this table has not. */
  readonly leftOut: readonly LeftOut[]
  /** A cell for each variable, in their order. */
  readonly rowOf: (person: Person) => readonly Cell[]
}

/** Letters of a row's id. */
export const rowIdLength = 16

/**
 * A questionnaire as variables: facts of the response, every item in its order, scores, the sampling design. Codes that are whole
 * numbers are kept; a multiple item is one variable an option, `item__code`.
 *
 * @param facts.textBytes most bytes that somebody wrote to a text item, in UTF-8; null where nobody has looked
 * @param facts.hasDesign whether people have weights, strata or sampling units
 * @param facts.scoringVersion the version whose scoring the scores are by; null where it is the one that was asked
 */
export function microdataTable(
  questionnaire: Questionnaire,
  choice: MicrodataChoice,
  facts: {
    readonly textBytes: ReadonlyMap<string, number> | null
    readonly hasDesign: boolean
    readonly scoringVersion: number | null
  },
): MicrodataTable {
  const words = microdataWords(choice.language)
  const context = { questionnaire, choice, words, textBytes: facts.textBytes }
  const items = itemColumns(context)
  const parts: readonly ColumnOrGap[] = [
    ...responseColumns(questionnaire, choice.language, words).map((column) => ({ column })),
    ...items,
    ...(facts.scoringVersion === null ? [] : [{ column: scoringColumn(facts.scoringVersion, words) }]),
    ...scoreColumns(context),
    ...(facts.hasDesign ? designColumns(words).map((column) => ({ column })) : []),
  ]
  const columns = parts.flatMap((part) => ('column' in part ? [part.column] : []))
  return {
    variables: distinctNames(
      columns.flatMap(({ variables }) => variables),
      new Set(items.flatMap((part) => ('column' in part ? part.column.variables : []))),
      questionnaire.items.map(({ id }) => id),
    ),
    missingLabels: missingLabelsOf(questionnaire, choice.language, words),
    leftOut: parts.flatMap((part) => ('leftOut' in part ? [part.leftOut] : [])),
    rowOf: (person) => {
      const row: Cell[] = []
      for (const column of columns) column.fill(row, person)
      return row
    },
  }
}

function responseColumns(
  questionnaire: Questionnaire,
  language: string,
  words: MicrodataWords,
): readonly Column[] {
  const about = { question: '', group: 'response' }
  const inLanguage = new Intl.DisplayNames([language], { type: 'language' })
  const languages = [...new Set([...collectionLanguages(questionnaire), ...questionnaire.languages])].map(
    (code, place) => ({ code, value: place + 1, label: inLanguage.of(code) ?? code }),
  )
  const ways = channels.map((code, place) => ({ code, value: place + 1, label: words.channels[code] }))
  const numberOf = (codes: readonly { readonly code: string; readonly value: number }[], wanted: string) =>
    codes.find(({ code }) => code === wanted)?.value ?? missing.not_applicable
  return [
    {
      variables: [{ name: 'response_id', label: words.rowId, ...about, type: 'text', maxBytes: rowIdLength }],
      fill: (row, person) => void row.push(person.rowId),
    },
    {
      variables: [{ name: 'response_date', label: words.answeredOn, ...about, type: 'date' }],
      fill: (row, person) => void row.push(person.answeredOn),
    },
    {
      variables: [
        {
          name: 'response_language',
          label: words.language,
          ...about,
          type: 'categorical',
          level: 'nominal',
          categories: languages,
        },
      ],
      fill: (row, person) => void row.push(numberOf(languages, person.language)),
    },
    {
      variables: [
        {
          name: 'response_channel',
          label: words.channel,
          ...about,
          type: 'categorical',
          level: 'nominal',
          categories: ways,
        },
      ],
      fill: (row, person) => void row.push(numberOf(ways, person.channel)),
    },
    {
      variables: [
        {
          name: 'questionnaire_version',
          label: words.version,
          ...about,
          type: 'number',
          decimals: 0,
          min: 1,
          max: null,
          unit: '',
        },
      ],
      fill: (row, person) => void row.push(person.questionnaireVersion),
    },
  ]
}

/** Before the scores, in every row: a file that is cut or joined goes on saying by what they were made. */
function scoringColumn(scoringVersion: number, words: MicrodataWords): Column {
  return {
    variables: [
      {
        name: 'scoring_version',
        label: words.scoringVersion,
        question: '',
        group: 'scores',
        type: 'number',
        decimals: 0,
        min: 1,
        max: null,
        unit: '',
      },
    ],
    fill: (row) => void row.push(scoringVersion),
  }
}

/** Most bytes of the name of a stratum or a sampling unit. */
const unitBytes = 200

function designColumns(words: MicrodataWords): readonly Column[] {
  const about = { question: '', group: 'design' }
  const column = (variable: Variable, read: (unit: SampleUnit) => Cell): Column => ({
    variables: [variable],
    fill: (row, { design }) => void row.push(design === null ? missing.not_applicable : read(design)),
  })
  const text = { ...about, type: 'text', maxBytes: unitBytes } as const
  const orMissing = (name: string) => (name === '' ? missing.not_applicable : name)
  return [
    column(
      {
        name: 'weight',
        label: words.weight,
        ...about,
        type: 'number',
        decimals: null,
        min: 0,
        max: null,
        unit: '',
      },
      ({ weight }) => weight ?? missing.not_applicable,
    ),
    column({ name: 'stratum', label: words.stratum, ...text }, ({ stratum }) => orMissing(stratum)),
    column({ name: 'psu', label: words.psu, ...text }, ({ psu }) => orMissing(psu)),
  ]
}

/** In the questionnaire's own words where it offers the reason as an answer. */
function missingLabelsOf(
  { missingLabels, defaultLanguage }: Questionnaire,
  language: string,
  { missing: own }: MicrodataWords,
): MissingLabels {
  const said = (code: 'pnta' | 'dk' | 'na', otherwise: string) =>
    textIn(missingLabels[code], language, defaultLanguage) || otherwise
  return {
    ...own,
    refused: said('pnta', own.refused),
    dont_know: said('dk', own.dont_know),
    not_applicable: said('na', own.not_applicable),
  }
}

/** Items keep their ids; what would have the same name as another variable, but for the case of letters, gets a number. */
function distinctNames(
  variables: readonly Variable[],
  ofItems: ReadonlySet<Variable>,
  itemIds: readonly string[],
): readonly Variable[] {
  const ids = new Set(itemIds)
  const taken = new Set(itemIds)
  return variables.map((variable) => {
    if (ofItems.has(variable) && ids.has(variable.name)) return variable
    let { name } = variable
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${variable.name}_${number}`
    taken.add(name.toLowerCase())
    return { ...variable, name }
  })
}
