import Link from 'next/link'
import { dateIn } from '@/app/ui/figures/wording'
import { firstReleaseAt } from '@/lib/disclosure/release'
import type { Lens } from '@/lib/profile/lens'
import type { NoView } from '../[slug]/profile-view'
import { hasView, viewPath } from '../[slug]/view-links'
import { Figures } from '../[slug]/view-page'
import type { ShownLens } from './read-lens'

/** The question of each lens, and what must be kept in mind beside the others. */
export const lensWords: Readonly<
  Record<Lens, { readonly question: string; readonly people: string; readonly caution: string }>
> = {
  hosts: {
    question: 'What people think of migration',
    people: 'Hosts',
    caution:
      'These are opinions of hosts. A 50 here means two minds about migration; it is not the 50 of somebody whose needs are half met.',
  },
  migrants: {
    question: 'How migrants fare',
    people: 'Migrants',
    caution:
      'Migrants answered for themselves. Do not take their scores from those of the other lenses: only the questions that both were asked can be compared.',
  },
  fabric: {
    question: 'What it does to society',
    people: 'Social fabric',
    caution:
      'Everybody was asked about the place they live in. The scores tell what it is like there, not what migration did to it.',
  },
}

/** One lens beside the others: its sentence, of whom and when, its pictures, and a caution. */
export function LensPanel({
  lens,
  hosts,
  shown,
}: {
  readonly lens: Lens
  /** Address of the hosts' round; '' where none was chosen. */
  readonly hosts: string
  /** Null: no round was chosen. */
  readonly shown: ShownLens | NoView | null
}) {
  const { question, caution } = lensWords[lens]
  return (
    <section className="stack lens">
      <h2>{question}</h2>
      {shown === null ? (
        <p className="quiet-text">No round is chosen for this lens.</p>
      ) : 'problem' in shown ? (
        <p className="quiet-text">
          {shown.problem.code === 'no_release_yet'
            ? `Figures appear when ${firstReleaseAt} people have answered or the round closes.`
            : shown.problem.message}
        </p>
      ) : (
        <>
          {shown.sentences.map((sentence, place) => (
            <p key={sentence} className={place === 0 ? 'lens-finding' : undefined}>
              {sentence}
            </p>
          ))}
          <Facts shown={shown} />
          {shown.views.map(({ id, view }) => (
            <Figures key={id} asked={shown.asked} here={id} view={view} figures={view.figures} />
          ))}
          <p>
            <Link href={viewPath(shown.asked.round.slug, 'overview')}>The whole profile</Link>
            {hasView(shown.asked.wording.questionnaire, 'benchmark') && (
              <>
                {' · '}
                <Link
                  href={`${viewPath(shown.asked.round.slug, 'benchmark')}${hosts === '' ? '' : `?hosts=${hosts}`}`}
                >
                  Migrants beside hosts
                </Link>
              </>
            )}
          </p>
        </>
      )}
      <p className="lens-caution">{caution}</p>
    </section>
  )
}

function Facts({ shown: { asked, views } }: { readonly shown: ShownLens }) {
  const { round, wording } = asked
  const profile = views[0]?.view.profile
  const date = dateIn(wording.language)
  const { openedOn, closedOn } = round
  const facts = [
    { name: 'Round', value: round.title },
    ...(profile?.release === undefined
      ? []
      : [
          { name: 'People', value: new Intl.NumberFormat('en').format(profile.release.responses) },
          {
            name: 'Figures',
            value: `release ${profile.release.number} of ${date(profile.release.madeOn)}`,
          },
        ]),
    {
      name: 'Sample',
      value:
        round.sampleDesign === 'probability'
          ? 'drawn by chance'
          : 'not drawn by chance: figures are of those who took part',
    },
    ...(openedOn === null
      ? []
      : [
          {
            name: 'Asked',
            value: closedOn === null ? `since ${date(openedOn)}` : `${date(openedOn)} to ${date(closedOn)}`,
          },
        ]),
    ...(round.isSynthetic ? [{ name: 'Data', value: 'synthetic: they describe nobody' }] : []),
  ]
  return (
    <dl className="lens-facts">
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
