import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readProfile } from '@/db/profiles'
import { importQuestionnaire } from '@/db/questionnaires'
import { importResponses } from '@/db/response-import'
import { createRound } from '@/db/rounds'
import { openFreshStore, operator } from '@/db/testing/actors'
import { mappingSchema, mapRow, missingColumns } from '@/lib/interchange/csv/mapping'

const folder = 'docs/examples/libya-2021'
const json = (name: string): unknown => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'))
const cells: readonly Readonly<Record<string, string>>[] = parse(readFileSync(`${folder}/responses.csv`), {
  columns: true,
})
const mapping = mappingSchema.parse(json('mapping.json'))

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeAll(async () => {
  fresh = await openFreshStore()
  await importQuestionnaire(operator, json('questionnaire.json'))
  await createRound(operator, {
    title: 'Libya',
    slug: 'libya',
    questionnaireId: 'libya-msna-2021',
    open: true,
  })
})
afterAll(() => fresh.remove())

function rows() {
  return cells.map((row, place) => {
    const mapped = mapRow(mapping, row, place + 2)
    if (!mapped.ok) throw new Error(JSON.stringify(mapped.problems))
    return { row: place + 2, ...mapped.value }
  })
}

test('all 1,554 real rows are carried over, once', async () => {
  expect(missingColumns(mapping, Object.keys(cells[0] ?? {}))).toEqual([])
  expect(await importResponses(operator, 'libya', rows())).toEqual({
    added: 1554,
    alreadyThere: 0,
    linked: 0,
    problems: [],
  })
  expect(await importResponses(operator, 'libya', rows())).toEqual({
    added: 0,
    alreadyThere: 1554,
    linked: 0,
    problems: [],
  })
}, 60_000)

test('the profile says what the columns say, counted by hand', async () => {
  const profile = await readProfile(operator, 'libya', { by: ['gender'], exact: true })
  for (const [band, sex] of [
    ['woman', 'female'],
    ['man', 'male'],
  ] as const) {
    const own = cells.filter((row) => row.resp_sex === sex)
    const cell = profile.cells.find(({ group }) => group.gender === band)
    if (cell === undefined || cell.suppressed) throw new Error(band)
    expect(cell.n).toBe(own.length)
    // Safety and support are the two halves of intangible security; one is enough for a score.
    const safety: Record<string, number> = {
      Safe: 100,
      somewhat_safe: 67,
      somewhat_unsafe: 33,
      very_unsafe: 0,
    }
    const scores = own.flatMap((row) => {
      const safe = safety[row.feeling_safe ?? '']
      const isSilent = row.support_networks === 'dk' || row.support_networks === 'dwta'
      const support = isSilent ? undefined : row['support_networks/no_one'] === '1' ? 0 : 100
      const known = [safe, support].filter((score) => score !== undefined)
      return known.length === 0 ? [] : [known.reduce((sum, score) => sum + score, 0) / known.length]
    })
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length
    expect(cell.dimensions.intangible_security?.mean).toBeCloseTo(mean, 8)
  }
})

test('a value that the mapping does not name is refused with its column', () => {
  const [first] = cells
  const mapped = mapRow(mapping, { ...first, resp_sex: 'other' }, 2)
  expect(mapped.ok ? [] : mapped.problems.map(({ path, code }) => [path, code])).toEqual([
    ['resp_sex', 'value_unknown'],
  ])
})
