import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utils, write } from '@e965/xlsx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandLine } from './testing/command-line'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'foothold-survey-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Calls the command line as somebody would, in a data folder of its own. */
function foothold(line: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...commandLine, ...line.split(' ')], {
    encoding: 'utf8',
    env: { ...process.env, FOOTHOLD_DATA_DIR: join(folder, 'data') },
  })
  return { status, stdout, stderr }
}

test('a later wave is made, and the people of a file are followed into it', () => {
  const create = 'survey create --questionnaire migrant-short --title Harbour'
  expect(foothold(`${create} --slug one`).stdout).toBe('one\n')
  const refused = foothold(`${create} --slug two --continues none`)
  expect([refused.status, refused.stdout]).toEqual([2, ''])
  expect(refused.stderr).toContain('continues: There is no round "none"')
  expect(foothold(`${create} --slug two --continues one`).stdout).toBe('two\n')
  expect(foothold(`${create} --slug again --continues one`).stderr).toContain('wave: This study has a wave 2')
  const file = join(folder, 'rows.csv')
  writeFileSync(file, 'id,gender\n1,woman\n2,man\n')
  expect(JSON.parse(foothold(`responses import --survey one ${file}`).stdout)).toMatchObject({ linked: 0 })
  writeFileSync(file, 'id,gender\n2,man\n3,man\n')
  const { stdout, stderr } = foothold(`responses import --survey two ${file}`)
  expect(JSON.parse(stdout)).toMatchObject({ added: 2, linked: 1 })
  expect(stderr).toContain('1 linked to an earlier wave')
}, 60_000)

test('a workbook is imported as the same table in CSV is', () => {
  foothold('survey create --questionnaire migrant-short --title Quay --slug quay')
  const table = [
    ['id', 'gender', 'life_control', 'feel_safe'],
    ['a', 'woman', 7, 'mostly'],
    ['b', 'man', 3, null],
    ['c', 'woman', null, 'never'],
  ]
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(table), 'answers')
  for (const bookType of ['xlsx', 'xls'] as const) {
    const file = join(folder, `rows.${bookType}`)
    writeFileSync(file, write(book, { bookType, type: 'buffer' }))
    const { stdout, stderr } = foothold(`responses import --survey quay ${file}`)
    expect(stderr).not.toContain('problems')
    expect(JSON.parse(stdout)).toMatchObject(
      bookType === 'xlsx' ? { rows: 3, added: 3 } : { added: 0, alreadyThere: 3 },
    )
  }
  const csv = join(folder, 'same.csv')
  writeFileSync(csv, table.map((row) => `${row.map((cell) => cell ?? '').join(',')}\n`).join(''))
  expect(JSON.parse(foothold(`responses import --survey quay ${csv}`).stdout)).toMatchObject({
    alreadyThere: 3,
  })
  const broken = join(folder, 'broken.xlsx')
  writeFileSync(broken, 'no workbook')
  expect(foothold(`responses import --survey quay ${broken}`).stderr).toContain('no Excel workbook')
}, 60_000)

test('who was asked is kept, number by number, and gives the rates', () => {
  const wrong = foothold('survey fieldwork one --asked some')
  expect([wrong.status, wrong.stdout]).toEqual([2, ''])
  expect(wrong.stderr).toContain('--asked some: Give a whole number of people')
  const few = foothold('survey fieldwork one --asked 1')
  expect([few.status, few.stdout]).toEqual([2, ''])
  expect(few.stderr).toContain('asked: 2 people have answered, so at least 2 were asked.')
  foothold('survey fieldwork one --asked 10 --not-reached 3')
  const { status, stdout } = foothold('survey fieldwork one --refused 1')
  expect(status).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    counted: { asked: 10, refused: 1, notReached: 3, notEligible: null },
    rates: { value: { response: { share: 0.2 }, refusal: { share: 0.1 }, contact: { share: 0.3 } } },
  })
  expect(JSON.parse(foothold('survey fieldwork one').stdout).counted.asked).toBe(10)
}, 60_000)
