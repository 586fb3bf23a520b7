import { expect, test } from 'vitest'
import { sampleTable, sampleVariables } from '../fixtures/tables'
import type { Variable } from '../microdata'
import { xlsxProblems } from './limits'

const table = sampleTable([])

test('the sample fits', () => {
  expect(xlsxProblems(table)).toEqual([])
})

test('the last row that fits, and the first that does not', () => {
  expect(xlsxProblems({ ...table, rowCount: 1_048_575 })).toEqual([])
  const [problem] = xlsxProblems({ ...table, rowCount: 1_048_576 })
  expect(problem).toMatchObject({ code: 'xlsx_too_many_rows', params: { limit: 1_048_575 } })
})

test('too many columns: the first that does not fit is named', () => {
  const variables = Array.from(
    { length: 16_385 },
    (_, index): Variable => ({
      name: `c${index}`,
      label: '',
      question: '',
      group: '',
      type: 'date',
    }),
  )
  expect(xlsxProblems({ ...table, variables: variables.slice(1) })).toEqual([])
  expect(xlsxProblems({ ...table, variables }).map(({ message }) => message)).toEqual([
    'The table has 16385 columns, and an Excel sheet holds 16384; the first that does not fit is "c16384". Export fewer columns, or take CSV or Parquet.',
  ])
})

test('every text that is too long is named with its column', () => {
  const long = 'x'.repeat(32_767)
  const variables = sampleVariables.map((variable): Variable => {
    if (variable.name === 'remark' && variable.type === 'text') return { ...variable, maxBytes: 32_767 }
    if (variable.name === 'Age') return { ...variable, label: long }
    if (variable.name === 'safety' && variable.type === 'categorical') {
      return { ...variable, question: long, categories: [{ code: 'low', value: 1, label: long }] }
    }
    return variable
  })
  expect(xlsxProblems({ ...table, variables }).map(({ path, code }) => [path, code])).toEqual([
    ['variables[2].question', 'xlsx_text_too_long'],
    ['variables[2].categories[0].label', 'xlsx_text_too_long'],
    ['variables[4].label', 'xlsx_text_too_long'],
    ['variables[6].maxBytes', 'xlsx_text_too_long'],
  ])
})
