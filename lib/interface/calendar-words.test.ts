import { expect, test } from 'vitest'
import { calendarWords, dateInWords } from './calendar-words'

test.each([
  ['en', '17 May 2024', 'May 2024'],
  ['ar', '17 مايو 2024', 'مايو 2024'],
  ['es', '17 de mayo de 2024', 'mayo de 2024'],
  ['fr', '17 mai 2024', 'mai 2024'],
  ['pt', '17 de maio de 2024', 'maio de 2024'],
  // A month bends beside a day: травня, and травень alone.
  ['uk', '17 травня 2024 р.', 'травень 2024 р.'],
])('%s says a date as its readers do', (language, day, month) => {
  const words = calendarWords(language)
  const said = (date: string) => dateInWords(words, date).replaceAll('\u00a0', ' ')
  expect(said('2024-05-17')).toBe(day)
  expect(said('2024-05')).toBe(month)
  expect(dateInWords(words, '2024')).toBe('2024')
})

test.each(['en', 'ar', 'es', 'fr', 'pt', 'uk', 'fa-AF', 'ti', 'bn', 'sw', 'th', 'hu'])(
  '%s: the calendar is Gregorian, with digits 0–9 and twelve months of their own names',
  (language) => {
    const words = calendarWords(language)
    expect(new Set(words.months).size).toBe(12)
    expect([...words.order].sort()).toEqual(['day', 'month', 'year'])
    const reference = new Intl.DateTimeFormat(
      `${language === 'en' ? 'en-GB' : language}-u-nu-latn-ca-gregory`,
      {
        day: 'numeric',
        month: 'long',
        year: 'numeric',
        timeZone: 'UTC',
      },
    )
    for (let month = 0; month < 12; month += 1) {
      const date = new Date(Date.UTC(1987, month, 3))
      const said = dateInWords(words, date.toISOString().slice(0, 10)).replaceAll('\u00a0', ' ')
      expect(said).toContain('1987')
      expect(said).toBe(reference.format(date))
    }
  },
)

test('the order of the parts is the language’s own', () => {
  expect(calendarWords('en').order).toEqual(['day', 'month', 'year'])
  expect(calendarWords('hu').order).toEqual(['year', 'month', 'day'])
  expect(calendarWords('ti').order).toEqual(['month', 'day', 'year'])
})

test('what is no date is said as it is', () => {
  expect(dateInWords(calendarWords('en'), 'dk')).toBe('dk')
  expect(dateInWords(calendarWords('en'), '2024-13')).toBe('2024-13')
})
