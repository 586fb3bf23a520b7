import type { SchemaElement } from 'hyparquet'
import type { Problem } from '../../result'
import { cellForm, misfit } from '../cells'
import type { Cell, Variable } from '../microdata'
import type { TableDescription } from '../table-description'

/** What a variable is in a Parquet file. */
export type ParquetColumn = {
  readonly name: string
  readonly element: SchemaElement
  /** Whether its least and largest value say something to a reader that skips parts of the file. */
  readonly hasOrder: boolean
  readonly storedValue: (cell: Cell, row: number) => string | number | null
}

const textElement = (name: string): SchemaElement => ({
  name,
  type: 'BYTE_ARRAY',
  converted_type: 'UTF8',
  logical_type: { type: 'STRING' },
  repetition_type: 'OPTIONAL',
})

/** The column of the reasons for the missing values of a variable. */
export function reasonName(name: string): string {
  return `${name}__missing`
}

export function parquetColumn(variable: Variable): ParquetColumn {
  const { name } = variable
  const isWhole = variable.type === 'number' && fitsInt32(variable)
  const categories = new Map(
    variable.type === 'categorical' ? variable.categories.map(({ code, value }) => [value, code]) : [],
  )
  const form = cellForm<(row: number) => string | number | null>(variable, {
    category: (value) => {
      const code = categories.get(value)
      return code === undefined ? undefined : () => code
    },
    number: (value) => (row) => {
      if (isWhole && (value | 0) !== value) throw misfit(variable, row, 'a whole number within its bounds')
      return value
    },
    text: (value) => () => value,
    date: (_, day) => () => day,
    missing: () => nothing,
  })
  return {
    name,
    element: elementOf(variable, isWhole),
    hasOrder: variable.type === 'number' || variable.type === 'date',
    storedValue: (cell, row) => form(cell, row)(row),
  }
}

const nothing = () => null

function elementOf(variable: Variable, isWhole: boolean): SchemaElement {
  const { name } = variable
  switch (variable.type) {
    case 'categorical':
    case 'text':
      return textElement(name)
    case 'number':
      return { name, type: isWhole ? 'INT32' : 'DOUBLE', repetition_type: 'OPTIONAL' }
    case 'date':
      return {
        name,
        type: 'INT32',
        converted_type: 'DATE',
        logical_type: { type: 'DATE' },
        repetition_type: 'OPTIONAL',
      }
  }
}

function fitsInt32(variable: Extract<Variable, { readonly type: 'number' }>): boolean {
  const { decimals, min, max } = variable
  return decimals === 0 && min !== null && max !== null && min >= -(2 ** 31) && max < 2 ** 31
}

/** The columns of a file: the variables, then the reasons of some of them. */
export function schemaOf(
  columns: readonly ParquetColumn[],
  withReasons: readonly ParquetColumn[],
): SchemaElement[] {
  return [
    { name: 'schema', num_children: columns.length + withReasons.length },
    ...columns.map(({ element }) => element),
    ...withReasons.map(({ name }) => textElement(reasonName(name))),
  ]
}

/** What labels, questions and categories mean, for whoever opens the file without its codebook. */
export function codebookMetadata(table: TableDescription): string {
  const { name, title, language, madeOn, missingLabels, variables } = table
  return JSON.stringify({ name, title, language, madeOn, missingLabels, variables })
}

/** What a Parquet file cannot hold: two columns of one name. */
export function parquetProblems(table: TableDescription): readonly Problem[] {
  const taken = new Map(table.variables.map(({ name }) => [name.toLowerCase(), name]))
  return table.variables.flatMap(({ name }, index): readonly Problem[] => {
    const other = taken.get(reasonName(name).toLowerCase())
    return other === undefined
      ? []
      : [
          {
            path: `variables[${index}].name`,
            code: 'parquet_name_taken',
            message: `Column "${other}" has the name under which a Parquet file keeps the reasons for missing values of "${name}". Rename "${other}", or leave it out.`,
            params: { column: other, of: name },
          },
        ]
  })
}
