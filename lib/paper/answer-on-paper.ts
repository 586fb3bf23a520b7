import { calendarWords, dateInWords } from '../interface/calendar-words'
import { countryCodes } from '../questionnaire/countries'
import type { Item, ItemOfType, OptionItem, Questionnaire } from '../questionnaire/definition'
import { unitIn } from '../questionnaire/language'
import { hasOptions, responseOptions } from '../questionnaire/options'
import type { PaperAnswer } from './paper-document'
import type { PaperWording } from './paper-wording'

type AnswerRoom = { readonly answer: PaperAnswer; readonly hints: readonly string[] }

/** A list of more options than this is cut, and the answer is written. */
const mostOptions = 60
/** Of a list that is cut, those that show what kind of answer is meant. */
const shownOfLongList = 12
/** From so many short options on, two stand in a line. */
const fewestInColumns = 8
const longestInColumns = 28
/** A scale of more values than fit in a line is answered by writing one. */
const mostBoxes = 11

/** The room for an answer to an item, and what to do in it. */
export function answerOnPaper(questionnaire: Questionnaire, item: Item, wording: PaperWording): AnswerRoom {
  const { ask, say, language } = wording
  if (hasOptions(item)) return optionsOnPaper(questionnaire, item, wording)
  switch (item.type) {
    case 'number': {
      const { min, max, decimals } = item
      const unit = unitIn(item.unit, language, questionnaire.defaultLanguage)
      return {
        answer: { kind: 'lines', lines: 1, unit, isShort: true },
        hints: [
          ...(isBounded(min, max) ? [ask('question.number', { min, max })] : []),
          ...(decimals === 0 ? [] : [ask('error.too_many_decimals', { decimals })]),
        ],
      }
    }
    case 'scale':
      return scaleOnPaper(item, wording)
    case 'text':
      return {
        answer: { kind: 'lines', lines: linesFor(item), unit: '', isShort: item.maxLength <= 30 },
        hints: [ask('question.charactersMost', { most: item.maxLength })],
      }
    case 'date':
      return dateOnPaper(item, wording)
    case 'time':
      return {
        answer: {
          kind: 'cells',
          isTime: true,
          fields: [
            { label: say('item.hour'), cells: 2 },
            { label: say('item.minute'), cells: 2 },
          ],
        },
        hints: [ask('question.time', { min: item.min, max: item.max })],
      }
    case 'note':
      return { answer: { kind: 'none' }, hints: [say('item.nothingAsked')] }
    case 'calculated':
    case 'today':
    case 'hidden':
      return { answer: { kind: 'none' }, hints: [] }
  }
}

function optionsOnPaper(
  questionnaire: Questionnaire,
  item: OptionItem,
  { ask, say, text }: PaperWording,
): AnswerRoom {
  if (item.choiceSource !== undefined)
    return {
      answer: { kind: 'lines', lines: 1, unit: '', isShort: false },
      hints: [say('item.countries', { count: countryCodes.length })],
    }
  const all = responseOptions(questionnaire, item)
  const shown = all.length > mostOptions ? all.slice(0, shownOfLongList) : all
  const alone = item.type === 'multiple' ? (item.exclusive ?? []) : []
  const options = shown.map(({ code, label }) => ({
    code,
    label: text(label),
    note: alone.includes(code) ? say('item.alone') : '',
  }))
  const areShort = options.every(({ label, note }) => [...label, ...note].length <= longestInColumns)
  return {
    answer: {
      kind: 'options',
      mark: ({ single: 'circle', multiple: 'square', rank: 'number' } as const)[item.type],
      columns: options.length >= fewestInColumns && areShort ? 2 : 1,
      options,
      more:
        shown.length === all.length
          ? null
          : {
              text: say('item.more', { count: all.length - shown.length }),
              write: say('item.writeAnswer'),
            },
    },
    hints: [
      ...(item.type === 'multiple' ? [ask('question.chooseAll')] : []),
      ...(item.type === 'rank' ? [say('item.rank')] : []),
    ],
  }
}

function scaleOnPaper(item: ItemOfType<'scale'>, { ask, say, text }: PaperWording): AnswerRoom {
  const { min, max, step } = item
  const count = Math.floor((max - min) / step + 1e-9) + 1
  const [minLabel, maxLabel] = [text(item.minLabel), text(item.maxLabel)]
  if (count <= mostBoxes)
    return {
      answer: {
        kind: 'scale',
        values: Array.from({ length: count }, (_, place) => String(roundedOff(min + place * step))),
        minLabel,
        maxLabel,
      },
      hints: [say('item.scale', { min, max })],
    }
  return {
    answer: {
      kind: 'ends',
      ends: [
        { value: String(min), label: minLabel },
        { value: String(max), label: maxLabel },
      ],
    },
    hints: [ask('question.number', { min, max }), ...(step === 1 ? [] : [say('item.steps', { step })])],
  }
}

const dateQuestions = {
  day: 'question.date',
  month: 'question.dateMonth',
  year: 'question.dateYear',
} as const

function dateOnPaper(item: ItemOfType<'date'>, { ask, spoken }: PaperWording): AnswerRoom {
  const calendar = calendarWords(spoken)
  const labels = { day: ask('question.day'), month: ask('question.month'), year: ask('question.year') }
  const parts = { day: ['day', 'month', 'year'], month: ['month', 'year'], year: ['year'] }[item.precision]
  return {
    answer: {
      kind: 'cells',
      isTime: false,
      fields: calendar.order
        .filter((part) => parts.includes(part))
        .map((part) => ({ label: labels[part], cells: part === 'year' ? 4 : 2 })),
    },
    hints: [
      ask(dateQuestions[item.precision], {
        min: dateInWords(calendar, item.min),
        max: dateInWords(calendar, item.max),
      }),
    ],
  }
}

/** A form of another program that names no range has one that no answer can leave. */
function isBounded(min: number, max: number): boolean {
  return min > -999_999_999 || max < 999_999_999
}

function linesFor({ maxLength, appearance }: ItemOfType<'text'>): number {
  if (appearance?.includes('multiline') === true) return 5
  if (maxLength <= 120) return 1
  return maxLength <= 500 ? 2 : 3
}

/** Without the dust of adding up tenths. */
function roundedOff(value: number): number {
  return Number(value.toFixed(10))
}
