import type { Actor } from '@/lib/permissions'
import { publishResults } from '../publications'
import { readQuestionnaire } from '../questionnaires'
import { importResponses } from '../response-import'
import { operator } from './actors'
import { answersOfPerson } from './answers'

/** Fills the round `spring` of a fresh store with enough answers for a release. */
export async function fillSpring(): Promise<void> {
  const questionnaire = await readQuestionnaire(operator, 'migrant-short')
  const rows = Array.from({ length: 90 }, (_, place) => ({
    row: place + 1,
    id: `p${place}`,
    answers: answersOfPerson(questionnaire, place),
  }))
  const { problems } = await importResponses(operator, 'spring', rows)
  if (problems.length > 0) throw new Error('The answers were not taken.')
}

/** Publishes release 1 of the round `spring`. @returns its version */
export async function publishSpring(manager: Actor): Promise<number> {
  const said = {
    release: 1,
    title: 'Spring',
    citation: 'Spring. 2026.',
    licence: '',
    confirmed: 'yes',
  } as const
  return (await publishResults(manager, 'spring', said)).version
}
