import { comparedCode } from '../../questionnaire/compared-code'
import type { LanguageMap, ResponseOption } from '../../questionnaire/definition'
import {
  type Expression,
  evaluate,
  isTrue,
  parseExpression,
  referencesOf,
  visit,
} from '../../questionnaire/expression'
import { expressionText, withParts } from '../../questionnaire/expression-text'
import { namedInText } from '../../questionnaire/filled-text'
import type { FormRow } from './headings'
import { asksForLabel, withLookups } from './lookups'
import type { Names } from './names'
import { own } from './own'
import type { Remarks } from './remarks'

/** What expressions of a form may name. */
export type ExpressionContext = {
  readonly names: Names
  /** Ids of rows that were not carried: an expression that needs one cannot be carried either. */
  readonly notCarried: ReadonlySet<string>
  /** Ids of repeats by their names; empty text for one that was not carried. */
  readonly repeats: ReadonlyMap<string, string>
  /** The repeat in which the item of an id stands; null outside of repeats. */
  readonly repeatOf: (itemId: string) => string | null
  /** The code here of an option of an item that has another name in the form; null where it has the same, or there is no such option. */
  readonly renamedCode: (itemId: string, name: string) => string | null
  /** The options of a list of the form; none where there is no such list. */
  readonly optionsOf: (list: string) => readonly ResponseOption[]
  /** The id of the item that holds the day; it is made when the first expression needs it. */
  readonly today: () => string
  /** Whether Foothold wrote the form: what looks like a name there and can be none of its ids was written as words. */
  readonly isOwnForm: boolean
  readonly remarks: Remarks
}

/** A name between brackets. What opens another one is none, so that a run of openings is looked at once. */
const shownName = /\$\{([^{}]*)\}/g

/** Functions of XLSForm that nothing stands for here, and why. */
const withoutCounterpart: Readonly<Record<string, string>> = {
  pulldata: 'it looks into a file that is not part of the workbook',
  instance:
    'it looks into a file that is not part of the workbook, or into a list in a way that is not known here',
  random: 'chance would give another value each time the answers are looked at',
  uuid: 'it makes a number for the respondent',
  count: 'it counts other things than the entries of a repeat',
  'jr:itext': 'labels are no part of answers',
  version: 'the version of a questionnaire is kept with the answers anyway',
  property: 'it tells who answers',
  area: 'places are not known here',
  distance: 'places are not known here',
  'enclosed-area': 'places are not known here',
  'last-saved': 'answers of another person are not at hand',
}

/**
 * An expression of a form as one of ours. One that cannot be read, or names what the form does not have, is a fault: in other programs it
 * silently drops a question.
 *
 * @param column where it stands
 * @returns null for one that was left out; why was said
 */
