import type { Questionnaire } from '../questionnaire/definition'
import { untranslatedTexts } from '../questionnaire/untranslated'
import { isMachineDrafted, speaksInterface } from './messages'

/** Whether people can be asked in a language, and what stands in the way. */
export type LanguageReadiness = {
  readonly language: string
  readonly isReady: boolean
  /** Whether buttons, consent and errors are there in this language. */
  readonly hasInterface: boolean
  /** Paths of texts that respondents read and that are not translated. */
  readonly missingTexts: readonly string[]
  /** Whether texts of the interface or of the questionnaire are a draft that no native speaker has reviewed. */
  readonly isDraft: boolean
}

/** A questionnaire that was parsed never changes, and every submission asks. */
const known = new WeakMap<Questionnaire, readonly LanguageReadiness[]>()

/** Which of a questionnaire's languages are complete: in the interface, and in every text that a respondent reads. */
export function languageReadiness(questionnaire: Questionnaire): readonly LanguageReadiness[] {
  let readiness = known.get(questionnaire)
  if (readiness === undefined) {
    readiness = readinessOf(questionnaire)
    known.set(questionnaire, readiness)
  }
  return readiness
}

function readinessOf(questionnaire: Questionnaire): readonly LanguageReadiness[] {
  return questionnaire.languages.map((language) => {
    const hasInterface = speaksInterface(language)
    const missingTexts = untranslatedTexts(questionnaire, language)
    const isReady = hasInterface && missingTexts.length === 0
    const status = questionnaire.translationStatus[language] ?? 'source'
    const isDraft = isMachineDrafted(language) || !['source', 'reviewed'].includes(status)
    return { language, isReady, hasInterface, missingTexts, isDraft }
  })
}

/** The languages that can be opened for collection, the default language first where it is among them. */
export function collectionLanguages(questionnaire: Questionnaire): readonly string[] {
  const ready = languageReadiness(questionnaire)
    .filter(({ isReady }) => isReady)
    .map(({ language }) => language)
  const { defaultLanguage } = questionnaire
  return ready.includes(defaultLanguage)
    ? [defaultLanguage, ...ready.filter((language) => language !== defaultLanguage)]
    : ready
}
