import { notFound } from 'next/navigation'
import { benchmarkSentences } from '@/app/ui/figures/benchmark'
import { sourceLine } from '@/app/ui/figures/wording'
import { listHostRounds, type ReadBenchmark } from '@/db/benchmark'
import { comparableWithin } from '@/lib/profile/benchmark/gap'
import { type AskedRound, askedRound, readOrExplain, searchOf, type ViewProps } from '../profile-view'
import { hasView } from '../view-links'
import { Figures, ViewPage } from '../view-page'
import { readAskedBenchmark, readView } from '../views'

export const metadata = { title: 'Beside hosts' }

export default async function BenchmarkPage({ params, searchParams }: ViewProps) {
  const asked = await askedRound((await params).slug, await searchOf(searchParams))
  if (!hasView(asked.wording.questionnaire, 'benchmark')) notFound()
  const view = await readOrExplain(readView('benchmark', asked))
  const read = await readOrExplain(readAskedBenchmark(asked))
  const hostRounds = await listHostRounds(asked.actor)
  if ('problem' in view) return <ViewPage asked={asked} here="benchmark" view={view} />
  const isShown = read !== null && !('problem' in read)
  return (
    <ViewPage
      asked={asked}
      here="benchmark"
      view={view}
      hasFile={isShown}
      form={hostRounds.length > 0 && <HostForm asked={asked} rounds={hostRounds} />}
    >
      {isShown ? (
        <>
          <ul className="sentences">
            {benchmarkSentences(read.benchmark, asked.wording).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <Figures asked={asked} here="benchmark" view={view} figures={view.figures} />
          <HowToRead asked={asked} read={read} />
        </>
      ) : (
        <NoHosts hasRounds={hostRounds.length > 0} />
      )}
    </ViewPage>
  )
}

function HostForm({
  asked: { search, question },
  rounds,
}: {
  readonly asked: AskedRound
  readonly rounds: Awaited<ReturnType<typeof listHostRounds>>
}) {
  return (
    <form className="breakdown-form" method="get">
      {question.exact && <input type="hidden" name="exact" value="true" />}
      <label>
        <span>Hosts of the same place and time</span>
        <select name="hosts" defaultValue={search.get('hosts') ?? ''}>
          <option value="">choose a round</option>
          {rounds.map(({ slug, title, release }) => (
            <option key={slug} value={slug} disabled={release === null}>
              {release === null ? `${title} (no release yet)` : title}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="button secondary">
        Show
      </button>
    </form>
  )
}

function NoHosts({ hasRounds }: { readonly hasRounds: boolean }) {
  return (
    <section className="stack-small method">
      <h2>No benchmark is shown</h2>
      <p>
        {hasRounds
          ? 'Choose the round in which people of the host country, of the same place and time, were asked the same questions.'
          : 'There is no round that you may read in which people of the host country were asked the same questions. Ask them with the questionnaire on public views, which repeats the questions.'}
      </p>
      <p>
        The means of other surveys are not put beside these figures: their questions are worded, answered and
        scored in other ways, and a difference between the two would be one of questionnaires as much as of
        people.
      </p>
    </section>
  )
}

function HowToRead({
  asked: { wording },
  read,
}: {
  readonly asked: AskedRound
  readonly read: ReadBenchmark
}) {
  const { hosts } = read
  const isClustered = hosts.profile.method.sample.isClustered
  return (
    <section className="stack-small method">
      <h2>How to read this</h2>
      <p>
        Both were asked the same questions, scored alike. A person counts who answered at least half of those
        that apply. “Comparable” is said only where the whole likely range of the difference lies within{' '}
        {comparableWithin} points either way; “no difference found” where it merely includes zero, which is no
        proof that there is none.
      </p>
      <p>
        The two samples were drawn apart: the error of the difference is the root of the sum of both squared
        errors. Adjusting for age and gender weights the hosts of each group by the number of migrants in it,
        and leaves out on both sides what is hidden on one; other differences between the two, such as
        schooling or neighbourhood, remain. Categories of migrants are held against all hosts.
        {isClustered &&
          ' Hosts were drawn by sampling units, which the adjusted range does not count in full: it may be somewhat too narrow.'}
      </p>
      <p>
        The mean of a question is formed from the shares of its answers, an answer of fewer than 3 people
        counting as none. Where there is no true difference, about one question in twenty still looks
        different by chance alone.
      </p>
      <p>{sourceLine(wording, hosts.profile, hosts.title)}</p>
    </section>
  )
}
