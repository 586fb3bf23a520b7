import { dateIn, numberIn } from '@/lib/interface/number-words'
import type { Wording } from './names'
import type { Profile } from './profile'
import { type LinkedWeighting, titleOfWeights } from './weighting'

/** What a line of the source tells of a profile. */
export type Sourced = Pick<
  Profile,
  'release' | 'generatedAt' | 'questionnaire' | 'sampleDesign' | 'synthetic' | 'weighting'
> & {
  /** Of figures of linked people; null or left out where there are none. */
  readonly linkedWeighting?: LinkedWeighting | null
}

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
  const origins = rounds.flatMap(
    ({ profile: { release, generatedAt, questionnaire, weighting, linkedWeighting }, title }) => {
      const { version: asked, scoringVersion: scoring } = questionnaire
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
        ...(scoring === undefined ? [] : [say('note.scored_anew', { asked, scoring })]),
        ...(weights === null ? [] : [say('source.weighted', { title: weights })]),
        ...(linkedWeighting == null ? [] : [linkedInWords(wording, linkedWeighting)]),
      ]
    },
  )
  const samples = rounds.map(({ profile: { sampleDesign } }) =>
    say(sampleDesign === 'non_probability' ? 'source.nonProbability' : 'source.probability'),
  )
  return [
    ...(rounds.some(({ profile }) => profile.synthetic) ? [say('source.synthetic')] : []),
    ...origins,
    ...new Set(samples),
  ].join(' ')
}

/** How people of one table were weighted, in a sentence. */
export function weightsInWords(
  wording: Pick<Wording, 'say'>,
  { weighting, linkedWeighting }: Pick<Sourced, 'weighting' | 'linkedWeighting'>,
): string {
  if (linkedWeighting != null) return linkedInWords(wording, linkedWeighting)
  const title = titleOfWeights(weighting)
  return title === null ? wording.say('method.unweighted') : wording.say('source.weighted', { title })
}

/** How linked people were weighted, in a sentence. */
export function linkedInWords({ say }: Pick<Wording, 'say'>, { title }: LinkedWeighting): string {
  return title === null ? say('source.linkedOnce') : say('source.linked', { title })
}
