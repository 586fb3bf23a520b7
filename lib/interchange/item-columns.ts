import { type Answers, answerOf } from '../questionnaire/answer-values'
import type { Item, ItemOfType, OptionItem, Questionnaire, ResponseOption } from '../questionnaire/definition'
import { asText } from '../questionnaire/expression-values'
import { type Path, pathOf } from '../questionnaire/flow'
import { countryName, textIn, unitIn } from '../questionnaire/language'
import { labelledEnds, responseOptions } from '../questionnaire/options'
import { labelWithEntry } from '../questionnaire/repeats'
import { tellingItems, writtenItems } from '../questionnaire/telling-items'
import type { Column, ColumnOrGap, MicrodataChoice, Person } from './column'
import { type Category, type Cell, missing, type Variable } from './microdata'
import type { MicrodataWords } from './microdata-words'
import { cutToBytes } from './utf8'

type Context = {
  readonly questionnaire: Questionnaire
  readonly choice: MicrodataChoice
  readonly words: MicrodataWords
  /** Most bytes that somebody wrote to an item, in UTF-8; null where nobody has looked. */
  readonly textBytes: ReadonlyMap<string, number> | null
}

/** The variables of every item, in the order of the questionnaire. Hidden items are variables like others. */
export function itemColumns(context: Context): readonly ColumnOrGap[] {
  const { questionnaire, choice } = context
  const sectionOf = new Map(
    questionnaire.sections.flatMap(({ id, items }) => items.map((itemId) => [itemId, id] as const)),
  )
  const telling = tellingItems(questionnaire)
  const written = writtenItems(questionnaire)
  return questionnaire.items.flatMap((item): readonly ColumnOrGap[] => {
    // A note is shown and has no answer.
    if (item.type === 'note') return []
    const words = textIn(item.label, choice.language, questionnaire.defaultLanguage)
    const label = labelWithEntry(questionnaire, item.id, words)
    if (telling.has(item.id) && !choice.includeSensitive)
      return [{ leftOut: { name: item.id, label, why: 'sensitive' } }]
    if (written.has(item.id) && !choice.includeText)
      return [{ leftOut: { name: item.id, label, why: 'text' } }]
    const about = {
      name: item.id,
      label,
      question: questionOf(context, item, label),
      group: sectionOf.get(item.id) ?? 'response',
    }
    return [{ column: columnOf(context, item, about) }]
  })
}

type About = Pick<Variable, 'name' | 'label' | 'question' | 'group'>

function columnOf(context: Context, item: Item, about: About): Column {
  switch (item.type) {
    case 'single':
      return singleColumn(context, item, about)
    case 'multiple':
      return multipleColumn(context, item, about)
    case 'text': {
      // A character of UTF-16 takes three bytes of UTF-8 at most.
      const { textBytes } = context
      const maxBytes = textBytes === null ? 3 * item.maxLength : Math.max(1, textBytes.get(item.id) ?? 0)
      return answerColumn(item.id, { ...about, type: 'text', maxBytes }, String)
    }
    case 'date':
      return item.precision === 'day'
        ? answerColumn(item.id, { ...about, type: 'date' }, String)
        : answerColumn(
            item.id,
            { ...about, type: 'text', maxBytes: item.precision === 'month' ? 7 : 4 },
            String,
          )
    case 'time':
      return answerColumn(item.id, { ...about, type: 'text', maxBytes: 5 }, String)
    case 'today':
      return answerColumn(item.id, { ...about, type: 'date' }, String)
    case 'rank':
      return rankColumn(context, item, about)
    case 'calculated':
      return calculatedColumn(context, item, about)
    case 'note':
      return { variables: [], fill: () => {} }
    case 'number':
    case 'scale':
    case 'hidden':
      return answerColumn(item.id, numberVariable(context, item, about), Number)
  }
}

function numberVariable(
  { questionnaire, choice }: Context,
  item: ItemOfType<'number' | 'scale' | 'hidden'>,
  about: About,
): Variable {
  return {
    ...about,
    type: 'number',
    min: item.min,
    max: item.max,
    decimals:
      item.type === 'number' ? item.decimals : item.type === 'scale' ? decimalsOf(item.step, item.min) : null,
    unit: item.type === 'number' ? unitIn(item.unit, choice.language, questionnaire.defaultLanguage) : '',
  }
}

/** Digits after the decimal point that the values of a scale can have; null when a step is written with an exponent. */
function decimalsOf(step: number, min: number): number | null {
  const digits = [step, min].map((value) =>
    /e/.test(String(value)) ? null : (String(value).split('.')[1]?.length ?? 0),
  )
  const [ofStep = null, ofMin = null] = digits
  return ofStep === null || ofMin === null ? null : Math.max(ofStep, ofMin)
}

function answerColumn(
  itemId: string,
  variable: Variable,
  read: (answer: unknown) => number | string,
): Column {
  return {
    variables: [variable],
    fill: (row, person) => {
      row.push(missingCell(person, itemId) ?? read(answerOf(person.answers, itemId)))
    },
  }
}

function singleColumn(context: Context, item: ItemOfType<'single'>, about: About): Column {
  const options = responseOptions(context.questionnaire, item).filter((option) => option.missing !== 'na')
  const values = valuesOf(options)
  const categories = options.map((option, place) => categoryOf(context, item, option, values[place] ?? place))
  const valueByCode = new Map(categories.map(({ code, value }) => [code, value]))
  return {
    variables: [
      { ...about, type: 'categorical', level: isOrdinal(options) ? 'ordinal' : 'nominal', categories },
    ],
    fill: (row, person) => {
      const cell = missingCell(person, item.id)
      row.push(cell ?? valueByCode.get(String(answerOf(person.answers, item.id))) ?? missing.skipped)
    },
  }
}

