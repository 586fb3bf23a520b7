import { parseQuestionnaire } from '../../questionnaire/check'
import type { LanguageMap, Questionnaire } from '../../questionnaire/definition'
import { type Expression, parseExpression } from '../../questionnaire/expression'
import { expressionText, withParts } from '../../questionnaire/expression-text'
import { hasOptions, offeredMissingCodes, responseOptions } from '../../questionnaire/options'
import type { Problem } from '../../result'
import { consequences } from './form-expressions'
import type { FormRow } from './headings'
import type { Remarks } from './remarks'

/*
 * Other programs take forms whose conditions can never hold, and pass over it in silence. Such a form is taken here too: what
 * is impossible is taken out, and said.
 */

/** An item as it is made, with the row that it comes from. */
export type PlacedItem = { readonly row: FormRow; readonly definition: Readonly<Record<string, unknown>> }

type Mended<T> =
  | { readonly kind: 'whole'; readonly questionnaire: Questionnaire }
  | { readonly kind: 'mended'; readonly items: readonly T[]; readonly lost: readonly string[] }
  | { readonly kind: 'faulty'; readonly problems: readonly Problem[] }

const columnOf: Readonly<Record<string, string>> = {
  relevant: 'relevant',
  constraint: 'constraint',
  calculation: 'calculation',
  choiceFilter: 'choice_filter',
}

const textColumns: Readonly<Record<string, string>> = {
  label: 'label',
  help: 'hint',
  constraintMessage: 'constraint_message',
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

/** Problems of an expression that make it useless, but the form is one that other programs take. */
const dropped = ['item_comes_later', 'unknown_attribute', 'date_not_a_number', 'pattern_not_readable']

/**
 * Looks a questionnaire over, and takes out what can never hold.
 *
 * @param items of `document`, in its order
 * @returns items to look over again when something was taken out, and the ids of items that went
 */
export function mend<T extends PlacedItem>(
  document: Readonly<Record<string, unknown>>,
  items: readonly T[],
  remarks: Remarks,
): Mended<T> {
  const parsed = parseQuestionnaire(document)
  if (parsed.ok) return { kind: 'whole', questionnaire: parsed.value }
  const changed = [...items]
  const lost: string[] = []
  for (const problem of parsed.problems) {
    const match = /^items\[(\d+)\]\.(\w+)/.exec(problem.path)
    const place = Number(match?.[1] ?? -1)
    const key = match?.[2] ?? ''
    const item = changed[place]
    const column = columnOf[key] ?? textColumns[key]
    if (item === undefined || column === undefined) return { kind: 'faulty', problems: parsed.problems }
    const say = (message: string) => remarks.note(item.row.place(column), problem.code, message)
    if (textColumns[key] !== undefined) {
      const [, id = ''] = /answer of "(\w+)"/.exec(problem.message) ?? []
      changed[place] = {
        ...item,
        definition: { ...item.definition, [key]: withGap(item.definition[key], id) },
      }
      say(`${problem.message} A gap stands there.`)
    } else if (problem.code === 'item_unreachable') {
      lost.push(String(item.definition.id))
      say('No answers make this true, so the question would never be asked. It was left out.')
    } else if (problem.code === 'unknown_option') {
      const text = withoutUnknownOptions(String(item.definition[key]), document)
      if (text === item.definition[key]) return { kind: 'faulty', problems: parsed.problems }
      changed[place] = { ...item, definition: { ...item.definition, [key]: text } }
      say(`${problem.message} The comparison can never hold and was taken as such.`)
    } else if (dropped.includes(problem.code)) {
      if (key === 'calculation') lost.push(String(item.definition.id))
      const { [key]: _, ...rest } = item.definition
      changed[place] = { ...item, definition: key === 'relevant' ? { ...rest, relevant: null } : rest }
      say(`${problem.message} The expression was left out. ${consequences[column] ?? ''}`.trim())
    } else return { kind: 'faulty', problems: parsed.problems }
  }
  return {
    kind: 'mended',
    items: changed.filter(({ definition }) => !lost.includes(String(definition.id))),
    lost,
  }
}

/** An expression with each comparison that names an option which is not there replaced by what it always gives. */
function withoutUnknownOptions(text: string, document: Readonly<Record<string, unknown>>): string {
  const parsed = parseExpression(text)
  if (!parsed.ok) return text
  const known = codesByItem(document)
  const changed = withParts(parsed.value, (part): Expression => {
    if (part.kind !== '=' && part.kind !== '!=' && part.kind !== 'selected') return part
    const [item, code] = part.right.kind === 'reference' ? [part.right, part.left] : [part.left, part.right]
    if (item.kind !== 'reference' || code.kind !== 'text' || code.value === '') return part
    const codes = known.get(item.itemId)
    return codes === undefined || codes.has(code.value) ? part : { kind: 'truth', value: part.kind === '!=' }
  })
  return expressionText(changed)
}

/** The codes that items with options may have as answers. The document was found to be of the right shape before. */
function codesByItem(document: Readonly<Record<string, unknown>>): ReadonlyMap<string, ReadonlySet<string>> {
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
