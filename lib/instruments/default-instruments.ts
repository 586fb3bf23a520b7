import { parseQuestionnaire } from '../questionnaire/check'
import type { Questionnaire } from '../questionnaire/definition'
import migrantLong from './migrant-long.json'
import migrantShort from './migrant-short.json'
import publicPerceptions from './public-perceptions.json'
import socialFabric from './social-fabric.json'

let parsed: readonly Questionnaire[] | undefined

/** The four questionnaires that come with Foothold: short form, long form, public perceptions, social fabric. */
export function defaultInstruments(): readonly Questionnaire[] {
  parsed ??= [migrantShort, migrantLong, publicPerceptions, socialFabric].map((document) => {
    const result = parseQuestionnaire(document)
    if (!result.ok)
      throw new Error(`A default questionnaire is broken: ${JSON.stringify(result.problems[0])}`)
    return result.value
  })
  return parsed
}
