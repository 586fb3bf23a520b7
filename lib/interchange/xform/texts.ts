import { languageName } from '../../questionnaire/language'
import { xmlText } from '../../xml-text'

/** A text in each language of a form, as the content of its element: what shows answers has elements inside. */
export type TextIn = (language: string) => string

/** The texts of a form in its languages, as they stand in the dictionary of the model. */
export class Texts {
  private readonly entries = new Map<string, TextIn>()

  constructor(
    readonly languages: readonly string[],
    private readonly defaultLanguage: string,
  ) {}

  /**
   * Adds a text.
   *
   * @param content XML, empty where the language has none
   * @returns what stands in the body for it; null when it is empty in every language
   */
  add(id: string, content: TextIn): string | null {
    if (this.languages.every((language) => content(language) === '')) return null
    this.entries.set(id, content)
    return `jr:itext('${id}')`
  }

  *lines(): Generator<string> {
    yield '<itext>'
    for (const language of this.languages) {
      const isDefault = language === this.defaultLanguage ? ' default="true()"' : ''
      yield `<translation lang="${xmlText(languageInMenu(language))}"${isDefault}>`
      // A text that a language lacks is "-", since some clients refuse a form where one is missing.
      for (const [id, content] of this.entries)
        yield `<text id="${xmlText(id)}"><value>${content(language) || '-'}</value></text>`
      yield '</translation>'
    }
    yield '</itext>'
  }
}

/** As the menu of a client lists it: people find their own language by its own name. */
function languageInMenu(language: string): string {
  return `${languageName(language)} (${language})`
}
