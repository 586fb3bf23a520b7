import type { Problem } from '../../result'
import { charactersOfACell } from '../../workbook/cell-xml'
import type { TableDescription } from '../table-description'

const rowsOfASheet = 1_048_576
const columnsOfASheet = 16_384

/** Everything about a table that an Excel workbook cannot hold, each with its place and remedy. */
export function xlsxProblems(table: TableDescription): readonly Problem[] {
  const categories = table.variables.flatMap((variable) =>
    variable.type === 'categorical' ? variable.categories : [],
  )
  return [
    ...when(table.rowCount + 1 > rowsOfASheet, {
      path: 'rows',
      code: 'xlsx_too_many_rows',
      message: `The table has ${table.rowCount} rows, and an Excel sheet holds ${rowsOfASheet - 1} below its header. Export fewer responses, or take CSV or Parquet.`,
      params: { rows: table.rowCount, limit: rowsOfASheet - 1 },
    }),
    ...when(table.variables.length > columnsOfASheet, {
      path: 'variables',
      code: 'xlsx_too_many_columns',
      message: `The table has ${table.variables.length} columns, and an Excel sheet holds ${columnsOfASheet}; the first that does not fit is "${table.variables[columnsOfASheet]?.name}". Export fewer columns, or take CSV or Parquet.`,
      params: { columns: table.variables.length, limit: columnsOfASheet },
    }),
    ...when(categories.length + 1 > rowsOfASheet, {
      path: 'variables',
      code: 'xlsx_too_many_values',
      message: `The variables have ${categories.length} categories together, and the sheet "values" holds ${rowsOfASheet - 1}. Export fewer columns, or take CSV or Parquet.`,
      params: { values: categories.length, limit: rowsOfASheet - 1 },
    }),
    ...table.variables.flatMap((variable, index) => {
      // One place is kept for the apostrophe of a neutralised text.
      const limit = charactersOfACell - 1
      const place = `variables[${index}]`
      const tooLong = (part: string, words: string): Problem => ({
        path: `${place}.${part}`,
        code: 'xlsx_text_too_long',
        message: `Column "${variable.name}": ${words} longer than the ${limit} characters that a cell of Excel holds. Shorten it, leave the column out, or take CSV or Parquet.`,
        params: { column: variable.name, limit },
      })
      return [
        // A character takes one byte at least, so texts of fewer bytes always fit.
        ...when(
          variable.type === 'text' && variable.maxBytes > limit,
          tooLong('maxBytes', 'its texts may be'),
        ),
        ...when(variable.label.length > limit, tooLong('label', 'its label is')),
        ...when(variable.question.length > limit, tooLong('question', 'its question is')),
        ...(variable.type === 'categorical' ? variable.categories : []).flatMap((category, at) =>
          when(
            category.label.length > limit,
            tooLong(`categories[${at}].label`, `the label of "${category.code}" is`),
          ),
        ),
      ]
    }),
  ]
}

function when(isSo: boolean, problem: Problem): readonly Problem[] {
  return isSo ? [problem] : []
}
