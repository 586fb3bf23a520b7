import type {
  Item,
  LanguageMap,
  OptionItem,
  Questionnaire,
  ResponseOption,
} from '@/lib/questionnaire/definition'
import { countryOptions, textIn } from '@/lib/questionnaire/language'
import { otherCountryNames } from '@/lib/questionnaire/other-country-names'

/**
 * The part of a questionnaire that one person's screen needs: one language, no scores, no signals, no sources.
 * It is a questionnaire still, so the engine reads it as it reads the whole, with the same verdict on every answer.
 * Nothing in it tells what an answer means for the result.
 *
 * @param language one of the questionnaire's languages; a missing text falls back to the default language
 * @param wave 1 or more; from the second wave on the follow-up wording takes the place of the first
 */
export function questionnaireIn(questionnaire: Questionnaire, language: string, wave: number): Questionnaire {
  const only = (map: LanguageMap | null | undefined): LanguageMap => ({
    [language]: textIn(map, language, questionnaire.defaultLanguage),
  })
  const option = ({ code, label, attributes }: ResponseOption): ResponseOption => ({
    code,
    label: only(label),
    ...(attributes === undefined ? {} : { attributes }),
  })
  return {
    format: questionnaire.format,
    id: questionnaire.id,
    version: questionnaire.version,
    population: questionnaire.population,
    title: only(questionnaire.title),
    intro: only(questionnaire.intro),
    outro: only(questionnaire.outro),
    ...(questionnaire.estimatedMinutes === undefined
      ? {}
      : { estimatedMinutes: questionnaire.estimatedMinutes }),
    languages: questionnaire.languages,
    defaultLanguage: language,
    rightToLeft: [],
    translationStatus: {},
    missingLabels: Object.fromEntries(
      Object.entries(questionnaire.missingLabels).map(([code, label]) => [code, only(label)]),
    ),
    choiceLists: Object.fromEntries(
      Object.entries(questionnaire.choiceLists).map(([id, options]) => [id, options.map(option)]),
    ),
    sections: questionnaire.sections.map((section) => ({
      id: section.id,
      title: only(section.title),
      ...(section.intro ? { intro: only(section.intro) } : {}),
      ...(section.optional ? { optional: true } : {}),
      ...(section.appearance === undefined ? {} : { appearance: section.appearance }),
      items: section.items,
    })),
    items: questionnaire.items.map((item) => itemIn(item, only, option, language, wave)),
    scoring: null,
  }
}

/** What else the countries are called that are searched for an item, by item id; empty without a list of countries. */
export function otherNamesIn(
  questionnaire: Questionnaire,
  language: string,
): Readonly<Record<string, ReturnType<typeof otherCountryNames>>> {
  return Object.fromEntries(
    questionnaire.items
      .filter((item) => item.type === 'single' && item.choiceSource !== undefined)
      .map(({ id }) => [id, otherCountryNames(language)]),
  )
}

/**
 * Expressions that are true for people who told of hard and pressing things. Whoever makes one true is shown where help is,
 * whatever they answer later. Only the conditions leave the questionnaire, not what else follows from them.
 */
export function helpWhen({ scoring }: Questionnaire): readonly string[] {
  const classification = scoring?.classification
  if (classification?.type !== 'signals') return []
  return classification.signals.filter(({ strength }) => strength === 'strong').map(({ when }) => when)
}

function itemIn(
  item: Item,
  only: (map: LanguageMap | null | undefined) => LanguageMap,
  option: (option: ResponseOption) => ResponseOption,
  language: string,
  wave: number,
): Item {
  const shared = {
    id: item.id,
    role: item.role,
    label: only(wave > 1 ? (item.labelFollowUp ?? item.label) : item.label),
    ...(item.help ? { help: only(item.help) } : {}),
    missing: item.missing,
    sensitive: item.sensitive,
    required: item.required,
    relevant: item.relevant,
    ...(item.constraint === undefined ? {} : { constraint: item.constraint }),
    ...(item.requiredMessage === undefined ? {} : { requiredMessage: only(item.requiredMessage) }),
    ...(item.constraintMessage === undefined ? {} : { constraintMessage: only(item.constraintMessage) }),
    ...(item.default === undefined ? {} : { default: item.default }),
    ...(item.appearance === undefined ? {} : { appearance: item.appearance }),
    scoring: { method: 'none' },
  } as const
  switch (item.type) {
    case 'single':
      return { ...shared, type: item.type, ...choicesIn(item, option, language) }
    case 'multiple':
      return {
        ...shared,
        type: item.type,
        ...choicesIn(item, option, language),
        ...(item.exclusive === undefined ? {} : { exclusive: item.exclusive }),
      }
    case 'number':
      return {
        ...shared,
        type: item.type,
        min: item.min,
        max: item.max,
        decimals: item.decimals,
        ...(item.unit ? { unit: typeof item.unit === 'string' ? item.unit : only(item.unit) } : {}),
      }
    case 'scale':
      return {
        ...shared,
        type: item.type,
        min: item.min,
        max: item.max,
        step: item.step,
        ...(item.minLabel === undefined ? {} : { minLabel: only(item.minLabel) }),
        ...(item.maxLabel === undefined ? {} : { maxLabel: only(item.maxLabel) }),
      }
    case 'text':
      return { ...shared, type: item.type, maxLength: item.maxLength }
    case 'date':
      return { ...shared, type: item.type, min: item.min, max: item.max, precision: item.precision }
    case 'rank':
      return { ...shared, type: item.type, ...choicesIn(item, option, language) }
    case 'time':
      return { ...shared, type: item.type, min: item.min, max: item.max }
    case 'hidden':
      return { ...shared, type: item.type, min: item.min, max: item.max }
    case 'note':
    case 'today':
      return { ...shared, type: item.type }
    case 'calculated':
      return { ...shared, type: item.type, calculation: item.calculation }
  }
}

function choicesIn(item: OptionItem, option: (option: ResponseOption) => ResponseOption, language: string) {
  const filter = item.choiceFilter === undefined ? {} : { choiceFilter: item.choiceFilter }
  if (item.choices !== undefined) return { ...filter, choices: item.choices.map(option) }
  if (item.choiceList !== undefined) return { ...filter, choiceList: item.choiceList }
  // Named here, once: a browser that knows other names for countries would draw another page than the server.
  return {
    choices: countryOptions(language).map(({ code, label }) => ({
      code,
      label: { [language]: label },
    })),
  }
}
