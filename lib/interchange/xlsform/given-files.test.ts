import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { GivenFile } from '../../media-names'
import { takeGivenFiles } from './given-files'
import { type CarriedForm, carryForm } from './read'

const fixture = (name: string) => new Uint8Array(readFileSync(`lib/fixtures/media/${name}`))
const [tone, tile] = [fixture('tone.wav'), fixture('tile.png')]

function rows(name: string, lines: readonly string[]) {
  return {
    name,
    rows: lines.map((line, place) => ({
      number: place + 1,
      cells: new Map(line.split('|').map((cell, column) => [column, cell] as const)),
      formulas: new Set<number>(),
    })),
  }
}

function form(survey: readonly string[], choices: readonly string[]): CarriedForm {
  const read = carryForm({ sheets: [rows('survey', survey), rows('choices', choices)] }, 'small.xlsx')
  if (!read.ok) throw new Error(read.faults.map(({ message }) => message).join('\n'))
  return read.value
}

const small = form(
  [
    'type|name|label::en|label::ar|audio::en|audio::ar|video::en',
    'select_one yn|fine|Fine?|بخير؟|fine.wav|fine-ar.wav|talk.mp4',
    'select_multiple yn|well|Well?|جيد؟|||',
  ],
  [
    'list_name|name|label::en|label::ar|image::en|image::ar',
    'yn|yes|Yes|نعم|Yes.PNG|Yes.PNG',
    'yn|no|No|لا||',
  ],
)

function taken(carried: CarriedForm, files: readonly GivenFile[]) {
  const given = takeGivenFiles(carried, files)
  if (!given.ok) return given.problems.map(({ path, code }) => `${path} ${code}`)
  return {
    places: given.value.placed.map(({ media, place }) => ({ ...place, kind: media.kind })),
    notes: given.value.notes.map(({ row, column, code }) => `${row} ${column} ${code}`),
  }
}

test('what is given goes to its place, an answer that two questions share once; what is left to do is said', () => {
  const files = [
    { name: 'yes.png', bytes: tile },
    { name: 'media/fine.wav', bytes: tone },
    { name: 'talk.mp4', bytes: tone },
    { name: 'other.png', bytes: tile },
  ]
  expect(taken(small, files)).toEqual({
    places: [
      { itemId: 'fine', optionCode: '', language: 'en', kind: 'audio' },
      { itemId: 'fine', optionCode: 'yes', language: '', kind: 'image' },
    ],
    notes: [
      '0 form_title title_in_every_language',
      '2 video::en media_not_carried',
      '2 audio::ar media_to_give',
      '0  file_not_named',
    ],
  })
})

test('without files nothing changes', () => {
  const given = takeGivenFiles(small, [])
  expect(given).toEqual({ ok: true, value: { placed: [], notes: small.notes } })
})

test('every file that cannot be taken is named with the cell that names it, and none is looked into that is not named', () => {
  const unread = {
    name: 'film.mkv',
    get bytes(): Uint8Array {
      throw new Error('read')
    },
  }
  const files = [
    { name: 'fine.wav', bytes: tile },
    { name: 'fine-ar.wav', bytes: new Uint8Array([1, 2, 3]) },
    { name: 'Yes.PNG', bytes: new Uint8Array(3 * 1024 * 1024) },
    unread,
  ]
  expect(taken(small, files)).toEqual([
    'fine.wav file_of_other_kind',
    'fine-ar.wav file_kind_unknown',
    'Yes.PNG file_too_large',
  ])
  const given = takeGivenFiles(small, files)
  expect(given.ok ? [] : given.problems.map(({ message }) => message.split(':')[0])).toEqual([
    'survey, row 2, column "audio',
    'survey, row 2, column "audio',
    'choices, row 2, column "image',
  ])
})

test('lists of the same reserved answer with different files keep both', () => {
  const two = form(
    ['type|name|label', 'select_one a|one|One?', 'select_one b|two|Two?', 'select_one b|three|Three?'],
    [
      'list_name|name|label|audio',
      'a|yes|Yes|',
      'a|dk|Do not know|dk.wav',
      'b|no|No|',
      'b|dk|Do not know|unsure.wav',
    ],
  )
  expect(two.media.map(({ file, itemId, optionCode }) => [file, itemId, optionCode])).toEqual([
    ['dk.wav', 'one', 'dk'],
    ['unsure.wav', 'two', 'dk'],
    ['unsure.wav', 'three', 'dk'],
  ])
})

test('pictures that differ by language and answers of a long list have no place; a question has one', () => {
  const towns = Array.from({ length: 21 }, (_, n) => `towns|t${n}|T|ت|t.png|`)
  const odd = form(
    [
      'type|name|label::en|label::ar|image::en|audio::fr|audio::en|calculation',
      'select_one yn|fine|Fine?|بخير؟|face.png|fr.wav||',
      'select_one towns|town|Town?|أين؟||||',
      'calculate|sum|||||sum.wav|1 + 1',
    ],
    ['list_name|name|label::en|label::ar|image::en|image::ar', 'yn|yes|Yes|نعم|y.png|y-ar.png', ...towns],
  )
  expect(odd.media.map(({ file }) => file)).toEqual(['face.png', 'y.png'])
  expect(odd.filesLeftOut).toEqual(['fr.wav', 'sum.wav', 'y-ar.png', 't.png'])
  expect(taken(odd, [{ name: 'face.png', bytes: tile }])).toMatchObject({
    places: [{ itemId: 'fine', optionCode: '', language: '', kind: 'image' }],
  })
})
