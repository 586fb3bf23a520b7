import { dateIn, numberIn } from '@/lib/interface/number-words'
import type { Wording } from './names'
import type { Profile } from './profile'
import { titleOfWeights } from './weighting'

/** What a line of the source tells of a profile. */
export type Sourced = Pick<Profile, 'release' | 'generatedAt' | 'sampleDesign' | 'synthetic' | 'weighting'>

/** Where figures come from, in one line: release, weights and sample. Under every picture and in every file. */
export function sourceLine(wording: Wording, profile: Sourced, title: string): string {
  return sourceOfSeveral(wording, [{ profile, title }])
}

/** The same for a picture of several rounds, each with its release and weights. */
export function sourceOfSeveral(
  wording: Wording,
  rounds: readonly { readonly profile: Sourced; readonly title: string }[],
): string {
  const { say, language } = wording
  const date = dateIn(language)
  const origins = rounds.flatMap(({ profile: { release, generatedAt, weighting }, title }) => {
    const weights = titleOfWeights(weighting)
    return [
      release === undefined
        ? say('source.exact', { title, date: date(generatedAt) })
        : say('source.release', {
            title,
            number: release.number,
            date: date(release.madeOn),
            responses: numberIn(language, 0)(release.responses),
          }),
      ...(weights === null ? [] : [say('source.weighted', { title: weights })]),
    ]
  })
  const samples = rounds.map(({ profile: { sampleDesign } }) =>
    say(sampleDesign === 'non_probability' ? 'source.nonProbability' : 'source.probability'),
  )
  return [
    ...(rounds.some(({ profile }) => profile.synthetic) ? [say('source.synthetic')] : []),
    ...origins,
    ...new Set(samples),
  ].join(' ')
}

/** How people were weighted, in a sentence. */
export function weightsInWords({ say }: Pick<Wording, 'say'>, { weighting }: Sourced): string {
  const title = titleOfWeights(weighting)
  return title === null ? say('method.unweighted') : say('source.weighted', { title })
}
