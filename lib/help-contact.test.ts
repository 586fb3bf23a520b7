import { expect, test } from 'vitest'
import { helpContactSchema } from './help-contact'

const shelter = {
  country: 'DE',
  language: 'ar',
  name: 'Shelter',
  description: '',
  phone: '+49 30 1234567',
  website: '',
  hours: '',
}

function faults(contact: object): readonly string[] {
  const read = helpContactSchema.safeParse({ ...shelter, ...contact })
  return read.success ? [] : read.error.issues.map((issue) => issue.path.join('.'))
}

test('a contact has a name, and a phone number or a website', () => {
  expect(faults({})).toEqual([])
  expect(faults({ phone: '', website: 'https://shelter.example.org/ar' })).toEqual([])
  expect(faults({ name: '  ' })).toEqual(['name'])
  expect(faults({ phone: '' })).toEqual(['phone'])
})

test('a country is one of ISO 3166-1 or every one, a language a code or every one', () => {
  expect(faults({ country: '', language: '' })).toEqual([])
  expect(faults({ language: 'fa-AF' })).toEqual([])
  expect(faults({ country: 'XX', language: 'Arabic' })).toEqual(['country', 'language'])
})

test.each([
  'www.example.org',
  'javascript:alert(1)',
  'data:text/html,x',
  'https://',
  'https://localhost',
  'https://name:secret@example.org',
  'https://example.org and more',
])('%s is no website to send anybody to', (website) => expect(faults({ website })).toEqual(['website']))

test('a number is kept as written, without the invisible marks that copying brings along', () => {
  const copied = '\u202a+49 (0)30 123-4567\u202c'
  expect(helpContactSchema.parse({ ...shelter, phone: copied }).phone).toBe('+49 (0)30 123-4567')
})

test('a name keeps the joiners that its script needs', () => {
  const name = 'خانه\u200cهای امن'
  expect(helpContactSchema.parse({ ...shelter, name }).name).toBe(name)
})
