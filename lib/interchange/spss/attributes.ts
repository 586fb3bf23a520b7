import { cutToBytes, oneLine, utf8 } from '../utf8'
import type { SavColumn } from './columns'
import { mostLabelBytes } from './limits'

/**
 * Custom attributes, which SPSS shows in the variable view: what the labels are too short for.
 *
 * @param values values by attribute; an attribute without a value that says something is left out
 */
export function attributes(values: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(values)
    .map(([name, list]) => [name, list.map(attributeValue).filter((value) => value !== '')] as const)
    .filter(([, list]) => list.length > 0)
    .map(([name, list]) => `${name}(${list.map((value) => `'${value}'\n`).join('')})`)
    .join('')
}

/**
 * The attributes of a variable: `group` in the questionnaire, `question` in full, and where they are too long for labels the
 * whole `label` and the whole labels of `categories`, each after its value.
 */
export function variableAttributes(column: SavColumn): string {
  const { group, question, label } = column.variable
  const isLong = (text: string, most: number) => utf8(text).length > most
  const categories = column.variable.type === 'categorical' ? column.variable.categories : []
  const written = attributes({
    group: [group],
    question: [question],
    label: isLong(label, mostLabelBytes.variable) ? [label] : [],
    categories: categories
      .filter((category) => isLong(category.label, mostLabelBytes.value))
      .map((category) => `${category.value} = ${category.label}`),
  })
  return written === '' ? '' : `${column.name}:${written}`
}

const mostAttributeBytes = 32_767

/** The record has no way to write the end of a line inside a value. */
function attributeValue(value: string): string {
  return cutToBytes(oneLine(value), mostAttributeBytes)
}
