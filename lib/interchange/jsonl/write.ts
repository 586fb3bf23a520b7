import { utf8Chunks } from '../byte-chunks'
import { cellForm, numberedRows } from '../cells'
import { type Cell, type Microdata, missing } from '../microdata'

/**
 * A table as JSON lines: an object a row, with a key for each variable. Categories are codes, numbers numbers, dates and texts strings.
 * A cell without a value is null; its reason stands under `$missing` (a key that no variable can have): `{"age": null, "$missing": {"age":
 * "refused"}}`. A null without a reason was not asked.
 *
 * @throws RangeError when a cell does not fit its variable
 */
export function writeJsonLines(table: Microdata): AsyncGenerator<Uint8Array> {
  return utf8Chunks(lines(table))
}

async function* lines(table: Microdata): AsyncGenerator<string> {
  const columns = table.variables.map((variable) => {
    const categories = new Map(
      variable.type === 'categorical'
        ? variable.categories.map((category) => [category.value, JSON.stringify(category.code)])
        : [],
    )
    const write = cellForm(variable, {
      category: (value) => categories.get(value),
      number: (value) => JSON.stringify(value),
      text: (value) => JSON.stringify(value),
      date: (value) => JSON.stringify(value),
      missing: () => 'null',
    })
    return { key: JSON.stringify(variable.name), write }
  })

  for await (const [row, cells] of numberedRows(table)) {
    let values = ''
    let reasons = ''
    for (const [index, { key, write }] of columns.entries()) {
      const cell = cells[index]
      if (cell === undefined) continue
      values += `${index > 0 ? ',' : ''}${key}:${write(cell, row)}`
      const reason = reasonOf(cell)
      if (reason !== null) reasons += `${reasons === '' ? '' : ','}${key}:"${reason}"`
    }
    yield reasons === '' ? `{${values}}\n` : `{${values}${values === '' ? '' : ','}"$missing":{${reasons}}}\n`
  }
}

function reasonOf(cell: Cell): string | null {
  if (typeof cell !== 'object' || cell.missing === missing.not_asked.missing) return null
  return cell.missing
}
