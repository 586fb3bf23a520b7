import type { Item, Questionnaire } from '../questionnaire/definition'
import { hasOptions, offeredMissingCodes } from '../questionnaire/options'
import { answerOnPaper } from './answer-on-paper'
import type { PaperItem, Rich } from './paper-document'
import { conditionRich, type PaperWording } from './paper-wording'

/** Of the some forty lines of a page: an item that takes more of them is broken. */
const mostLinesKept = 24

/** One item as it is asked on paper. */
export function itemOnPaper(questionnaire: Questionnaire, item: Item, wording: PaperWording): PaperItem {
  const { text, numbers } = wording
  const { answer, hints } = answerOnPaper(questionnaire, item, wording)
  const onPaper = {
    id: item.id,
    number: numbers.get(item.id) ?? null,
    label: text(item.label),
    help: text(item.help),
    marks: marksOf(item, wording),
    hints: [
      ...followUpOf(item, wording),
      ...hints.map((hint): Rich => [{ kind: 'words', text: hint }]),
      ...requiredWhereOf(item, wording),
      ...filterOf(item, wording),
      ...checkOf(item, wording),
    ],
    answer,
    reserved:
      item.type === 'note'
        ? []
        : offeredMissingCodes(item).map((code) => ({
            code,
            label: text(questionnaire.missingLabels[code]),
            note: '',
          })),
  }
  return { ...onPaper, isKeptWhole: linesOf(onPaper) <= mostLinesKept }
}

/** About the lines that an item takes, rather too many than too few: a block that is kept whole must not run off its page. */
function linesOf({ label, help, hints, answer, reserved }: Omit<PaperItem, 'isKeptWhole'>): number {
  const above = [
    label,
    help,
    ...hints.map((hint) => hint.map((part) => Object.values(part).join(' ')).join('')),
  ]
  const options = answer.kind === 'options' ? answer.options : []
  const laidOut = options.reduce(
    (lines, option) => lines + linesOfText(`${option.label} ${option.note}`, 60),
    0,
  )
  const room = { none: 0, options: 3, lines: 5, cells: 3, scale: 4, ends: 3 }[answer.kind]
  return (
    above.reduce((lines, text) => lines + linesOfText(text, 60), 0) +
    (answer.kind === 'options' ? laidOut / answer.columns : 0) +
    room +
    reserved.reduce((lines, option) => lines + linesOfText(option.label, 60), 0)
  )
}

function linesOfText(text: string, lettersInLine: number): number {
  return text.split('\n').reduce((lines, line) => lines + Math.ceil(line.length / lettersInLine), 0)
}

function marksOf(item: Item, { say }: PaperWording): readonly string[] {
  return [
    ...(item.sensitive ? [say('item.sensitive')] : []),
    ...(item.risk === 'high' ? [say('item.risk')] : []),
    ...(item.required === true ? [say('item.required')] : []),
  ]
}

function followUpOf({ labelFollowUp }: Item, { say, text }: PaperWording): readonly Rich[] {
  if (labelFollowUp === undefined) return []
  return [[{ kind: 'words', text: `${say('item.followUp')} ${text(labelFollowUp)}` }]]
}

/** When an answer is needed, where that depends on others. */
function requiredWhereOf({ required }: Item, wording: PaperWording): readonly Rich[] {
  if (typeof required === 'boolean') return []
  return [
    [{ kind: 'words', text: `${wording.say('item.requiredIf')} ` }, ...conditionRich(required, wording)],
  ]
}

function filterOf(item: Item, { say }: PaperWording): readonly Rich[] {
  if (!hasOptions(item) || item.choiceFilter === undefined) return []
  return [[{ kind: 'words', text: say('item.filtered', { id: item.id }) }]]
}

/** What an answer must hold to, in the questionnaire's own words where it has them. */
function checkOf({ constraint, constraintMessage }: Item, { say, text }: PaperWording): readonly Rich[] {
  if (constraint === undefined) return []
  const words = text(constraintMessage)
  if (words !== '') return [[{ kind: 'words', text: words }]]
  return [
    [
      { kind: 'words', text: `${say('item.check')} ` },
      { kind: 'expression', text: constraint },
    ],
  ]
}
