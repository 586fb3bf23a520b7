import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { expect, test } from 'vitest'
import { compileMessage } from './compile-message'
import { argumentsOf, catalogueFiles } from './fixtures/catalogue-files'
import { type MessageParams, sayIn } from './message'
import {
  interfaceLanguageFor,
  interfaceLanguages,
  interviewMessages,
  isMachineDrafted,
  messagesIn,
} from './messages'
import en from './messages/en.json'

const catalogues = catalogueFiles('lib/interface/messages')

test.each(interfaceLanguages)('%s says every sentence, with the arguments that English has', (language) => {
  const texts = catalogues[language] ?? {}
  expect(Object.keys(texts).sort()).toEqual(Object.keys(en).sort())
  for (const [key, text] of Object.entries(en)) {
    expect(texts[key]?.trim(), key).not.toBe('')
    const own = argumentsOf(texts[key] ?? '')
    expect(own, key).toEqual(argumentsOf(text))
  }
})

test.each(interfaceLanguages)('%s: a compiled message says what the ICU library says', (language) => {
  for (const text of Object.values(catalogues[language] ?? {})) {
    const reference = new IntlMessageFormat(text, `${language}-u-nu-latn`)
    for (const count of [0, 1, 2, 3, 11, 21, 100, 1000]) {
      const params: MessageParams = Object.fromEntries(argumentsOf(text).map((name) => [name, count]))
      const messages = { ...messagesIn(language), 'page.title': compileMessage(text, language) }
      expect(sayIn(language, messages)('page.title', params)).toBe(String(reference.format(params)))
    }
  }
})

test('a count takes its plural form', () => {
  const english = sayIn('en', messagesIn('en'))
  expect(english('question.charactersLeft', { left: 1 })).toBe('You can write 1 more character.')
  const arabic = sayIn('ar', messagesIn('ar'))
  expect(arabic('question.charactersLeft', { left: 2 })).toBe('يمكنك كتابة حرفين آخرين.')
  const ukrainian = sayIn('uk', messagesIn('uk'))
  expect(ukrainian('question.charactersLeft', { left: 3 })).toBe('Можна написати ще 3 символи.')
})

test('ten languages are spoken; all but English wait for a reviewer', () => {
  expect(interfaceLanguages).toHaveLength(10)
  expect(interfaceLanguages.filter((language) => !isMachineDrafted(language))).toEqual(['en'])
})

test('a message that the page cannot carry is refused, not said wrongly', () => {
  expect(() => compileMessage('{when, date, long}', 'en')).toThrow(SyntaxError)
})

test('a regional language is spoken in its plain form, another one in English', () => {
  expect(interfaceLanguageFor('ar-SY')).toBe('ar')
  expect(interfaceLanguageFor('tl')).toBe('en')
})

test('no sentence shouts, blames or names a category', () => {
  for (const [language, texts] of Object.entries(catalogues)) {
    for (const [key, text] of Object.entries(texts)) {
      expect(text, `${language} ${key}`).not.toMatch(/[!¡！]|\b(victim|category|score|submit|invalid)\b/i)
    }
  }
})

test('every sentence is said somewhere: what nobody says would travel, and be translated, for nothing', () => {
  const source = ['app', 'lib']
    .flatMap((room) =>
      readdirSync(room, { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)),
    )
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  // Chosen by the code of what happened: their pages put the key together.
  const isChosenByCode = (key: string) => /^(consent|error|resume|trouble|withdraw)\./.test(key)
  expect(Object.keys(en).filter((key) => !isChosenByCode(key) && !source.includes(`'${key}'`))).toEqual([])
})

test('the pages of an interview say nothing that does not travel with it', () => {
  const room = 'app/(respond)/s/[slug]'
  const pages = readdirSync(room).filter((name) => name.endsWith('.tsx') && name !== 'resume-page.tsx')
  const carried = interviewMessages('en', { asksEarlier: true, asksDate: true })
  const around = ['page-frame.tsx', 'leave-link.tsx', 'leave-words.tsx'].map((name) =>
    join('app/(respond)', name),
  )
  const saidBy = [...pages.map((name) => join(room, name)), ...around]
  const said = saidBy.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/'([a-z]+\.[a-zA-Z.]+)'/g)].map(([, key = '']) => key),
  )
  const known = said.filter((key) => Object.hasOwn(en, key))
  expect(known.length).toBeGreaterThan(50)
  expect(known.filter((key) => !Object.hasOwn(carried, key))).toEqual([])
})

test('a survey carries what it may say, and no more', () => {
  const keysFor = (asksEarlier: boolean, asksDate: boolean) =>
    Object.keys(interviewMessages('en', { asksEarlier, asksDate }))
  const all = keysFor(true, true)
  const without = (kept: readonly string[]) => all.filter((key) => !kept.includes(key))
  expect(without(keysFor(false, true))).toEqual([
    'earlier.heading',
    'earlier.text',
    'earlier.label',
    'error.receipt_wrong',
    'withdraw.hint',
  ])
  const ofDates = without(keysFor(true, false))
  expect(ofDates.length).toBeGreaterThan(10)
  expect(ofDates.filter((key) => !/date|question\.(day|month|year|chooseMonth)$/i.test(key))).toEqual([])
  expect(without(ofDates).filter((key) => /date/i.test(key))).toEqual([])
})
