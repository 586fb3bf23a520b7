import { asc, eq } from 'drizzle-orm'
import type { ReleasedWeighting } from '@/lib/profile/weighting'
import type { Result } from '@/lib/result'
import { diagnosticsOf, type FittedWeights, fitWeights } from '@/lib/weighting/fit-weights'
import { nameOfMargin } from '@/lib/weighting/population-margins'
import type { Database } from './database'
import { responseScores, responses } from './schema/responses'
import type { rounds } from './schema/rounds'
import { personWeights, weightings } from './schema/weightings'

/** A weighting as it is kept, or as it would be. */
export type Weighting = typeof weightings.$inferSelect

/** One person's place in a weighted sample. */
export type SampledPerson = { readonly weight: number; readonly stratum: string; readonly psu: string }

/** Of a round without weights. */
export const everybodyOnce: SampledPerson = { weight: 1, stratum: '', psu: '' }

/** The weights that a weighting gives to people now. */
export type WeightsInUse = {
  /** By id of the response; who has none is left out. */
  readonly weights: ReadonlyMap<string, SampledPerson>
  /** Its `weightsKey` is that of no release. */
  readonly weighting: ReleasedWeighting
  /** Of the design weights that say who has a weight; null where everybody has. */
  readonly designId: string | null
  /** How the fit went; null for design weights. */
  readonly fit: Result<FittedWeights> | null
  /** Everybody with a weight, in the order of the fit. */
  readonly members: readonly Member[]
}

type Member = { readonly id: string; readonly bands: Readonly<Record<string, string>> } & SampledPerson

/** The weights of the weighting that a round uses. For `db` only. @returns null where every person counts once */
export function weightsInUse(db: Database, round: typeof rounds.$inferSelect): WeightsInUse | null {
  if (round.weightingId === null) return null
  const weighting = weightingById(db, round.weightingId)
  return weighting === undefined ? null : weightsOf(db, weighting)
}

/**
 * The weights of a weighting for the people who are in its round now: design weights as they are stored, fitted ones fitted anew. Where the
 * fit fails, the weights that it stands upon are left, and `fault` says why. For `db` only.
 */
export function weightsOf(db: Database, weighting: Weighting): WeightsInUse {
  const base = weighting.baseId === null ? undefined : weightingById(db, weighting.baseId)
  const design = weighting.method === 'design' ? weighting : (base ?? null)
  const everybody = db
    .select({ id: responses.id, bands: responseScores.bands })
    .from(responses)
    .innerJoin(responseScores, eq(responseScores.responseId, responses.id))
    .where(eq(responses.roundId, weighting.roundId))
    .orderBy(asc(responses.id))
    .all()
  const members = design === null ? everybody.map(countedOnce) : withDesign(db, design.id, everybody)
  const { method, margins, trimming } = weighting
  const fit =
    method === 'design'
      ? null
      : fitWeights(
          members.map(({ bands, weight }) => ({ bands, base: weight })),
          { method, margins, trimming },
        )
  const fitted = fit?.ok ? fit.value : null
  const weights = new Map(
    members.map(({ id, weight, stratum, psu }, place) => [
      id,
      { weight: fitted?.weights[place] ?? weight, stratum, psu },
    ]),
  )
  return {
    weights,
    designId: design?.id ?? null,
    fit,
    members,
    weighting: {
      id: weighting.id,
      weightsKey: '',
      title: weighting.title,
      madeOn: weighting.madeOn,
      madeBy: weighting.madeBy,
      method,
      margins: margins.map(nameOfMargin),
      upon: base?.title ?? null,
      hasStrata: members.some(({ stratum }) => stratum !== ''),
      hasSamplingUnits: members.some(({ psu }) => psu !== ''),
      unitsInPopulation: design?.unitsInPopulation ?? {},
      withoutWeight: everybody.length - members.length,
      diagnostics: fitted?.diagnostics ?? diagnosticsOf(members.map(({ weight }) => weight)),
      fault: fit === null || fit.ok ? null : fit.problems.map(({ message }) => message).join(' '),
    },
  }
}

/** For `db` only. */
export function weightingById(db: Database, id: string): Weighting | undefined {
  return db.select().from(weightings).where(eq(weightings.id, id)).get()
}

type Scored = { readonly id: string; readonly bands: Readonly<Record<string, string>> }

function countedOnce(person: Scored): Member {
  return { ...person, ...everybodyOnce }
}

function withDesign(db: Database, designId: string, everybody: readonly Scored[]): readonly Member[] {
  const drawn = new Map(
    db
      .select()
      .from(personWeights)
      .where(eq(personWeights.weightingId, designId))
      .all()
      .map(({ responseId, weight, stratum, psu }) => [responseId, { weight, stratum, psu }]),
  )
  return everybody.flatMap((person) => {
    const sampled = drawn.get(person.id)
    return sampled === undefined ? [] : [{ ...person, ...sampled }]
  })
}
