import type { Metadata } from 'next'
import Link from 'next/link'
import { shown, signedIn } from '@/app/staff-page'
import { EmptyState, PageHeader } from '@/app/ui/messages'
import { staffCalendar } from '@/app/ui/staff-calendar'
import { type ListedResponse, pageOfResponses } from '@/db/response-reading'
import { readRound } from '@/db/rounds'
import { dateInWords } from '@/lib/interface/calendar-words'
import { languageName } from '@/lib/questionnaire/language'
import { ReadForm } from './read-form'
import { channelInWords } from './response-in-words'

export const metadata: Metadata = { title: 'One person’s answers' }

type Props = {
  readonly params: Promise<{ slug: string }>
  readonly searchParams: Promise<{ readonly after?: string | string[] }>
}

/** The responses of a round: found by a person's code, or by day. Nothing that was answered stands here. */
export default async function ResponsesPage({ params, searchParams }: Props) {
  const { slug } = await params
  const actor = await signedIn(`/rounds/${slug}/responses`)
  const { after } = await searchParams
  const page = await shown(pageOfResponses(actor, slug, typeof after === 'string' ? { after } : {}))
  const { title } = await shown(readRound(actor, slug))
  return (
    <>
      <PageHeader
        title="One person’s answers"
        about={<bdi>{title}</bdi>}
        back={{ path: `/rounds/${slug}`, name: 'the round' }}
      />
      <div className="stack-large">
        <section className="panel" aria-labelledby="by-code">
          <h2 id="by-code">By the code of the person</h2>
          <p className="quiet-text">
            Somebody who answered asks you about their answers, and tells you the code that they wrote down.
            Sensitive answers are shown only to managers whom an administrator has cleared for this round. To
            erase a response, use <Link href="/withdraw">the page for withdrawing</Link>.
          </p>
          <ReadForm slug={slug} id={null} />
        </section>
        <section className="stack-small" aria-labelledby="by-day">
          <h2 id="by-day">By day</h2>
          {page.items.length === 0 ? (
            <EmptyState title="No response">
              <p>Nobody has answered yet, or their answers were withdrawn or erased.</p>
            </EmptyState>
          ) : (
            <ResponseTable slug={slug} responses={page.items} />
          )}
        </section>
        {page.more !== null && (
          <nav className="buttons" aria-label="Pages of the list">
            <Link
              className="button quiet"
              href={`/rounds/${slug}/responses?${new URLSearchParams({ after: page.more })}`}
            >
              Later responses
            </Link>
          </nav>
        )}
      </div>
    </>
  )
}

function ResponseTable({
  slug,
  responses,
}: {
  readonly slug: string
  readonly responses: readonly ListedResponse[]
}) {
  return (
    <div className="table-frame">
      <table className="table">
        <caption className="visually-hidden">Responses by day, the oldest first</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Language</th>
            <th scope="col">How it came</th>
            <th scope="col">
              <span className="visually-hidden">Read</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {responses.map(({ id, answeredOn, language, channel }) => (
            <tr key={id}>
              <th scope="row">{dateInWords(staffCalendar, answeredOn)}</th>
              <td data-column="Language">
                <bdi lang={language}>{languageName(language)}</bdi>
              </td>
              <td data-column="How it came">{channelInWords[channel]}</td>
              <td>
                <Link className="button quiet" href={`/rounds/${slug}/responses/${id}`}>
                  Read<span className="visually-hidden"> the response of {answeredOn}</span>
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