export function carryExpression(
  written: string,
  row: FormRow,
  column: string,
  context: ExpressionContext,
): string | null {
  const { remarks } = context
  const place = row.place(column)
  const drop = (why: string): null => {
    remarks.note(
      place,
      'expression_not_carried',
      `The expression was left out: ${why}. ${consequences[column] ?? ''}`.trim(),
    )
    return null
  }
  const straight = parseExpression(written).ok ? written : straightened(written)
  const plain = withEntries(withLookups(straight, context.optionsOf), context)
  if (/\$\{last-saved#/.test(plain)) return drop('answers of another person are not at hand')
  let missing: string | null = null
  let lost: string | null = null
  let ambiguous: string | null = null
  const named = plain.replace(shownName, (_, inside: string) => {
    const name = inside.trim()
    if (name.startsWith(entriesMark)) return `\${${name.slice(entriesMark.length)}}`
    const ids = context.names.idsNamed(name)
    if (context.repeats.has(name)) lost ??= name
    if (ids.length === 0 && !context.repeats.has(name)) missing ??= name
    if (ids.length > 1) ambiguous ??= name
    const id = ids[0] ?? 'none'
    if (context.notCarried.has(id)) lost ??= name
    return `\${${id}}`
  })
  if (missing !== null) {
    remarks.fault(
      place,
      'unknown_item',
      `No row of the survey has the name "${missing}". Check its spelling.`,
    )
    return null
  }
  if (ambiguous !== null) {
    remarks.fault(
      place,
      'name_ambiguous',
      `More than one row of the survey has the name "${ambiguous}". Give each its own name.`,
    )
    return null
  }
  const without = withoutCounterpartIn(plain)
  if (without !== null) return drop(`${without.name}( ) has no counterpart, for ${without.why}`)
  if (/(?:^|[\s(=,])(\.\.?\/|\/\w|current\()/.test(outsideOfTexts(plain)))
    return drop('paths have no meaning here')
  if (lost !== null) return drop(`"${lost}" was not carried`)
  // In texts an answer is shown by its words anyway.
  const worded = named.replace(/jr:choice-name\(\s*(\$\{\w+\})\s*,\s*(['"])\s*\1\s*\2\s*\)/g, '$1')
  if (worded !== named || asksForLabel(straight))
    remarks.note(
      place,
      'choice_name_taken',
      'Where the words of an option are asked for, the answer itself is given; in texts its words are shown.',
    )
  if (/jr:choice-name/.test(worded))
    return drop('jr:choice-name( ) is known only for an answer and its own question')
  const dated = worded.replace(/\b(?:today|now)\(\s*\)/g, () => `\${${context.today()}}`)
  const text = dated.replace(/\bformat-date-time\(/g, 'format-date(')
  const parsed = parseExpression(text)
  // With the names of an outer repeat it takes more values than here.
  if (!parsed.ok && /\bindexed-repeat\(/.test(text)) return drop('a repeat in a repeat is not known here')
  if (!parsed.ok) {
    const [fault] = parsed.problems
    remarks.fault(place, 'expression_not_readable', fault?.message ?? 'The expression cannot be read.')
    return null
  }
  const recoded = withCodesOfHere(parsed.value, context.names.idOfRow(row.number), context)
  return recoded === parsed.value ? text : expressionText(recoded)
}

/** Stands before the id of a repeat whose number of entries is meant. */
const entriesMark = '='

/** An expression with what it says of repeats as it is said here: their number of entries by their name, the number of an entry as position( ). */
function withEntries(text: string, { repeats, repeatOf, names }: ExpressionContext): string {
  const marked = (name: string): string | null => {
    const repeatId = repeats.get(name) ?? repeatOf(names.idsNamed(name)[0] ?? '')
    return repeatId === null || repeatId === '' ? null : `\${${entriesMark}${repeatId}}`
  }
  return text
    .replace(/\bposition\(\s*\.\.(?:\/\.\.)*\s*\)/g, 'position()')
    .replace(/\bcount\(\s*\$\{\s*([^}]*?)\s*\}\s*\)/g, (written, name: string) => marked(name) ?? written)
    .replace(
      /(\bindexed-repeat\(\s*\$\{[^}]*\}\s*,\s*)\$\{\s*([^}]*?)\s*\}/g,
      (written, head: string, name: string) =>
        `${head}${(repeats.has(name) && marked(name)) || written.slice(head.length)}`,
    )
}

/** An expression with the codes that options have here in place of their names in the form; the same one where none differs. */
function withCodesOfHere(
  expression: Expression,
  ownId: string,
  { renamedCode }: ExpressionContext,
): Expression {
  const codes = new Map<Expression, string>()
  visit(expression, (part) => {
    const compared = comparedCode(part)
    if (compared === null) return
    const { answer, code } = compared
    const renamed = renamedCode(answer.kind === 'self' ? ownId : answer.itemId, code.value)
    if (renamed !== null) codes.set(code, renamed)
  })
  if (codes.size === 0) return expression
  return withParts(expression, (part) => {
    const value = codes.get(part)
    return value === undefined || part.kind !== 'text' ? part : { ...part, value }
  })
}

/**
 * Texts of a form with the names of the questions whose answers they show as ids here. A name that is not there is a fault; one
 * that was not carried leaves a gap.
 */
export function carryTexts(
  texts: LanguageMap,
  row: FormRow,
  column: string,
  { names, notCarried, repeats, isOwnForm, remarks }: ExpressionContext,
): LanguageMap {
  const said = new Set<string>()
  const say = (name: string, tell: () => void) => {
    if (!said.has(name)) tell()
    said.add(name)
  }
  const carried = (text: string) =>
    text.replace(shownName, (written, inside: string) => {
      if (isOwnForm && namedInText(written).length === 0) return written
      const name = inside.trim().replace(/^last-saved#/, '')
      const ids = names.idsNamed(name)
      if (ids.length === 0 && !repeats.has(name))
        say(name, () =>
          remarks.fault(
            row.place(column),
            'unknown_item',
            `The text shows the answer of "${name}", and no row of the survey has this name. Check its spelling.`,
          ),
        )
      const id = ids.find((one) => !notCarried.has(one)) ?? repeats.get(name)
      if (id !== undefined && id !== '') return `\${${id}}`
      say(name, () =>
        remarks.note(
          row.place(column),
          'text_with_gap',
          `The text shows the answer of "${name}", which was not carried. A gap stands there.`,
        ),
      )
      return '…'
    })
  return Object.fromEntries(Object.entries(texts).map(([language, text]) => [language, carried(text)]))
}

/**
 * Whether an answer is needed, by an expression. One that names no question is the same for everybody, and stands as that.
 *
 * @returns null for one that looks at the answer itself, or is words and no expression
 */
export function requiredByExpression(text: string): string | boolean | null {
  const parsed = parseExpression(text)
  if (!parsed.ok) return text
  let isOfNone = false
  visit(parsed.value, ({ kind }) => {
    if (kind === 'self' || kind === 'attribute') isOfNone = true
  })
  if (isOfNone) return null
  if (referencesOf(parsed.value).length > 0) return text
  return isTrue(evaluate(parsed.value, { itemValue: () => '' }))
}

/** What it means for a question that an expression was left out. */
export const consequences: Readonly<Record<string, string>> = {
  relevant: 'So this is asked of everybody.',
  constraint: 'So any answer of its type is taken.',
  choice_filter: 'So every option of the list is offered.',
  required: 'So an answer is not required.',
  calculation: 'So this is not calculated.',
  default: 'So nothing is filled in beforehand.',
  repeat_count: 'So it is asked after each entry whether there is another.',
}

/** Word processors turn quotation marks; no expression means them so. Spaces that do not break become plain ones. */
function straightened(text: string): string {
  return text
    .replace(/[\u2018\u2019\u201a\u2032]/g, "'")
    .replace(/[\u201c\u201d\u201e\u2033]/g, '"')
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .trim()
}

function outsideOfTexts(text: string): string {
  return text.replace(/'[^']*'|"[^"]*"/g, "''")
}

function withoutCounterpartIn(text: string): { readonly name: string; readonly why: string } | null {
  for (const [, name = ''] of outsideOfTexts(text).matchAll(/([A-Za-z][\w:-]*)\s*\(/g)) {
    const why = own(withoutCounterpart, name)
    if (why !== undefined) return { name, why }
  }
  return null
}
