import { languageName } from '../../questionnaire/language'
import type { MediaNames } from '../../survey-media'
import { xmlText } from '../../xml-text'

/** A text in each language of a form, as the content of its element: what shows answers has elements inside. */
export type TextIn = (language: string) => string

/** What is heard and seen with a text in a language. */
export type FilesIn = (language: string) => MediaNames

/** The texts of a form in its languages, as they stand in the dictionary of the model. */
export class Texts {
  private readonly entries = new Map<string, { readonly content: TextIn; readonly files: FilesIn }>()

  constructor(
    readonly languages: readonly string[],
    private readonly defaultLanguage: string,
  ) {}

  /**
   * Adds a text.
   *
   * @param content XML, empty where the language has none
   * @param files by the names under which clients keep them
   * @returns what stands in the body for it; null when it is empty in every language
   */
  add(id: string, content: TextIn, files: FilesIn = () => ({})): string | null {
    if (this.languages.every((language) => content(language) === '')) return null
    this.entries.set(id, { content, files })
    return `jr:itext('${id}')`
  }

  *lines(): Generator<string> {
    yield '<itext>'
    for (const language of this.languages) {
      const isDefault = language === this.defaultLanguage ? ' default="true()"' : ''
      yield `<translation lang="${xmlText(languageInMenu(language))}"${isDefault}>`
      // A text that a language lacks is "-", since some clients refuse a form where one is missing.
      for (const [id, { content, files }] of this.entries)
        yield `<text id="${xmlText(id)}"><value>${content(language) || '-'}</value>${this.filesOf(files, language)}</text>`
      yield '</translation>'
    }
    yield '</itext>'
  }

  /** Names of the files that the texts name, each once. */
  fileNames(): ReadonlySet<string> {
    const texts = [...this.entries.values()]
    const named = texts.flatMap(({ files }) =>
      this.languages.flatMap((language) => Object.values(this.carried(files, language))),
    )
    return new Set(named)
  }

  private filesOf(files: FilesIn, language: string): string {
    const { image, audio } = this.carried(files, language)
    return [
      image === undefined ? '' : `<value form="image">jr://images/${xmlText(image)}</value>`,
      audio === undefined ? '' : `<value form="audio">jr://audio/${xmlText(audio)}</value>`,
    ].join('')
  }

  /** A recording of the default language is played by clients where another has none: then nothing is heard rather than a strange language. */
  private carried(files: FilesIn, language: string): MediaNames {
    const { audio, ...seen } = files(language)
    const isSafe =
      language !== this.defaultLanguage || this.languages.every((one) => files(one).audio !== undefined)
    return audio !== undefined && isSafe ? { ...seen, audio } : seen
  }
}

/** As the menu of a client lists it: people find their own language by its own name. */
function languageInMenu(language: string): string {
  return `${languageName(language)} (${language})`
}
