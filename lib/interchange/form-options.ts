import type { LanguageMap, OptionItem, Questionnaire, ResponseOption } from '../questionnaire/definition'
import { countryOptions } from '../questionnaire/language'
import { offeredMissingCodes, responseOptions } from '../questionnaire/options'

/** The options of an item as a form of another program lists them. */
export type FormOptions = {
  /** The same for items that offer the same. */
  readonly name: string
  readonly options: readonly ResponseOption[]
  /** The reserved answers, which other programs know only as options. */
  readonly reserved: readonly { readonly code: string; readonly label: LanguageMap }[]
}

/** What an item offers in a form. What is put in order has no reserved answers among it. */
export function formOptions(questionnaire: Questionnaire, item: OptionItem): FormOptions {
  const missing = item.type === 'rank' ? [] : offeredMissingCodes(item)
  const base = item.choiceList ?? (item.choiceSource === undefined ? `options_of_${item.id}` : 'countries')
  return {
    name: [base, ...missing].join('__'),
    options:
      item.choiceSource === undefined ? responseOptions(questionnaire, item) : countries(questionnaire),
    reserved: missing.map((code) => ({ code, label: questionnaire.missingLabels[code] ?? {} })),
  }
}

function countries({ languages }: Questionnaire): readonly ResponseOption[] {
  const named = languages.map((language) => [language, countryOptions(language)] as const)
  const codes = (named[0]?.[1] ?? []).map(({ code }) => code)
  return codes.map((code) => ({
    code,
    label: Object.fromEntries(
      named.map(([language, options]) => [
        language,
        options.find((option) => option.code === code)?.label ?? code,
      ]),
    ),
  }))
}
