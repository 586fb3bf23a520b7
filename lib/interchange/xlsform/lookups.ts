import type { ResponseOption } from '../../questionnaire/definition'
import type { Expression } from '../../questionnaire/expression'
import { expressionText } from '../../questionnaire/expression-text'

/*
 * Forms look up what the choices sheet says of a chosen option: `instance('towns')/root/item[name = ${town}]/region`. There are no paths here;
 * the same is said with the options themselves.
 */

const lookup =
  /instance\(\s*(?:'([^']*)'|"([^"]*)")\s*\)\s*\/\s*root\s*\/\s*item\s*\[\s*name\s*=\s*(\$\{[^}]*\})\s*\]\s*\/\s*([\w:-]+)/g

/** Options beyond which a look-up would make an expression that nobody can read. */
const mostOptions = 300

/** Whether an expression asks for the words of an option. */
export function asksForLabel(written: string): boolean {
  return [...written.matchAll(lookup)].some(([, , , , column]) => column === 'label')
}

/**
 * An expression of a form in which each look-up of a column stands as what it gives, option by option; that of a label as the answer itself.
 *
 * @param optionsOf the options of a list of the form; none where there is no such list
 */
export function withLookups(written: string, optionsOf: (list: string) => readonly ResponseOption[]): string {
  return written.replace(lookup, (whole, single, double, reference: string, column: string) => {
    const options = optionsOf(String(single ?? double))
    if (options.length === 0 || options.length > mostOptions) return whole
    return column === 'label' ? reference : (valueByOption(options, reference, column) ?? whole)
  })
}

/** @returns null where no option has the column, or a value cannot be written in an expression */
function valueByOption(options: readonly ResponseOption[], reference: string, column: string): string | null {
  const codesByValue = new Map<string, string[]>()
  for (const { code, attributes = {} } of options) {
    const value = Object.hasOwn(attributes, column) ? (attributes[column] ?? '') : ''
    if (value === '') continue
    if (value.includes("'") && value.includes('"')) return null
    codesByValue.set(value, [...(codesByValue.get(value) ?? []), code])
  }
  if (codesByValue.size === 0) return null
  const text = (value: string): Expression => ({ kind: 'text', value, at: 0 })
  const cases = [...codesByValue].map(([value, codes]) => {
    const isOne = codes.map((code) => `${reference} = ${expressionText(text(code))}`).join(' or ')
    return `if(${isOne}, ${expressionText(text(value))}, '')`
  })
  return cases.length === 1 ? String(cases[0]) : `concat(${cases.join(', ')})`
}
