import type { Questionnaire } from '../definition'
import { hasText } from '../language'
import { placedTexts } from '../placed-texts'
import { isMachineDraftedStatus, placeholderProblem, reviewedStatuses } from '../translation-state'
import { type Finding, finding, firstOf } from './finding'

/** What the languages other than the default one lack. */
export function* lintLanguages(questionnaire: Questionnaire): Generator<Finding> {
  const { languages, defaultLanguage } = questionnaire
  for (const [place, language] of languages.entries()) {
    if (language === defaultLanguage) continue
    yield* lintTexts(questionnaire, language, place)
    yield* lintStatus(questionnaire, language)
  }
}

function* lintTexts(questionnaire: Questionnaire, language: string, place: number): Generator<Finding> {
  const { defaultLanguage } = questionnaire
  const wanted = placedTexts(questionnaire).filter(({ texts }) => hasText(texts, defaultLanguage))
  const missing = wanted.filter(({ texts }) => !hasText(texts, language)).map(({ path }) => path)
  if (missing.length > 0) {
    yield finding(
      'translation_missing',
      { path: `languages[${place}]`, ids: `languages/${language}`, language },
      { count: missing.length, total: wanted.length, first: missing.slice(0, 3).join(', ') },
      `"${language}" lacks ${missing.length} of ${wanted.length} texts, beginning with ${firstOf(missing)}. People are not asked in it until they are translated.`,
    )
  }
  for (const { key, path, itemId, texts } of wanted) {
    if (!hasText(texts, language)) continue
    const problem = placeholderProblem(texts[defaultLanguage] ?? '', texts[language] ?? '', path)
    if (problem === null) continue
    yield finding(
      'placeholders_differ',
      {
        path: `${path}.${language}`,
        ids: `${key}/${language}`,
        language,
        ...(itemId !== null && { itemId }),
      },
      {},
      problem.message,
    )
  }
}

function* lintStatus({ translationStatus }: Questionnaire, language: string): Generator<Finding> {
  const status = translationStatus[language] ?? ''
  const place = { path: `translationStatus.${language}`, ids: `translationStatus/${language}`, language }
  if (isMachineDraftedStatus(status)) {
    yield finding(
      'translation_machine_drafted',
      place,
      { status },
      `"${language}" was translated by a machine and reviewed by nobody. Have somebody review it whose first language it is.`,
    )
  } else if (!reviewedStatuses.includes(status)) {
    yield finding(
      'translation_not_reviewed',
      place,
      { status },
      `Nothing says that anybody reviewed "${language}"${status === '' ? '' : ` (its status is "${status}")`}. Have it reviewed, and say of its texts that they are.`,
    )
  }
}
