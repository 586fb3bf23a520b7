import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { defaultInstruments } from '../instruments/default-instruments'
import { directionOf } from '../questionnaire/language'
import { isChoice, responseOptions } from '../questionnaire/options'
import { questionnairePage } from './questionnaire-page'

const pages = defaultInstruments().flatMap((questionnaire) =>
  questionnaire.languages.map((language) => [questionnaire.id, language, questionnaire] as const),
)

test.each(pages)(
  '%s in %s has every item by its id, and every option by its code',
  (_, language, questionnaire) => {
    const { document } = parseHTML(questionnairePage(questionnaire, language))
    expect(document.documentElement.getAttribute('dir')).toBe(directionOf(language))
    const articles = [...document.querySelectorAll('article')]
    const asked = questionnaire.sections.flatMap(({ items }) => items)
    expect(articles.map((article) => article.querySelector('h3 code')?.textContent)).toEqual(asked)
    for (const [place, article] of articles.entries()) {
      const item = questionnaire.items.find(({ id }) => id === asked[place])
      if (item === undefined) throw new Error(asked[place])
      const codes = [...article.querySelectorAll('td code')].map((code) => code.textContent)
      const options = isChoice(item) ? responseOptions(questionnaire, item).map(({ code }) => code) : []
      expect(codes).toEqual(expect.arrayContaining(options))
      expect(article.textContent?.includes('Asked only when')).toBe(item.relevant !== null)
    }
  },
)

test('a text is a text, whatever it looks like', () => {
  const [questionnaire] = defaultInstruments()
  if (questionnaire === undefined) throw new Error('no instrument')
  const sly = '<script>alert("&")</script>'
  const page = questionnairePage({ ...questionnaire, title: { en: sly } }, 'en')
  const { document } = parseHTML(page)
  expect(document.querySelectorAll('script')).toHaveLength(0)
  expect(document.querySelector('h1')?.textContent).toBe(sly)
})
