import type { Wording } from '@/app/ui/figures/wording'
import { type DetailTier, minimumDetailCell } from '@/lib/disclosure/detail'
import { fewestForCoefficient } from '@/lib/disclosure/protect'
import type { Profile } from '@/lib/profile/profile'
import type { WrittenQuestion } from '@/lib/profile/question'

/** How the figures were made and what they cannot say. */
export function Method({
  profile,
  also,
  question,
  slug,
  wording,
}: {
  readonly profile: Profile
  /** Sentences on figures of the view that the profile does not hold. */
  readonly also: readonly string[]
  readonly question: WrittenQuestion
  readonly slug: string
  readonly wording: Wording
}) {
  const isByScore = wording.questionnaire.scoring?.classification?.type === 'threshold'
  const { weighting, variance, intervals, disclosure } = profile.method
  const parts = [
    ...(profile.by.length === 0 ? [] : [`by=${profile.by.join(',')}`]),
    ...(question.exact ? ['exact=true'] : []),
  ]
  const fewestIn = (tier: DetailTier) => minimumDetailCell(tier, disclosure.minimumCell)
  const query = parts.length === 0 ? '' : `?${parts.join('&')}`
  return (
    <section className="stack-small method">
      <h2>Method and limits</h2>
      <p>{weighting}</p>
      {also.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <p>{variance}</p>
      <p>{intervals}</p>
      <p>{disclosure.statement}</p>
      {profile.notes.map((note) => (
        <p key={note.code}>{note.text}</p>
      ))}
      {!disclosure.exact && (
        <details>
          <summary>What was hidden or blurred, and what you can do</summary>
          <p>
            A group of fewer than {disclosure.minimumCell} people is hidden (fewer than{' '}
            {disclosure.minimumVictimCell} for harmed migrants by origin, host country or place;{' '}
            {fewestIn('answers')} for answers and parts of scores, {fewestIn('analysis')} for what categories
            hang on, {fewestIn('linked')} for linked people; {fewestIn('distribution')} for shares of bands of
            a score, {fewestForCoefficient} for whether items hang together). A count is off by at most 3. A
            mean over n people carries an error with a standard deviation of at least about 75/n points, a
            share one of at least about 150/n of 100: 7.5 points at 10 people, 2.5 at 30, 0.75 at 100. It is
            larger where people count unequally, where weights are others than at the first release, and where
            two figures are nearly alike. The likely ranges count it in.
          </p>
          <p>
            To see a hidden group, divide by fewer breakdowns or ask for a coarser one, or wait for the next
            release. A manager of the round can see exact figures and may publish nothing of them.
          </p>
        </details>
      )}
      {profile.categories.length > 0 && (
        <p>{wording.say(isByScore ? 'note.categoriesByScore' : 'note.categories')}</p>
      )}
      <p>
        For programs:{' '}
        <code>
          GET /api/v1/surveys/{slug}/profile{query}
        </code>
      </p>
    </section>
  )
}
