import { parseQuestionnaire } from '../../questionnaire/check'
import { comparedCode } from '../../questionnaire/compared-code'
import type { LanguageMap, Questionnaire } from '../../questionnaire/definition'
import { type Expression, parseExpression } from '../../questionnaire/expression'
import { expressionText, withParts } from '../../questionnaire/expression-text'
import { hasOptions, offeredMissingCodes, responseOptions } from '../../questionnaire/options'
import type { Problem } from '../../result'
import type { DraftItem, DraftRepeat } from './drafts'
import { consequences, requiredByExpression } from './form-expressions'
import type { FormRow } from './headings'
import type { Remark, Remarks } from './remarks'

/*
 * Other programs take forms whose conditions can never hold, and pass over it in silence. Such a form is taken here too: what
 * is impossible is taken out, and said.
 */

type Document = Readonly<Record<string, unknown>>

/** Columns of a form by the keys of an item. */
const expressionColumns: Readonly<Record<string, string>> = {
  relevant: 'relevant',
  required: 'required',
  constraint: 'constraint',
  default: 'default',
  calculation: 'calculation',
  choiceFilter: 'choice_filter',
}
const textColumns: Readonly<Record<string, string>> = {
  label: 'label',
  help: 'hint',
  constraintMessage: 'constraint_message',
  requiredMessage: 'required_message',
}

/** Problems of an expression that make it useless, but the form is one that other programs take. */
const useless = [
  'item_comes_later',
  'unknown_attribute',
  'date_not_a_number',
  'pattern_not_readable',
  'default_not_an_answer',
  'default_without_answer',
  'item_in_repeat',
  'not_of_repeat',
  'position_outside_repeat',
]

/** Problems of names that every entry would need: the form is taken, and asked once. */
const notRepeatable = ['name_taken', 'name_too_long']

/** More rounds than this no form of the tests needs by far: each takes out what the one before made impossible. */
const mostRounds = 20

/**
 * The questionnaire once nothing impossible is left in it.
 *
 * @param documentOf the questionnaire with some items, not yet looked over
 * @returns the faults, by their places in the form, where one is left that nothing can be taken out for
 */
export function mended(
  first: { readonly items: readonly DraftItem[]; readonly repeats: readonly DraftRepeat[] },
  documentOf: (items: readonly DraftItem[], repeats: readonly DraftRepeat[]) => Document,
  remarks: Remarks,
):
  | { readonly ok: true; readonly value: Questionnaire }
  | { readonly ok: false; readonly faults: readonly Remark[] } {
  let { items, repeats } = first
  let problems: readonly Problem[] = []
  for (let round = 0; round < mostRounds; round += 1) {
    const document = documentOf(items, repeats)
    const parsed = parseQuestionnaire(document)
    if (parsed.ok) return parsed
    problems = parsed.problems
    const ofRepeats = problems.filter(({ path }) => path.startsWith('repeats['))
    if (ofRepeats.length > 0) {
      const left = withoutImpossibleRepeats(document, repeats, ofRepeats, remarks)
      if (left === null) break
      repeats = left
      continue
    }
    const next = withoutImpossible(document, items, repeats, problems, remarks)
    if (next === null) break
    items = next
  }
  return { ok: false, faults: problems.map((problem) => remarkOf(problem, items)) }
}

/** @returns null when a problem is none that something can be taken out for */
function withoutImpossibleRepeats(
  document: Document,
  repeats: readonly DraftRepeat[],
  problems: readonly Problem[],
  remarks: Remarks,
): readonly DraftRepeat[] | null {
  const listed = (document.repeats ?? []) as readonly { readonly id: string }[]
  let left = repeats
  for (const { path, code, message } of problems) {
    const [, place, key = ''] = /^repeats\[(\d+)\]\.(\w+)/.exec(path) ?? []
    const repeat = left.find(({ id }) => id === listed[Number(place ?? -1)]?.id)
    if (repeat === undefined) continue
    const { row, definition } = repeat
    if (key === 'relevant' || key === 'count') {
      const column = key === 'count' ? 'repeat_count' : 'relevant'
      remarks.note(row.place(column), code, `${message} The expression was left out. ${consequences[column]}`)
      left = left.map((one) =>
        one === repeat ? { ...repeat, definition: { ...definition, [key]: null } } : one,
      )
    } else if (notRepeatable.includes(code)) {
      remarks.note(row.place('type'), 'repeat_asked_once', `${message} What is in it is asked once.`)
      left = left.filter((one) => one !== repeat)
    } else return null
  }
  return left
}

