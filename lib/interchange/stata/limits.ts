import type { Problem } from '../../result'
import type { Microdata } from '../microdata'
import { tableProblems } from '../table-problems'
import { dtaColumns } from './columns'
import { storageTypes } from './missing-codes'

/** Characters that Stata keeps of labels, and bytes of a value's label and of a note; longer ones are cut. */
export const mostOf = {
  labelCharacters: 80,
  valueLabelBytes: 32_000,
  noteBytes: 67_784,
} as const

const limits = { ending: '.dta', mostColumns: 32_767, mostRows: 2_147_483_620 } as const
const mostRowBytes = 1_048_576
const mostTextBytes = 2_000_000_000

/**
 * What keeps a table from being written as .dta, every problem at once; empty when it can be written. Labels and names that are too
 * long are no problem: they are cut, and the whole stands in notes and in the codebook.
 */
export function dtaProblems(table: Pick<Microdata, 'variables' | 'rowCount'>): readonly Problem[] {
  const problems = [...tableProblems(table, limits)]
  table.variables.forEach((variable, place) => {
    if (variable.type === 'text' && variable.maxBytes > mostTextBytes) {
      problems.push({
        path: `variables[${place}]`,
        code: 'text_too_long',
        message: `Column "${variable.name}" has texts of up to ${variable.maxBytes} bytes; Stata keeps ${mostTextBytes}. Leave the column out.`,
        params: { column: variable.name, most: mostTextBytes, bytes: variable.maxBytes },
      })
    }
    if (variable.type === 'categorical') {
      const { least, most } = storageTypes.long
      variable.categories.forEach(({ code, value }, number) => {
        if (value >= least && value <= most) return
        problems.push({
          path: `variables[${place}].categories[${number}].value`,
          code: 'category_value_too_large',
          message: `Column "${variable.name}": the category "${code}" stands for ${value}; Stata labels ${least} to ${most}. Give it a smaller number.`,
          params: { column: variable.name, category: code },
        })
      })
    }
  })
  return [...problems, ...rowProblems(table)]
}

/** The column with which a row becomes too wide. */
function rowProblems(table: Pick<Microdata, 'variables'>): readonly Problem[] {
  let bytes = 0
  for (const [place, column] of dtaColumns(table.variables).entries()) {
    bytes += column.bytes
    if (bytes > mostRowBytes) {
      return [
        {
          path: `variables[${place}]`,
          code: 'row_too_wide',
          message: `A row in Stata takes at most ${mostRowBytes} bytes, and is full at column "${column.variable.name}". Leave out columns with long texts, or write CSV or Parquet.`,
          params: { column: column.variable.name, most: mostRowBytes },
        },
      ]
    }
  }
  return []
}
