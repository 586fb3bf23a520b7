import { reliabilitySentences } from '@/app/ui/figures/reliability'
import { WhoWasAsked } from '@/app/ui/who-was-asked'
import { markedFigures } from '@/lib/profile/quality-marks'
import {
  type AskedRound,
  askedRound,
  readOrExplain,
  searchOf,
  type View,
  type ViewProps,
} from '../profile-view'
import { readQuality } from '../quality-view'
import { QuestionForm } from '../question-form'
import { Figures, ViewPage } from '../view-page'

export const metadata = { title: 'Quality' }

export default async function QualityPage({ params, searchParams }: ViewProps) {
  const asked = await askedRound((await params).slug, await searchOf(searchParams))
  const view = await readOrExplain(readQuality(asked))
  if ('problem' in view) return <ViewPage asked={asked} here="quality" view={view} />
  const { round, wording } = asked
  return (
    <ViewPage asked={asked} here="quality" view={view} form={<QuestionForm asked={asked} kind="detail" />}>
      {round.fieldwork !== null && (
        <WhoWasAsked
          slug={round.slug}
          fieldwork={round.fieldwork}
          sampleDesign={round.sampleDesign}
          mayRecord={false}
        />
      )}
      <section className="stack-small">
        <h2>What was left unanswered</h2>
        <p>
          Nobody has to answer any question. Where many would rather not say, that is a finding of its own: it
          tells what people think is not safe to tell.
        </p>
        <Figures asked={asked} here="quality" view={view} figures={view.missingness} />
      </section>
      <section className="stack-small">
        <h2>Whether items hang together</h2>
        <p>
          Alpha and omega tell how far the items of a score go up and down together, up to 1. They count every
          person once. Before languages or groups are compared by a score, it should be tested whether they
          read its items alike; no default questionnaire has been through that yet.
        </p>
        <ul className="sentences">
          {reliabilitySentences(view.reliabilities, wording).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <Figures asked={asked} here="quality" view={view} figures={view.reliability} />
      </section>
      <QualityMarks view={view} asked={asked} />
    </ViewPage>
  )
}

const marks = [
  ['few_people', 'fewer than 30 people, or no more precise than that after weighting'],
  ['few_units', 'fewer than 8 degrees of freedom: people were drawn in few sampling units'],
  ['wide_interval', 'the likely range is wider than 20 points, or 30 of 100 for a share'],
] as const

function QualityMarks({
  view: { profile },
  asked: { wording },
}: {
  readonly view: View
  readonly asked: AskedRound
}) {
  const { figures, marked, hiddenGroups, groups } = markedFigures(profile)
  return (
    <section className="stack-small">
      <h2>Marks of low precision</h2>
      <p>
        The overview by category shows {figures} figures. Those that carry a mark are to be read as rough.{' '}
        {hiddenGroups > 0 && `Of its ${groups} groups, ${hiddenGroups} are hidden: too few people.`}
      </p>
      <dl className="facts">
        {marks.map(([mark, meaning]) => (
          <div key={mark}>
            <dt>
              {wording.say(`mark.${mark}`)}: {meaning}
            </dt>
            <dd className="figure">
              {marked[mark]} of {figures}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