/** @returns null when a problem is none that something can be taken out for */
function withoutImpossible(
  document: Document,
  items: readonly DraftItem[],
  repeats: readonly DraftRepeat[],
  problems: readonly Problem[],
  remarks: Remarks,
): readonly DraftItem[] | null {
  const isOfEmptyRepeat = ({ code, params }: Problem) =>
    code === 'unknown_item' && repeats.some(({ id }) => id === params?.itemId)
  const changed = [...items]
  const lost: string[] = []
  for (const problem of problems) {
    const { place, key } = placeOf(problem)
    const item = changed[place]
    const column = expressionColumns[key] ?? textColumns[key]
    if (item === undefined || column === undefined) return null
    const { id, row, definition } = item
    const say = (message: string) => remarks.note(row.place(cellOf(row, column)), problem.code, message)
    const put = (value: unknown) => {
      changed[place] = { ...item, definition: { ...definition, [key]: value } }
    }
    if (textColumns[key] !== undefined) {
      put(withGap(definition[key], String(problem.params?.itemId)))
      say(`${problem.message} A gap stands there.`)
    } else if (
      problem.code === 'item_unreachable' ||
      (key === 'calculation' && useless.includes(problem.code))
    ) {
      lost.push(id)
      say(`${problem.message} It was left out.`)
    } else if (problem.code === 'unknown_option') {
      const text = withoutUnknownOptions(String(definition[key]), document)
      if (text === definition[key]) return null
      put(key === 'required' ? requiredByExpression(text) : text)
      say(`${problem.message} The comparison can never hold and was taken as such.`)
    } else if (isOfEmptyRepeat(problem)) {
      changed[place] = without(item, key)
      say(
        `The expression was left out: nothing of the repeat that it names is asked. ${consequences[column]}`,
      )
    } else if (useless.includes(problem.code)) {
      changed[place] = without(item, key)
      say(`${problem.message} The expression was left out. ${consequences[column]}`)
    } else return null
  }
  return changed.filter(({ id }) => !lost.includes(id)).map((item) => withoutLost(item, lost, remarks))
}

/** The column that a form has it in: what stands in a field at first may be what is calculated. */
function cellOf(row: FormRow, column: string): string {
  return column === 'default' && row.text('default') === '' ? 'calculation' : column
}

/** An item without the expressions that name what was left out. */
function withoutLost(item: DraftItem, lost: readonly string[], remarks: Remarks): DraftItem {
  let kept = item
  for (const [key, column] of Object.entries(expressionColumns)) {
    const text = kept.definition[key]
    if (typeof text !== 'string' || !lost.some((id) => text.includes(`\${${id}}`))) continue
    kept = without(kept, key)
    remarks.note(
      item.row.place(column),
      'expression_not_carried',
      `The expression was left out: it names a question that was left out. ${consequences[column]}`,
    )
  }
  return kept
}

/** An item without an expression; a calculation gives nothing then. */
function without(item: DraftItem, key: string): DraftItem {
  const { [key]: _, ...rest } = item.definition
  return { ...item, definition: key === 'calculation' ? { ...rest, calculation: "''" } : rest }
}

/** Texts by language in which a gap stands for an answer. */
function withGap(texts: unknown, id: string): unknown {
  return Object.fromEntries(
    Object.entries(texts as LanguageMap).map(([language, text]) => [
      language,
      text.replaceAll(`\${${id}}`, '…'),
    ]),
  )
}

/** An expression with each comparison that names an option which is not there replaced by what it always gives. */
function withoutUnknownOptions(text: string, document: Document): string {
  const parsed = parseExpression(text)
  if (!parsed.ok) return text
  const known = codesByItem(document)
  const changed = withParts(parsed.value, (part): Expression => {
    const compared = comparedCode(part)
    if (compared?.answer.kind !== 'reference') return part
    const codes = known.get(compared.answer.itemId)
    if (codes === undefined || codes.has(compared.code.value)) return part
    return { kind: 'truth', value: part.kind === '!=' }
  })
  return expressionText(changed)
}

/** The codes that items with options may have as answers. The document was found to be of the right shape before. */
function codesByItem(document: Document): ReadonlyMap<string, ReadonlySet<string>> {
  const questionnaire = document as unknown as Questionnaire
  return new Map(
    questionnaire.items
      .filter(hasOptions)
      .map((item) => [
        item.id,
        new Set<string>([
          ...responseOptions(questionnaire, item).map(({ code }) => code),
          ...offeredMissingCodes({ ...item, missing: item.missing ?? [] }),
        ]),
      ]),
  )
}

/** Where in the form a problem of the questionnaire comes from. */
function remarkOf(problem: Problem, items: readonly DraftItem[]): Remark {
  const { place, key } = placeOf(problem)
  const { path, code, message } = problem
  const item = items[place]
  if (item === undefined) return { sheet: '', row: 0, column: '', code, message: `${path}: ${message}` }
  return { ...item.row.place(expressionColumns[key] ?? textColumns[key] ?? 'name'), code, message }
}

/** The place of an item among the others, and its key, that a problem is about; -1 when it is about none. */
function placeOf({ path }: Problem): { readonly place: number; readonly key: string } {
  const match = /^items\[(\d+)\](?:\.(\w+))?/.exec(path)
  return { place: Number(match?.[1] ?? -1), key: match?.[2] ?? '' }
}
