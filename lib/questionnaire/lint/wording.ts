import type { LanguageMap, Questionnaire } from '../definition'
import { isDisplayed } from '../options'
import { type Finding, finding, inItem } from './finding'

/** Words of a question that can still be kept in mind when it is heard. Payne (1951), The Art of Asking Questions, has 25 as the most. */
const mostWordsOfLabel = 30

/** About what the screen of a phone holds at reading size. */
const mostWordsOfIntro = 120

/** Questions after which somebody expects to see that one part is done. */
const mostItemsOfSection = 20

/** Texts in the default language that are too long for who hears them; translations are as long as their source. */
export function* lintWording(questionnaire: Questionnaire): Generator<Finding> {
  const { defaultLanguage, sections, items, intro } = questionnaire
  const count = (texts: LanguageMap | null | undefined) =>
    wordsIn(texts?.[defaultLanguage] ?? '', defaultLanguage)
  const introWords = count(intro)
  if (introWords > mostWordsOfIntro) {
    yield finding(
      'intro_long',
      { path: 'intro', ids: 'intro' },
      { words: introWords },
      `The introduction has ${introWords} words, more than a phone shows at once. Keep what people must know before they begin, in ${mostWordsOfIntro} words at most.`,
    )
  }
  const asked = new Set(items.filter(isDisplayed).map(({ id }) => id))
  for (const [place, section] of sections.entries()) {
    const words = count(section.intro)
    if (words > mostWordsOfIntro) {
      yield finding(
        'intro_long',
        { path: `sections[${place}].intro`, ids: `sections/${section.id}/intro` },
        { sectionId: section.id, words },
        `Section "${section.id}": the introduction has ${words} words, more than a phone shows at once. Write ${mostWordsOfIntro} at most.`,
      )
    }
    const questions = section.items.filter((id) => asked.has(id)).length
    if (questions > mostItemsOfSection) {
      yield finding(
        'section_long',
        { path: `sections[${place}].items`, ids: `sections/${section.id}` },
        { sectionId: section.id, questions },
        `Section "${section.id}" has ${questions} questions. Part it, so that people see how far they are: ${mostItemsOfSection} at most.`,
      )
    }
  }
  for (const [place, item] of items.entries()) {
    const words = item.type === 'note' || !isDisplayed(item) ? 0 : count(item.label)
    if (words > mostWordsOfLabel) {
      yield finding(
        'label_long',
        inItem(place, item, 'label'),
        { words },
        `Item "${item.id}": the question has ${words} words. Who hears it forgets how it began: ask it in ${mostWordsOfLabel} at most, and move explanations to "help".`,
      )
    }
  }
}

/** The number of words of a text; some languages write no spaces between them. */
function wordsIn(text: string, language: string): number {
  const parts = new Intl.Segmenter(language, { granularity: 'word' }).segment(text)
  return [...parts].filter(({ isWordLike }) => isWordLike).length
}
