import type { Problem } from '../../result'
import type { TableDescription } from '../table-description'

/** The column of the reasons for the missing values of a variable. */
export function reasonName(name: string): string {
  return `${name}__missing`
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
