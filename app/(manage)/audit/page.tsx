import type { Metadata } from 'next'
import Link from 'next/link'
import { shown, signedIn } from '@/app/staff-page'
import { EmptyState, PageHeader } from '@/app/ui/messages'
import { findBrokenAuditLink } from '@/db/audit'
import { type AuditPage, readAuditPage } from '@/db/audit-log'
import { AuditTable } from './audit-table'
import { ChainNotice } from './chain-notice'
import { addressOf, askedIn, type SearchParams } from './question'
import { QuestionForm } from './question-form'

export const metadata: Metadata = { title: 'Audit log' }

type Props = { readonly searchParams: Promise<SearchParams> }

/** Who did what to what, and when; an address reproduces each view of it. */
export default async function AuditLogPage({ searchParams }: Props) {
  const actor = await signedIn('/audit')
  const { query, problems, isChecked } = askedIn(await searchParams)
  const page = await shown(readAuditPage(actor, query))
  const broken = isChecked ? await shown(findBrokenAuditLink(actor)) : undefined
  return (
    <>
      <PageHeader
        title="Audit log"
        about="Who did what, to what, and when. It never holds an answer, and a line that was changed shows."
      >
        <Link className="button secondary" href={addressOf({ ...query, before: undefined }, true)}>
          Check that it is whole
        </Link>
      </PageHeader>
      <div className="stack-large">
        {broken !== undefined && <ChainNotice broken={broken} />}
        <QuestionForm query={query} problems={problems} accounts={page.accounts} />
        <Lines page={page} />
        <nav className="buttons" aria-label="Pages of the log">
          {query.before !== undefined && (
            <Link className="button quiet" href={addressOf({ ...query, before: undefined })}>
              Newest entries
            </Link>
          )}
          {page.before !== null && (
            <Link className="button quiet" href={addressOf({ ...query, before: page.before })}>
              Older entries
            </Link>
          )}
        </nav>
      </div>
    </>
  )
}

function Lines({ page }: { readonly page: AuditPage }) {
  if (page.lines.length === 0) {
    return (
      <EmptyState title="No entry">
        <p>Nothing in the log fits what you ask for. Choose more days, another person or another part.</p>
        <p>
          <Link href="/audit">Show everything</Link>
        </p>
      </EmptyState>
    )
  }
  const entries = page.matching === 1 ? '1 entry' : `${page.matching.toLocaleString('en')} entries`
  return (
    <section className="stack-small" aria-labelledby="entries">
      <h2 id="entries">{entries}</h2>
      <p className="quiet-text">
        Times are those of UTC. What respondents did themselves has a day and no time.
      </p>
      <AuditTable lines={page.lines} />
    </section>
  )
}
