import type { Item, Questionnaire } from '@/lib/questionnaire/definition'
import { countryOptions, textIn } from '@/lib/questionnaire/language'
import { optionsOf } from '@/lib/questionnaire/options'

/** Everything that an item lets one choose, in English, countries by name. */
export function choicesOf(
  questionnaire: Questionnaire,
  item: Item,
): readonly { readonly code: string; readonly label: string }[] {
  const countries = new Map(countryOptions('en').map(({ code, label }) => [code, label]))
  const choices = optionsOf(questionnaire, item).map(({ code, label }) => ({
    code,
    label: textIn(label, 'en', questionnaire.defaultLanguage) || (countries.get(code) ?? code),
  }))
  const isFromList = 'choiceSource' in item && item.choiceSource !== undefined
  return isFromList ? choices.toSorted((a, b) => a.label.localeCompare(b.label)) : choices
}
