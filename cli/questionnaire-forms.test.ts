import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeWorkbook } from '@/lib/workbook/write'
import { commandLine } from './testing/command-line'

const forms = fileURLToPath(new URL('../lib/interchange/xlsform/fixtures/', import.meta.url))
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'foothold-forms-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function foothold(data: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...commandLine, ...args], {
    encoding: 'utf8',
    env: { ...process.env, FOOTHOLD_DATA_DIR: join(folder, data) },
  })
  return { status, stdout, stderr }
}

test('a form with faults is refused, each by its place', () => {
  const form = join(forms, 'pyxform-bug-calculate_without_calculation.xls')
  const looked = foothold('one', 'questionnaire', 'validate', form)
  expect(looked.status).toBe(2)
  expect(looked.stdout).toBe(
    'survey, row 34, column "calculation": The calculation is missing. Write one in the column "calculation".\n',
  )
  const taken = foothold('one', 'questionnaire', 'import', form)
  expect([taken.status, taken.stdout]).toEqual([2, ''])
  expect(taken.stderr).toContain('survey, row 34, column "calculation"')
}, 60_000)

test('a form is taken, asked in a round, taken again without harm, and comes back from what is exported', () => {
  const form = join(forms, 'reach-msna-2024-v11.xlsx')
  const taken = foothold('one', 'questionnaire', 'import', form)
  expect(taken.stdout).toBe('reach-msna-2024-v11\n')
  expect(taken.stderr).toContain('Published as version 1.')
  expect(taken.stderr).toMatch(/survey, row \d+, column "type": "start" was left out\./)
  expect(foothold('one', 'questionnaire', 'import', form).stderr).toContain('Published as version 1.')
  const id = taken.stdout.trim()
  const round = foothold(
    'one',
    'survey',
    'create',
    '--questionnaire',
    id,
    '--slug',
    'msna',
    '--title',
    'MSNA',
  )
  expect(round.stdout).toBe('msna\n')

  const exported = join(folder, 'exported.xlsx')
  expect(
    foothold('one', 'questionnaire', 'export', id, '--format', 'xlsform', '--out', exported).status,
  ).toBe(0)
  expect(readFileSync(exported).subarray(0, 2).toString()).toBe('PK')
  expect(foothold('two', 'questionnaire', 'import', exported)).toMatchObject({ status: 0, stdout: `${id}\n` })
  const there = foothold('one', 'questionnaire', 'export', id).stdout
  expect(foothold('two', 'questionnaire', 'export', id).stdout).toBe(there)
}, 120_000)

test('a questionnaire is printed in a language that it has, the same file each time', () => {
  const printed = (name: string) => {
    const out = join(folder, name)
    const call = foothold(
      'one',
      'questionnaire',
      'export',
      'migrant-short',
      '--format',
      'pdf',
      '--language',
      'ar',
      '--out',
      out,
    )
    expect(call.status).toBe(0)
    return readFileSync(out)
  }
  const first = printed('first.pdf')
  expect(first.subarray(0, 5).toString()).toBe('%PDF-')
  expect(printed('again.pdf').equals(first)).toBe(true)

  const refused = foothold(
    'one',
    'questionnaire',
    'export',
    'migrant-short',
    '--format',
    'pdf',
    '--language',
    'xx',
  )
  expect([refused.status, refused.stdout]).toEqual([2, ''])
  expect(refused.stderr).toContain('Choose one of: en, ar')
  const useless = foothold('one', 'questionnaire', 'export', 'migrant-short', '--language', 'ar')
  expect(useless.status).toBe(2)
  expect(useless.stderr).toContain('--language changes nothing beside --format json')
}, 120_000)

test('a questionnaire goes out as an XForm, and no other format is taken', () => {
  const { status, stdout } = foothold('two', 'questionnaire', 'export', 'migrant-short', '--format', 'xform')
  expect(status).toBe(0)
  expect(stdout).toContain('<data id="migrant-short" version="1">')
  expect(stdout.trimEnd().endsWith('</h:html>')).toBe(true)
  expect(foothold('two', 'questionnaire', 'export', 'migrant-short', '--format', 'odt').status).toBe(2)
}, 60_000)

test('the files that a form names come from a folder, or nothing is published', async () => {
  const media = join(folder, 'media')
  mkdirSync(media)
  const form = join(media, 'water.xlsx')
  writeFileSync(
    form,
    await writeWorkbook({ title: 'Water', language: 'en', madeOn: '2026-03-01' }, [
      {
        name: 'survey',
        rows: [
          ['type', 'name', 'label::en', 'media::audio::en'],
          ['text', 'water', 'Where is your water from?', 'water.wav'],
          ['text', 'food', 'Where is your food from?', 'food.wav'],
        ],
        widths: [20, 20, 40, 20],
      },
    ]),
  )
  writeFileSync(join(media, 'water.wav'), 'no recording')
  writeFileSync(join(media, 'notes.txt'), 'no recording')
  const refused = foothold('three', 'questionnaire', 'import', form, '--media', media)
  expect([refused.status, refused.stdout]).toEqual([2, ''])
  expect(refused.stderr).toContain('water.wav: survey, row 2, column "media::audio::en": This is neither')
  expect(foothold('three', 'questionnaire', 'list').stdout).not.toContain('water')

  copyFileSync(
    fileURLToPath(new URL('../lib/fixtures/media/tone.wav', import.meta.url)),
    join(media, 'water.wav'),
  )
  const taken = foothold('three', 'questionnaire', 'import', form, '--media', media)
  expect([taken.status, taken.stdout]).toEqual([0, 'water\n'])
  expect(taken.stderr).toContain('Recordings and pictures stored: 1.')
  expect(taken.stderr).toContain(
    'survey, row 3, column "media::audio::en": The workbook names the file "food.wav"',
  )
  expect(taken.stderr).toContain('  The form names no file "notes.txt". It was left out.')
  expect(taken.stderr).not.toContain('"water.xlsx"')

  const [exported, beside] = [join(folder, 'water-again.xlsx'), join(folder, 'beside')]
  const out = ['export', 'water', '--format', 'xlsform', '--out', exported, '--media', beside]
  expect(foothold('three', 'questionnaire', ...out).status).toBe(0)
  expect(readdirSync(beside)).toEqual(['water.en.wav'])
  expect(readFileSync(join(beside, 'water.en.wav'))).toEqual(readFileSync(join(media, 'water.wav')))
  const again = foothold('four', 'questionnaire', 'import', exported, '--media', beside)
  expect(again.stderr).toContain('everything was carried')
  expect(again.stderr).toContain('Recordings and pictures stored: 1.')
  expect(
    foothold('three', 'questionnaire', 'export', 'water', '--format', 'xlsform', '--out', exported).stderr,
  ).toContain('Files that the form names: 1.')

  const asked = join(folder, 'asked')
  const xform = ['export', 'water', '--format', 'xform', '--media', asked]
  expect(foothold('three', 'questionnaire', ...xform).stdout).toContain(
    '<value form="audio">jr://audio/water.en.wav</value>',
  )
  expect(readdirSync(asked)).toEqual(['water.en.wav'])

  const nowhere = foothold('three', 'questionnaire', 'import', form, '--media', join(folder, 'nowhere'))
  expect(nowhere.status).toBe(2)
  expect(nowhere.stderr).toContain('no folder that can be read')
}, 120_000)