/** A yes or no for each option: what was chosen is then a number in every program. */
function multipleColumn(context: Context, item: ItemOfType<'multiple'>, about: About): Column {
  const options = responseOptions(context.questionnaire, item)
  return {
    variables: options.map((option, place) => {
      const { label } = categoryOf(context, item, option, place)
      return {
        ...about,
        ...yesOrNo(context.words),
        name: optionVariable(item.id, option.code),
        // The option first: programs that cut a label keep what tells it from its neighbours.
        label: `${label} – ${about.label}`,
      }
    }),
    fill: (row, person) => {
      const cell = missingCell(person, item.id)
      const answer = answerOf(person.answers, item.id)
      const chosen = typeof answer === 'object' ? answer : []
      for (const { code } of options) row.push(cell ?? (chosen.includes(code) ? 1 : 0))
    },
  }
}

/** The place of each option in the order, from 1. */
function rankColumn(context: Context, item: ItemOfType<'rank'>, about: About): Column {
  const options = responseOptions(context.questionnaire, item)
  return {
    variables: options.map((option, place) => ({
      ...about,
      type: 'number',
      min: 1,
      max: options.length,
      decimals: 0,
      unit: '',
      name: optionVariable(item.id, option.code),
      label: `${categoryOf(context, item, option, place).label} – ${about.label}`,
    })),
    fill: (row, person) => {
      const cell = missingCell(person, item.id)
      const answer = answerOf(person.answers, item.id)
      const ranked = typeof answer === 'object' ? answer : []
      for (const { code } of options) {
        const place = ranked.indexOf(code)
        row.push(cell ?? (place < 0 ? missing.not_asked : place + 1))
      }
    },
  }
}

/** Most bytes of a calculated text. */
const calculatedBytes = 1_000

const paths = new WeakMap<Answers, Path>()

/** As `pathOf`, once for all calculations of a person. A file has one questionnaire, and its people are read for it alone. */
function pathAlong(questionnaire: Questionnaire, answers: Answers): Path {
  const path = paths.get(answers) ?? pathOf(questionnaire, answers)
  paths.set(answers, path)
  return path
}

/** What a calculation gives, as text: it may be a number for one person and words for another. */
function calculatedColumn({ questionnaire }: Context, item: ItemOfType<'calculated'>, about: About): Column {
  return {
    variables: [{ ...about, type: 'text', maxBytes: calculatedBytes }],
    fill: (row, person) => {
      const cell = missingCell(person, item.id)
      if (cell !== null) return void row.push(cell)
      const text = asText(pathAlong(questionnaire, person.answers).itemValue(item.id))
      row.push(cutToBytes(text, calculatedBytes))
    },
  }
}

/** The name of the variable that says whether an option of a multiple item was chosen. */
export function optionVariable(itemId: string, code: string): string {
  return `${itemId}__${code.replace(/[.-]/g, '_')}`
}

/** The type of a variable that is 1 for yes and 0 for no. */
export function yesOrNo({ no, yes }: MicrodataWords) {
  return {
    type: 'categorical',
    level: 'nominal',
    categories: [
      { code: 'no', value: 0, label: no },
      { code: 'yes', value: 1, label: yes },
    ],
  } as const
}

/** Why an item has no value; null when it has one. */
export function missingCell({ statuses }: Person, itemId: string): Cell | null {
  const status = statuses.get(itemId) ?? 'not_asked'
  return status === 'answered' ? null : missing[status]
}

/** Whole numbers beyond this have no value labels in Stata. */
const largestValue = 2_000_000_000

/** The number that stands for each option: its own code where all codes are whole numbers, else its place from 1. */
function valuesOf(options: readonly ResponseOption[]): readonly number[] {
  const own = options.map(({ code }) => (/^-?\d{1,10}$/.test(code) ? Number(code) : Number.NaN))
  const areOwnUsed =
    own.every((value) => Math.abs(value) <= largestValue) && new Set(own).size === options.length
  return areOwnUsed ? own.map((value) => value + 0) : options.map((_, place) => place + 1)
}

/** Options are in order when each has a score, and the scores rise or fall from the first to the last. */
function isOrdinal(options: readonly ResponseOption[]): boolean {
  const scores = options.map(({ score }) => score)
  const known = scores.filter((score) => typeof score === 'number')
  if (known.length < options.length || new Set(known).size < 2) return false
  const steps = known.slice(1).map((score, place) => score - (known[place] ?? 0))
  return steps.every((step) => step >= 0) || steps.every((step) => step <= 0)
}

function categoryOf(
  { questionnaire, choice }: Context,
  item: OptionItem,
  { code, label }: ResponseOption,
  value: number,
): Category {
  const text =
    item.choiceSource === undefined
      ? textIn(label, choice.language, questionnaire.defaultLanguage)
      : countryName(code, choice.language)
  return { code, value, label: text === '' ? code : text }
}

/** The question in full: with the words at the ends of a scale. */
function questionOf({ questionnaire, choice }: Context, item: Item, label: string): string {
  const ends = labelledEnds(item).map(
    ({ code, label: end }) => `${code} = ${textIn(end, choice.language, questionnaire.defaultLanguage)}`,
  )
  return ends.length === 0 ? label : `${label} (${ends.join('; ')})`
}
