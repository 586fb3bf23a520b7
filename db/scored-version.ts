import type { Questionnaire } from '@/lib/questionnaire/definition'
import { unrolled } from '@/lib/questionnaire/repeats'
import { isScoringChanged } from '@/lib/questionnaire/scoring-change'
import { withScoringOf } from '@/lib/questionnaire/with-scoring'
import type { Result } from '@/lib/result'
import { askedVersion, publishedVersion } from './questionnaires'
import type { releases } from './schema/aggregates'
import type { rounds } from './schema/rounds'

/*
 * By which version answers are scored. People are asked, and their answers are checked and read, by `askedVersion` alone; whatever looks at
 * scores, categories or figures takes the questionnaire from here.
 */

/** Of a round, what says how its answers are scored. */
export type ScoredRound = Pick<
  typeof rounds.$inferSelect,
  'questionnaireId' | 'questionnaireVersion' | 'scoringVersion'
>

/** The questionnaire of a round with the scoring that is in force now. For `db` only. */
export function scoredVersion({
  questionnaireId,
  questionnaireVersion,
  scoringVersion,
}: ScoredRound): Questionnaire {
  return versionScoredBy(questionnaireId, questionnaireVersion, scoringVersion)
}

/** The questionnaire of a round with the scoring that a release was made by. For `db` only. */
export function scoringOfRelease(
  round: ScoredRound,
  { scoringVersion }: Pick<typeof releases.$inferSelect, 'scoringVersion'>,
): Questionnaire {
  return scoredVersion({ ...round, scoringVersion })
}

/**
 * Whether scores of two waves of a study can be held against each other: those of the earlier one would stay as they are, were it scored by the
 * scoring of the later one. For `db` only.
 */
export function areScoredAlike(earlier: ScoredRound, later: ScoredRound): boolean {
  const own = scoredVersion(earlier)
  const { scoringVersion, questionnaireVersion } = later
  const other = tryScoring(
    earlier.questionnaireId,
    earlier.questionnaireVersion,
    scoringVersion ?? questionnaireVersion,
  )
  if (other.ok) return !isScoringChanged(own, other.value)
  return own.scoring === null && scoredVersion(later).scoring === null
}

/** A version as it is asked, with the scoring of another one; null: its own. For `db` only. @throws not_found */
export function versionScoredBy(id: string, asked: number, scoring: number | null): Questionnaire {
  if (scoring === null) return askedVersion(id, asked)
  const found = tryScoring(id, asked, scoring)
  if (!found.ok) throw new Error(`Version ${asked} of ${id} cannot be scored by version ${scoring}.`)
  return found.value
}

/** Both versions never change, so they are put together once: much is kept for each questionnaire object. */
const scoredVersions = new WeakMap<Questionnaire, Map<number, Result<Questionnaire>>>()

/** A version as it is asked, with the scoring of another one, or why it cannot be scored so. For `db` only. @throws not_found */
export function tryScoring(id: string, asked: number, scoring: number): Result<Questionnaire> {
  const questionnaire = publishedVersion(id, asked)
  const known = scoredVersions.get(questionnaire) ?? new Map<number, Result<Questionnaire>>()
  scoredVersions.set(questionnaire, known)
  const found = known.get(scoring) ?? askedWithScoring(questionnaire, publishedVersion(id, scoring))
  known.set(scoring, found)
  return found
}

function askedWithScoring(asked: Questionnaire, other: Questionnaire): Result<Questionnaire> {
  const found = withScoringOf(asked, other)
  return found.ok ? { ok: true, value: unrolled(found.value) } : found
}
