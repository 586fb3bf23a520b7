import { waveSentences } from '@/app/ui/figures/wave-changes'
import { categoriesOf } from '@/lib/disclosure/lattice'
import { askedRound, readOrExplain, searchOf, type ViewProps } from '../profile-view'
import { Figures, ViewPage } from '../view-page'
import { readWaves } from '../waves-view'

export const metadata = { title: 'Waves' }

export default async function WavesPage({ params, searchParams }: ViewProps) {
  const asked = await askedRound((await params).slug, await searchOf(searchParams))
  const view = await readOrExplain(readWaves(asked))
  if ('problem' in view) return <ViewPage asked={asked} here="waves" view={view} />
  const { pairs, flows, waves, figures } = view
  const { wording } = asked
  const hasStates = categoriesOf(wording.questionnaire).length > 0
  if (waves.length < 2) {
    return (
      <ViewPage asked={asked} here="waves" view={view} hasFile={false}>
        <p>
          Only one wave of this study has figures that you may see. A trend takes two, and how people move
          from one category to another is unknown.
        </p>
      </ViewPage>
    )
  }
  return (
    <ViewPage
      asked={asked}
      here="waves"
      view={view}
      hasFile={flows.some(({ wave }) => wave === asked.round.wave)}
    >
      {view.profile.sampleDesign === 'non_probability' && (
        <p>
          Who took part may differ from wave to wave. A change can be one of people’s lives, or one of who was
          reached; these figures alone do not tell which.
        </p>
      )}
      {pairs.map((pair) => (
        <ul className="sentences" key={pair[1].wave}>
          {waveSentences(pair, wording).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ))}
      {flows.length === 0 && (
        <p>
          Nobody, or too few people to show, are linked between the waves: who answered twice did not give the
          code of the first time. The waves stand side by side, and{' '}
          {hasStates
            ? 'how people move from one category to another is unknown.'
            : 'how far the scores of single people moved is unknown.'}
        </p>
      )}
      <Figures asked={asked} here="waves" view={view} figures={figures} />
      <p className="quiet-text">
        The ranges of changes take the waves for people who were chosen apart from one another. Where many
        answered both, they are wider than they need be: how far the scores of linked people moved is the
        sharper figure.
      </p>
      {flows.length > 0 && (
        <p className="quiet-text">
          Linked people gave a code of their own and came back; others may have fared differently. Figures of
          them count from one wave to the next. Each linked person has their weight of the wave before, raised
          so that {hasStates && 'within a state, and '}within planned stay, place, age and gender as far as
          numbers and questions allow, those found again stand for everybody who was{' '}
          {hasStates ? 'in it' : 'there'}. That repairs only what these tell.
        </p>
      )}
    </ViewPage>
  )
}
