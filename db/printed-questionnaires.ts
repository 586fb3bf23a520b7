import { and, eq } from 'drizzle-orm'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { authorise } from './authorise'
import { store } from './connection'
import { newestVersion, publishedVersion } from './questionnaires'
import { questionnaireVersions } from './schema/questionnaires'

/** What a printed questionnaire says: its definition, and since when it stands. */
export type QuestionnaireToPrint = {
  readonly questionnaire: Questionnaire
  readonly language: string
  readonly publishedOn: string
}

/**
 * A published questionnaire with the day of its publication, for printing.
 *
 * @param asked `language`: one of the questionnaire's, its default one when left out; `version`: the newest when left out
 * @throws not_found; input_invalid (language) naming the languages that there are
 */
export async function readQuestionnaireToPrint(
  actor: Actor,
  id: string,
  asked: { readonly language?: string | undefined; readonly version?: number | undefined },
): Promise<QuestionnaireToPrint> {
  authorise(actor, 'questionnaire.read')
  const version = asked.version ?? newestVersion(id)
  const questionnaire = publishedVersion(id, version)
  const language = asked.language ?? questionnaire.defaultLanguage
  if (!questionnaire.languages.includes(language))
    throw problem('input_invalid', undefined, [
      {
        path: 'language',
        code: 'unknown_language',
        message: `This questionnaire has no language "${language}". Choose one of: ${questionnaire.languages.join(', ')}.`,
      },
    ])
  return { questionnaire, language, publishedOn: publicationDay(id, version) }
}

function publicationDay(id: string, version: number): string {
  const row = store()
    .reader.select({ publishedOn: questionnaireVersions.publishedOn })
    .from(questionnaireVersions)
    .where(and(eq(questionnaireVersions.questionnaireId, id), eq(questionnaireVersions.version, version)))
    .get()
  if (row === undefined) throw problem('not_found', { what: 'questionnaire' })
  return row.publishedOn
}
