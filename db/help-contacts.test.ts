import { afterEach, beforeEach, expect, test } from 'vitest'
import { ProblemError } from '@/lib/problem'
import { readAudit } from './audit'
import {
  addHelpContact,
  changeHelpContact,
  listHelpContacts,
  moveHelpContact,
  readHelpContacts,
  removeHelpContact,
} from './help-contacts'
import { openFreshStore, operator, respondent, staffWith, stranger } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeEach(async () => {
  fresh = await openFreshStore()
})
afterEach(() => fresh.remove())

const shelter = {
  country: 'DE',
  language: 'ar',
  name: 'Shelter',
  description: 'A safe place to sleep',
  phone: '+49 30 1234567',
  website: '',
  hours: 'day and night',
}

async function refusal(calling: Promise<unknown>): Promise<string> {
  try {
    await calling
    return ''
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return [error.code, ...error.errors.map(({ path }) => path)].join(' ')
  }
}

const lastActions = async (count: number) =>
  (await readAudit(operator, { limit: count })).map(({ action, subject, reason }) => [
    action,
    subject,
    reason,
  ])

test('strangers, respondents and managers change nothing; an administrator does, and the log says so', async () => {
  const administrator = await staffWith('administrator')
  expect(await refusal(addHelpContact(stranger, shelter))).toBe('not_signed_in')
  expect(await refusal(addHelpContact(respondent, shelter))).toBe('not_signed_in')
  expect(await refusal(addHelpContact(await staffWith('manager'), shelter))).toBe('not_allowed')
  expect(await listHelpContacts(administrator)).toEqual([])

  const { id } = await addHelpContact(administrator, shelter)
  await changeHelpContact(administrator, id, { ...shelter, phone: '0800 1234' })
  expect(await listHelpContacts(administrator)).toEqual([{ ...shelter, id, phone: '0800 1234' }])
  await removeHelpContact(administrator, id)
  expect(await listHelpContacts(administrator)).toEqual([])
  expect(await lastActions(3)).toEqual([
    ['helpContact.remove', id, ''],
    ['helpContact.change', id, ''],
    ['helpContact.add', id, ''],
  ])
})

test('an input that is not right names its fields; a contact that is gone is not found', async () => {
  expect(
    await refusal(addHelpContact(operator, { ...shelter, name: '', website: 'ftp://example.org' })),
  ).toBe('input_invalid name website')
  expect(await refusal(changeHelpContact(operator, 'none', shelter))).toBe('not_found')
  expect(await refusal(removeHelpContact(operator, 'none'))).toBe('not_found')
  expect(await refusal(moveHelpContact(operator, 'none', 'up'))).toBe('not_found')
})

test('contacts move among those of their country and language only', async () => {
  const named = (name: string, more: object = {}) => addHelpContact(operator, { ...shelter, ...more, name })
  const order = async () => (await listHelpContacts(operator)).map(({ name }) => name)
  const [first, second] = [await named('first'), await named('second')]
  await named('third')
  await named('elsewhere', { country: 'FR' })
  await moveHelpContact(operator, second.id, 'up')
  expect(await order()).toEqual(['second', 'first', 'third', 'elsewhere'])
  await moveHelpContact(operator, second.id, 'up')
  await moveHelpContact(operator, first.id, 'down')
  expect(await order()).toEqual(['second', 'third', 'first', 'elsewhere'])
  expect((await lastActions(3)).map(([action]) => action)).toEqual([
    'helpContact.move',
    'helpContact.move',
    'helpContact.add',
  ])
  await changeHelpContact(operator, second.id, { ...shelter, name: 'second', country: 'FR' })
  await named('fourth')
  expect(await order()).toEqual(['third', 'first', 'fourth', 'elsewhere', 'second'])
})

test('a respondent reads the contacts of their language and of every language, and no more of them than is shown', async () => {
  await addHelpContact(operator, { ...shelter, language: '', name: 'Emergency', country: '' })
  await addHelpContact(operator, shelter)
  await addHelpContact(operator, { ...shelter, language: 'uk', name: 'Притулок' })
  const { language: _unsaid, ...shown } = shelter
  expect(await readHelpContacts(respondent, 'ar')).toEqual([
    shown,
    { ...shown, name: 'Emergency', country: '' },
  ])
  const names = async (language: string) =>
    (await readHelpContacts(stranger, language)).map(({ name }) => name)
  expect(await names('ar-SY')).toEqual(['Shelter', 'Emergency'])
  expect(await names('uk')).toEqual(['Притулок', 'Emergency'])
  expect(await names('en')).toEqual(['Emergency'])
})
