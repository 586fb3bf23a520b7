import { expect, test } from 'vitest'
import { defaultInstruments } from '../instruments/default-instruments'
import { roster } from './fixtures/repeated'
import { unrolled } from './repeats'
import { tellingItems } from './telling-items'

test('a question that is asked only after an answer to a sensitive one tells that answer', () => {
  const long = defaultInstruments().find(({ id }) => id === 'migrant-long')
  if (long === undefined) throw new Error('no long form')
  const plain = [...tellingItems(long)].filter((id) => !long.items.find((item) => item.id === id)?.sensitive)
  // All five are asked only of people who have, or have not, some kind of work.
  expect(plain).toEqual(['job_barriers', 'work_terms', 'work_hours', 'work_safety', 'skills_match'])
})

test('so does one that rests on such a question', () => {
  const [short] = defaultInstruments()
  const [item] = short?.items ?? []
  if (short === undefined || item === undefined) throw new Error('no item')
  const plain = { ...item, sensitive: false, relevant: null }
  const chain = {
    ...short,
    items: [
      { ...plain, id: 'papers', sensitive: true },
      { ...plain, id: 'since', relevant: "${papers} = 'none'" },
      { ...plain, id: 'why', relevant: "${since} = 'x'" },
      { ...plain, id: 'still', default: '${papers}' },
      { ...plain, id: 'age' },
    ],
  }
  expect([...tellingItems(chain)]).toEqual(['papers', 'since', 'why', 'still'])
})

test('how many entries there are tells of people where all that is asked in them is sensitive', () => {
  const shape = { count: null, most: 3, relevant: null, hasLabel: true, sections: 1 } as const
  const sensitive = (ids: readonly string[]) => {
    const document = roster(shape)
    const items = document.items.map((item) => (ids.includes(item.id) ? { ...item, sensitive: true } : item))
    return tellingItems(unrolled({ ...document, items }))
  }
  expect(sensitive(['first_name', 'age'])).not.toContain('members')
  const all = sensitive(['first_name', 'age', 'works'])
  expect([...all]).toEqual(expect.arrayContaining(['members__another', 'members__another__2', 'members']))
})
