import type { LanguageMap } from '../../questionnaire/definition'
import type { Form } from './form'
import type { FormRow } from './headings'
import { languageCodeOf } from './languages'
import { plainText } from './plain-text'
import type { Remarks } from './remarks'

/** The languages of a form, and how its texts become texts of a questionnaire. */
export type FormLanguages = {
  readonly languages: readonly string[]
  readonly defaultLanguage: string
  /** The code of a language as a heading writes it; null when no language is called so. */
  readonly codeOf: (written: string) => string | null
  /**
   * The texts of a column, with one in the default language: where it is missing, another language's stands in.
   *
   * @returns null when the row has no text there in any language
   */
  readonly textsOf: (row: FormRow, column: string) => LanguageMap | null
  /** A text for which the form has one column, or none, and which stands as it is in every language. */
  readonly inEvery: (text: string) => LanguageMap
}

/** Characters of a text, in UTF-16; the questionnaire format takes no more. */
const longestText = 10_000

const textColumns = ['label', 'hint', 'constraint_message', 'guidance_hint', 'required_message']

/** Settles which language each column is in, and which is the default one. */
export function readLanguages(form: Form, remarks: Remarks): FormLanguages {
  // What Foothold wrote was never formatted, and has a column for each language, translated or not. Templates of others have empty ones.
  const isOfOtherProgram = form.footholdSheet === null
  const written = new Map<string, { readonly row: FormRow; readonly column: string }>()
  for (const row of [...form.survey, ...[...form.lists.values()].flat()])
    for (const column of textColumns)
      for (const language of row.texts(column).keys())
        if (!written.has(language)) written.set(language, { row, column })
  const wished = form.settings?.text('default_language') ?? ''
  const empty = isOfOtherProgram ? [] : form.columnLanguages
  const names = [...new Set([...written.keys(), ...empty])].filter((name) => name !== '')
  const codes = codesOf(names, (name, code) => {
    const found = written.get(name)
    if (found !== undefined)
      remarks.note(
        found.row.place(found.column, name),
        'language_unknown',
        `No language is called "${name.slice(0, 50)}". It was taken as "${code}". Write its code behind it, as in Arabic (ar).`,
      )
  })
  const wishedCode = codes.get(wished) ?? (wished === '' ? null : languageCodeOf(wished))
  if (written.has('') || names.length === 0) {
    const code =
      wishedCode ?? (names.length === 0 ? 'en' : freeCode(['en', ...privateCodes], [...codes.values()]))
    codes.set('', code)
    if (wishedCode === null && written.has(''))
      remarks.note(
        { sheet: form.surveySheet, row: 1, column: 'label' },
        'language_assumed',
        `The texts without a language were taken as "${code}". Say which it is: in settings, under default_language.`,
      )
  }
  const languages = [...new Set(codes.values())]
  const first = languages[0] ?? 'en'
  const defaultLanguage =
    wishedCode !== null && languages.includes(wishedCode)
      ? wishedCode
      : languages.includes('en')
        ? 'en'
        : (codes.get('') ?? first)
  const ordered = [defaultLanguage, ...languages.filter((code) => code !== defaultLanguage)]
  return {
    languages: ordered,
    defaultLanguage,
    inEvery: (text) => Object.fromEntries(ordered.map((code) => [code, text])),
    codeOf: (name) => codes.get(name) ?? languageCodeOf(name),
    textsOf: (row, column) => {
      const texts: Record<string, string> = {}
      for (const [name, text] of row.texts(column)) {
        const code = codes.get(name)
        // A column that names its language goes before one that does not.
        if (code === undefined || (name === '' && texts[code] !== undefined)) continue
        const words = isOfOtherProgram ? plainText(text) : text
        if (words !== text)
          remarks.note(
            row.place(column),
            'formatting_left_out',
            'The text is formatted. Its words were taken, and the formatting was left out.',
          )
        if (words === '') continue
        texts[code] = words.slice(0, longestText)
        if (words.length > longestText)
          remarks.note(
            row.place(column),
            'text_cut',
            `The text has more than ${longestText} characters. What follows them was cut off.`,
          )
      }
      const standIn = ordered.map((code) => texts[code]).find((text) => text !== undefined)
      if (standIn === undefined) return null
      if (texts[defaultLanguage] === undefined) {
        texts[defaultLanguage] = standIn
        remarks.note(
          row.place(column),
          'text_missing',
          `There is no text in the default language "${defaultLanguage}". One of another language stands in. Translate it.`,
        )
      }
      return texts
    },
  }
}

/** ISO 639-3 keeps these for private use. */
const privateCodes = Array.from({ length: 20 }, (_, place) => `qa${String.fromCharCode(97 + place)}`)

function codesOf(
  names: readonly string[],
  unknown: (name: string, code: string) => void,
): Map<string, string> {
  const codes = new Map<string, string>()
  for (const name of names) {
    const known = languageCodeOf(name)
    const code = known ?? freeCode(privateCodes, [...codes.values()])
    if (known === null) unknown(name, code)
    codes.set(name, code)
  }
  return codes
}

function freeCode(candidates: readonly string[], taken: readonly string[]): string {
  return candidates.find((code) => !taken.includes(code)) ?? 'qaz'
}
