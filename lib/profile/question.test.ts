import { expect, test } from 'vitest'
import { planTable } from '@/lib/disclosure/lattice'
import { defaultInstruments } from '@/lib/instruments/default-instruments'
import { profileQuestion } from './question'

test('an address names breakdowns and filters in one list or in several', () => {
  const question = {
    by: ['category', 'gender'],
    where: { age_band: 'a18_24', host_country: 'ES' },
    exact: false,
  }
  expect(
    profileQuestion(new URLSearchParams('by=category,gender&where=age_band=a18_24,host_country=ES')),
  ).toEqual(question)
  expect(
    profileQuestion(
      new URLSearchParams('by=category&by=gender&where=age_band%3Da18_24&where=host_country%3DES'),
    ),
  ).toEqual(question)
})

test('two bands of one breakdown are refused by name, not cut down to the last', () => {
  const { where } = profileQuestion(
    new URLSearchParams('where=category%3Dvictim,category%3Daverage,gender%3Dwoman'),
  )
  const [questionnaire] = defaultInstruments()
  if (questionnaire === undefined) throw new Error('no instrument')
  expect(planTable(questionnaire, ['category'], where)).toMatchObject({
    ok: false,
    problems: [{ path: 'where.category', message: expect.stringContaining('"victim, average"') }],
  })
})
