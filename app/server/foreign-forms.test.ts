import { expect, test } from 'vitest'
import { foreignFormRefusal } from './foreign-forms'

const host = 'survey.example.org'
const refusal = (headers: object, path = '/people', method = 'POST') =>
  foreignFormRefusal(method, path, { host, ...headers })?.code ?? 'passes'

test('forms of our own pages pass, and so do programs', () => {
  expect(refusal({ origin: `https://${host}`, 'sec-fetch-site': 'same-origin' })).toBe('passes')
  expect(refusal({ origin: `http://${host}` })).toBe('passes')
  expect(refusal({})).toBe('passes')
})

test('forms of other sites do not, however their browser tells it', () => {
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: 'https://other.example.org' },
    { origin: 'https://evil.example' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'none' },
    { origin: 'null' },
    { origin: 'null', 'sec-fetch-site': 'same-origin' },
    { origin: ':::', 'sec-fetch-site': 'same-origin' },
  ])
    expect(refusal(headers), JSON.stringify(headers)).toBe('sent_by_another_site')
})

test('reading is free, and what asks for itself is asked there', () => {
  expect(refusal({ origin: 'https://evil.example' }, '/people', 'GET')).toBe('passes')
  expect(refusal({ origin: 'https://evil.example' }, '/api/v1/surveys/spring/responses')).toBe('passes')
})
