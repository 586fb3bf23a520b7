import type { Problem } from '../result'
import type { Microdata } from './microdata'

export type TableLimits = {
  /** Ending of the file, as messages name it: `.sav`. */
  readonly ending: string
  readonly mostColumns: number
  readonly mostRows: number
}

/** What every format with value labels asks of a table: columns, not too many of them or of rows, and a whole number for each category. */
export function tableProblems(
  table: Pick<Microdata, 'variables' | 'rowCount'>,
  limits: TableLimits,
): readonly Problem[] {
  const { variables, rowCount } = table
  const { ending, mostColumns, mostRows } = limits
  const problems: Problem[] = []
  const firstTooMany = variables[mostColumns]
  if (variables.length === 0) {
    problems.push({
      path: 'variables',
      code: 'no_columns',
      message: 'The table has no column. Choose at least one.',
    })
  }
  if (firstTooMany !== undefined) {
    problems.push({
      path: `variables[${mostColumns}]`,
      code: 'too_many_columns',
      message: `A ${ending} file holds ${mostColumns} columns, the table has ${variables.length}: from "${firstTooMany.name}" on there is no room. Choose fewer columns, or write CSV or Parquet.`,
      params: { most: mostColumns, columns: variables.length, column: firstTooMany.name },
    })
  }
  if (rowCount > mostRows) {
    problems.push({
      path: 'rowCount',
      code: 'too_many_rows',
      message: `A ${ending} file holds ${mostRows} rows, the table has ${rowCount}. Filter the rows, or write CSV or Parquet.`,
      params: { most: mostRows, rows: rowCount },
    })
  }
  return [...problems, ...categoryProblems(variables)]
}

function categoryProblems(variables: Microdata['variables']): readonly Problem[] {
  const problems: Problem[] = []
  variables.forEach((variable, place) => {
    if (variable.type !== 'categorical') return
    const seen = new Set<number>()
    variable.categories.forEach(({ code, value }, number) => {
      const path = `variables[${place}].categories[${number}].value`
      const params = { column: variable.name, category: code }
      if (!Number.isSafeInteger(value)) {
        problems.push({
          path,
          code: 'category_value_not_whole',
          message: `Column "${variable.name}": the category "${code}" stands for ${value}. Give it a whole number.`,
          params,
        })
      } else if (seen.has(value)) {
        problems.push({
          path,
          code: 'category_value_repeated',
          message: `Column "${variable.name}": the category "${code}" stands for ${value}, as one before it does. Give each its own number.`,
          params,
        })
      }
      seen.add(value)
    })
  })
  return problems
}
