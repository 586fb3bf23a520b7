'use server'

import { currentActor } from '@/app/session'
import { readQuestionnaire } from '@/db/questionnaires'
import type { Questionnaire } from '@/lib/questionnaire/definition'

/** A questionnaire of the library, whole: an editor asks for the one that somebody looks into. @throws not_found */
export async function readFromLibrary(id: string): Promise<Questionnaire> {
  return readQuestionnaire(await currentActor(), String(id))
}
