import { missingKinds } from '../microdata'
import { harmlessCode, harmlessText, spreadsheetMissing } from '../spreadsheet-text'
import type { TableDescription } from '../table-description'

/** The sheets that say what the cells of `data` mean; a row after the other, the first with the names of the columns. */

export type SheetRow = readonly (string | number)[]

/** A row for each variable: what it is called, what was asked, how it is measured. */
export function* variablesSheet(table: TableDescription): Generator<SheetRow> {
  yield ['name', 'label', 'question', 'type', 'unit', 'group', 'level']
  for (const variable of table.variables) {
    yield [
      variable.name,
      harmlessText(variable.label),
      harmlessText(variable.question),
      variable.type,
      variable.type === 'number' ? harmlessText(variable.unit) : '',
      harmlessText(variable.group),
      variable.type === 'categorical' ? variable.level : '',
    ]
  }
}

/** A row for each category of each variable: its code, the number that stands for it, its label. */
export function* valuesSheet(table: TableDescription): Generator<SheetRow> {
  yield ['variable', 'code', 'value', 'label']
  for (const variable of table.variables) {
    if (variable.type !== 'categorical') continue
    for (const { code, value, label } of variable.categories) {
      yield [variable.name, harmlessCode(code), value, harmlessText(label)]
    }
  }
}

/** An empty code says that the cell is empty. */
export function* missingSheet(table: TableDescription): Generator<SheetRow> {
  yield ['code', 'reason', 'label']
  for (const kind of missingKinds) {
    yield [spreadsheetMissing[kind], kind, harmlessText(table.missingLabels[kind])]
  }
}
