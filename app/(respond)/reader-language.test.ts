import { expect, test } from 'vitest'
import { readerLanguage } from './reader-language'

const offered = ['en', 'ar', 'fr', 'pt-BR']

test.each([
  ['ar', 'ar'],
  ['fr-CA,fr;q=0.9,en;q=0.8', 'fr'],
  ['de,ar;q=0.4,fr;q=0.7', 'fr'],
  ['pt', 'pt-BR'],
  ['AR-sy', 'ar'],
  ['de', 'en'],
  ['*', 'en'],
  ['fr;q=0', 'en'],
  ['', 'en'],
  [null, 'en'],
  [';;,,q=,\u0000'.repeat(500), 'en'],
])('for %j the reader is spoken to in %s', (accepted, language) => {
  expect(readerLanguage(accepted, offered)).toBe(language)
})
