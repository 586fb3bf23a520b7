import { type Codebook, codebookOf } from '@/lib/interchange/codebook/codebook'
import { codebookDetails } from '@/lib/interchange/codebook-of-questionnaire'
import { microdataTable } from '@/lib/interchange/microdata-variables'
import { studyOf } from '@/lib/interchange/study-of-round'
import type { Actor } from '@/lib/permissions'
import { authorise } from './authorise'
import { store } from './connection'
import { dateOf } from './identifiers'
import { roundRow } from './rounds'
import { scoredVersion } from './scored-version'
import { weightingById } from './weights-in-use'

/** What the variables of a round mean. It tells nothing of answers, and not how many there are. */
export type RoundCodebook = Pick<
  Codebook,
  'title' | 'language' | 'direction' | 'words' | 'missing' | 'sections'
> & {
  /** In which it can be read. */
  readonly languages: readonly string[]
}

/**
 * The codebook of a round: every variable that a file of its answers can have.
 *
 * @param language of labels; one that the questionnaire does not have, or none, gives its default language
 * @throws not_found
 */
export async function readCodebook(actor: Actor, slug: string, language?: string): Promise<RoundCodebook> {
  authorise(actor, 'round.read')
  const round = roundRow(slug)
  authorise(actor, 'round.read', round.id)
  const questionnaire = scoredVersion(round)
  const shown = questionnaire.languages.find((one) => one === language) ?? questionnaire.defaultLanguage
  const choice = { language: shown, includeSensitive: true, includeText: true, includeItemScores: true }
  const { variables, missingLabels, leftOut } = microdataTable(questionnaire, choice, {
    textBytes: null,
    hasDesign: round.weightingId !== null,
    scoringVersion: round.scoringVersion,
  })
  const madeOn = dateOf(new Date())
  const weighting = round.weightingId === null ? undefined : weightingById(store().reader, round.weightingId)
  const weighted =
    weighting === undefined
      ? {}
      : { weighting: `People count by the weights “${weighting.title}” of ${weighting.madeOn}.` }
  const study = studyOf({ ...round, ...weighted }, questionnaire, shown, leftOut, madeOn)
  const description = {
    name: slug,
    title: study.title,
    language: shown,
    madeOn,
    variables,
    missingLabels,
    rowCount: 0,
  }
  const { title, direction, words, missing, sections } = codebookOf(
    description,
    study,
    codebookDetails(questionnaire, shown),
  )
  return { title, language: shown, direction, words, missing, sections, languages: questionnaire.languages }
}
