import type { Problem } from '../../result'
import type { Microdata } from '../microdata'
import { tableProblems } from '../table-problems'
import { lowestValue, textWidth } from './columns'
import { numericCodes } from './missing-codes'

/** Bytes of labels that SPSS keeps; longer ones are cut. The documented 256 of a variable's label are 255 in older releases. */
export const mostLabelBytes = { file: 64, variable: 255, value: 120 } as const

const limits = { ending: '.sav', mostColumns: 32_767, mostRows: 2 ** 31 - 1 } as const
const mostTextBytes = 32_767

/**
 * What keeps a table from being written as .sav, every problem at once; empty when it can be written. Labels and names that are
 * too long are no problem: they are cut, and the whole stands in the attributes and the codebook.
 */
export function savProblems(table: Pick<Microdata, 'variables' | 'rowCount'>): readonly Problem[] {
  const problems = [...tableProblems(table, limits)]
  table.variables.forEach((variable, place) => {
    if (variable.type === 'text' && textWidth(variable) > mostTextBytes) {
      problems.push({
        path: `variables[${place}]`,
        code: 'text_too_long',
        message: `Column "${variable.name}" has texts of up to ${variable.maxBytes} bytes; SPSS keeps ${mostTextBytes}. Leave the column out, or write CSV, Stata or Parquet.`,
        params: { column: variable.name, most: mostTextBytes, bytes: variable.maxBytes },
      })
    }
    if (variable.type !== 'text' && numericCodes(lowestValue(variable)) === null) {
      problems.push({
        path: `variables[${place}]`,
        code: 'no_missing_codes',
        message: `Column "${variable.name}" can have values so low that no code below them is left for missing ones. Give it a least value above -999999999999995.`,
        params: { column: variable.name },
      })
    }
  })
  return problems
}
