import { expect, test } from 'vitest'
import { publicationSchema, suggestedCitation } from './publication'

const release = { number: 3, responses: 240 }

test('a citation says who, what, which version, of when and of how many', () => {
  expect(
    suggestedCitation({ organisation: 'Harbour House', title: 'Spring' }, release, 2, '2026-05-05'),
  ).toBe('Harbour House (2026). Spring. Version 2 of 2026-05-05, release 3, 240 responses.')
  expect(suggestedCitation({ organisation: '', title: 'Spring' }, release, 1, '2026-05-05')).toBe(
    'Spring. Version 1 of 2026-05-05, release 3, 240 responses.',
  )
})

test('every field at fault is named, and nothing is published without the tick', () => {
  const read = publicationSchema.safeParse({
    release: '0',
    title: ' ',
    citation: '',
    licence: 'x'.repeat(501),
  })
  expect(read.error?.issues.map(({ path }) => path.join('.')).sort()).toEqual([
    'citation',
    'confirmed',
    'licence',
    'release',
    'title',
  ])
  expect(
    publicationSchema.parse({ release: '3', title: ' Spring ', citation: 'Spring', confirmed: 'yes' }),
  ).toEqual({ release: 3, title: 'Spring', citation: 'Spring', licence: '', confirmed: 'yes' })
})
