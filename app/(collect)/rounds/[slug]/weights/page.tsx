import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { readRefusal, refusalCookieName, type UploadRefusal } from '@/app/refusal-cookie'
import { shown, signedIn } from '@/app/staff-page'
import { bandName, breakdownName, type Wording, wordingIn } from '@/app/ui/figures/wording'
import { untouchedForm } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { EmptyState, PageHeader } from '@/app/ui/messages'
import { OutcomeNotice } from '@/app/ui/outcome-notice'
import { staffCalendar } from '@/app/ui/staff-calendar'
import { inspectWeighting, listWeightings, type RoundWeightings } from '@/db/weightings'
import { breakdownsOf } from '@/lib/disclosure/lattice'
import { dateInWords } from '@/lib/interface/calendar-words'
import { ChooseButton } from './choose-button'
import { PastedWeightsForm, WeightFileForm } from './design-forms'
import { Inspection } from './inspection'
import { inspectionInWords } from './inspection-words'
import { MarginsForm } from './margins-form'
import { howInWords, makerInWords, WeightingTable } from './weighting-table'
import { problemsInForm } from './weights-state'

export const metadata: Metadata = { title: 'Weights' }

type Props = {
  readonly params: Promise<{ slug: string }>
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

const outcomes: Readonly<Record<string, string>> = {
  kept: 'The weights are kept. Look at them below; they are not in use yet.',
  used: 'The weights are in use: for exact figures from now on, for all others from the next release on.',
  proposed: 'The proposal is kept. A manager of the round decides whether it is used.',
  stopped:
    'Every person counts once again: in exact figures from now on, in all others from the next release on.',
}

/** How people of a round are weighted, what was kept before, and new weights. */
export default async function WeightsPage({ params, searchParams }: Props) {
  const { slug } = await params
  const asked = await searchParams
  const actor = await signedIn(`/rounds/${slug}/weights`)
  const round = await shown(listWeightings(actor, slug))
  const { weightings, mayManage, questionnaire } = round
  const wording = wordingIn('en', questionnaire)
  const inUse = weightings.find(({ isInUse }) => isInUse)
  const looked = mayManage ? (weightings.find(({ id }) => id === asked.look) ?? inUse) : undefined
  const inspection =
    looked === undefined
      ? null
      : inspectionInWords(await shown(inspectWeighting(actor, slug, looked.id)), wording)
  const refusal = readRefusal((await cookies()).get(refusalCookieName)?.value, asked.refused)
  const done = outcomes[String(asked.done)]
  return (
    <>
      <PageHeader
        title="Weights"
        about="How many people of the population each person stands for who answered."
        back={{ path: `/rounds/${slug}`, name: 'the round' }}
      />
      <div className="stack-large">
        {refusal !== null && <Refusal refusal={refusal} />}
        {refusal === null && done !== undefined && (
          <OutcomeNotice key={`${asked.done} ${inUse?.id} ${weightings.length}`}>{done}</OutcomeNotice>
        )}
        <section className="panel" aria-labelledby="in-use">
          <h2 id="in-use">In use</h2>
          {inUse === undefined ? (
            <p>Every person counts once.</p>
          ) : (
            <>
              <p>
                <strong>
                  <bdi>{inUse.title}</bdi>
                </strong>
                , made on {dateInWords(staffCalendar, inUse.madeOn)} by {makerInWords(inUse.madeBy)}.{' '}
                {howInWords(inUse, wording)}
              </p>
              {mayManage && (
                <ChooseButton slug={slug} id="">
                  Count every person once instead
                </ChooseButton>
              )}
            </>
          )}
          <p className="quiet-text">
            Exact figures use these weights at once. Protected figures follow with the next release, which is
            made when twice as many people have answered, when the round closes for the first time, or once by
            a manager’s decision. Choosing weights makes no release.
          </p>
        </section>
        {looked !== undefined && inspection !== null && (
          <section className="panel" aria-labelledby="look">
            <h2 id="look">
              What <bdi>{looked.title}</bdi> does
            </h2>
            <p className="quiet-text">
              Exact figures of the people who have answered so far, not for publication.
            </p>
            <Inspection words={inspection} name={looked.title} />
            {!looked.isInUse && (
              <ChooseButton slug={slug} id={looked.id}>
                Use this weighting
              </ChooseButton>
            )}
          </section>
        )}
        <section className="stack-small" aria-labelledby="kept">
          <h2 id="kept">All weightings</h2>
          {weightings.length === 0 ? (
            <EmptyState title="No weights yet">
              <p>
                {mayManage
                  ? 'Fit weights to what you know of the population, or upload design weights, below. Nothing that is kept is ever overwritten.'
                  : 'Propose margins below; a manager of the round decides.'}
              </p>
            </EmptyState>
          ) : (
            <WeightingTable slug={slug} weightings={weightings} mayLook={mayManage} wording={wording} />
          )}
        </section>
        <section className="panel" aria-labelledby="fit">
          <h2 id="fit">Fit weights to the population</h2>
          <p>
            Where some groups answered more than others, weights put them back into their true proportions.
            They repair what the margins know about, and nothing else.
          </p>
          <Codes wording={wording} />
          <MarginsForm
            slug={slug}
            mayManage={mayManage}
            designs={weightings
              .filter(({ method }) => method === 'design')
              .map(({ id, title }) => ({ id, title }))}
          />
        </section>
        {mayManage && <DesignWeights slug={slug} refusal={refusal} />}
        <Releases releases={round.releases} />
      </div>
    </>
  )
}

function DesignWeights({ slug, refusal }: { readonly slug: string; readonly refusal: UploadRefusal | null }) {
  return (
    <section className="panel" aria-labelledby="design">
      <h2 id="design">Upload design weights</h2>
      <p>
        For people who were drawn with unequal chances, by strata or by sampling units. The first line names
        the columns:
        <code> id</code> (as in the imported file, or the submission id), <code>weight</code>, and where there
        are such <code>stratum</code>, <code>psu</code> (sampling unit within the stratum) and{' '}
        <code>fpc</code> (how many sampling units the population has in the stratum). A file is kept whole or
        not at all.
      </p>
      <WeightFileForm slug={slug} problem={refusal === null ? null : refusal.message} />
      <details>
        <summary>Paste them instead</summary>
        <PastedWeightsForm slug={slug} />
      </details>
    </section>
  )
}

/** Codes that margins are written with. Countries are too many, and everybody knows their codes. */
function Codes({ wording }: { readonly wording: Wording }) {
  return (
    <details>
      <summary>Breakdowns and bands of this round</summary>
      <dl className="fact-list">
        {breakdownsOf(wording.questionnaire).map(({ id, bands, isOpenList }) => (
          <div className="contents" key={id}>
            <dt>
              <code>{id}</code> <span className="quiet-text">{breakdownName(wording, id)}</span>
            </dt>
            <dd>
              {isOpenList
                ? 'Countries by their codes of two letters, such as LB.'
                : bands.map(({ code }, place) => (
                    <span key={code}>
                      {place > 0 && ', '}
                      <code>{code}</code> {bandName(wording, id, code)}
                    </span>
                  ))}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

function Releases({ releases }: Pick<RoundWeightings, 'releases'>) {
  if (releases.length === 0) return null
  return (
    <section className="stack-small" aria-labelledby="releases">
      <h2 id="releases">Releases and their weights</h2>
      <div className="table-frame">
        <table className="table">
          <caption className="visually-hidden">Releases and their weights</caption>
          <thead>
            <tr>
              <th scope="col">Release</th>
              <th scope="col">Made on</th>
              <th scope="col">Weights</th>
            </tr>
          </thead>
          <tbody>
            {releases.map(({ number, madeOn, weighting, hasFault }) => (
              <tr key={number}>
                <th scope="row">{number}</th>
                <td data-column="Made on">{dateInWords(staffCalendar, madeOn)}</td>
                <td data-column="Weights">
                  {weighting === null ? 'Every person counted once' : <bdi>{weighting}</bdi>}
                  {hasFault === true && <span className="under">The margins could not be met.</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

const uploadFields: Readonly<Record<string, string>> = {
  title: 'fileTitle',
  leavesOut: 'leavesOut',
  weightFile: 'weightFile',
}

/** Why the file that led here was not taken. */
function Refusal({ refusal }: { readonly refusal: UploadRefusal }) {
  const problems = problemsInForm(
    refusal.problems.map((problem) => ({ ...problem, code: problem.path })),
    'weightFile',
    (path) => uploadFields[path] ?? null,
  )
  const more =
    refusal.more === 0
      ? []
      : [{ path: 'weightFile', code: 'rest', message: `And ${refusal.more} more, which find no room here.` }]
  return (
    <ProblemSummary
      state={{ ...untouchedForm, message: refusal.message, problems: [...problems, ...more] }}
    />
  )
}
