import { type Flows, flowFigures, hasFlows } from '@/app/ui/figures/flows'
import { trendFigures, type WaveFigures } from '@/app/ui/figures/trends'
import { type WavePair, waveChangeFigure } from '@/app/ui/figures/wave-changes'
import { sourceOfSeveral } from '@/app/ui/figures/wording'
import { readDetails } from '@/db/details'
import { readProfile } from '@/db/profiles'
import { listWaves, type Wave } from '@/db/waves'
import { earlierState } from '@/lib/disclosure/detail'
import { categoriesOf } from '@/lib/disclosure/lattice'
import { statesOf } from '@/lib/disclosure/state'
import { ProblemError } from '@/lib/problem'
import { linkedInWords } from '@/lib/profile/source-line'
import { type AskedRound, profileByCategory, type View } from './profile-view'

/** The waves of a study, as far as their figures may be seen. */
export type WavesView = View & {
  /** By wave; those without figures are left out. */
  readonly waves: readonly WaveFigures[]
  /** Each later wave in which somebody is linked, as far as it may be told. */
  readonly flows: readonly Flows[]
  /** Each wave beside the next. */
  readonly pairs: readonly WavePair[]
}

/** Reads every wave of the study that a round belongs to, each from its newest release. @throws as `readProfile` */
export async function readWaves(asked: AskedRound): Promise<WavesView> {
  const { actor, round, wording } = asked
  const profile = await profileByCategory(asked)
  const waves: WaveFigures[] = []
  const flows: Flows[] = []
  const listed = await listWaves(actor, round.slug, { exact: asked.question.exact })
  for (const one of listed.filter(({ isScoredAlike }) => isScoredAlike)) {
    const figures = await readWave(asked, one)
    if (figures === null) continue
    waves.push(figures)
    const linked = await readLinked(asked, one)
    if (linked === null) continue
    const flow = { wave: one.wave, linked }
    if (hasFlows(flow)) flows.push(flow)
  }
  const pairs = waves.slice(1).flatMap((later, place): readonly WavePair[] => {
    const earlier = waves[place]
    return earlier === undefined ? [] : [[earlier, later]]
  })
  const figures =
    waves.length < 2
      ? []
      : [
          ...trendFigures(waves, wording),
          ...pairs.map((pair) => waveChangeFigure(pair, wording)),
          ...flows.flatMap((flow) => flowFigures(flow, wording)),
        ]
  const source = sourceOfSeveral(
    wording,
    waves.map(({ wave, everybody, title }) => {
      const flow = flows.find((one) => one.wave === wave)
      return { profile: { ...everybody, linkedWeighting: flow?.linked.linkedWeighting ?? null }, title }
    }),
  )
  const methods = flows.flatMap(({ wave, linked: { linkedWeighting } }) => {
    if (linkedWeighting === null) return []
    const sentence = linkedInWords(wording, linkedWeighting)
    return [flows.length === 1 ? sentence : `${wording.say('wave.name', { wave })}. ${sentence}`]
  })
  const otherwise = listed
    .filter(({ isScoredAlike }) => !isScoredAlike)
    .map(({ wave }) => wording.say('waves.scoredOtherwise', { wave }))
  return { profile, figures, source, methods: [...otherwise, ...methods], waves, flows, pairs }
}

async function readWave({ actor, question, wording }: AskedRound, one: Wave): Promise<WaveFigures | null> {
  const { exact } = question
  if (exact ? one.state === 'draft' : one.release === null) return null
  const hasCategories = categoriesOf(wording.questionnaire).length > 0
  return orNull(async () => {
    const everybody = await readProfile(actor, one.slug, { by: [], exact })
    const byCategory = hasCategories ? await readProfile(actor, one.slug, { exact }) : everybody
    return { wave: one.wave, title: one.title, everybody, byCategory }
  })
}

/** By what linked people were before; of all of them where nobody is put into categories. */
async function readLinked({ actor, question, wording }: AskedRound, one: Wave) {
  const by = statesOf(wording.questionnaire).length > 0 ? [earlierState] : []
  return orNull(async () => {
    const [table] = await readDetails(actor, one.slug, [{ tier: 'linked', by }], { exact: question.exact })
    return table ?? null
  })
}

/** Null for a wave that has no figures, or whose figures are not for this reader. */
async function orNull<T>(reading: () => Promise<T | null>): Promise<T | null> {
  try {
    return await reading()
  } catch (error) {
    if (error instanceof ProblemError && withoutFigures.includes(error.code)) return null
    throw error
  }
}

const withoutFigures: readonly string[] = ['not_allowed', 'no_release_yet', 'release_without_details']
