import type { Metadata } from 'next'
import Link from 'next/link'
import { shown, signedIn } from '@/app/staff-page'
import { EmptyState, PageHeader } from '@/app/ui/messages'
import { RoundTable } from '@/app/ui/round-table'
import { listRounds } from '@/db/rounds'
import { isAllowed } from '@/lib/permissions'

export const metadata: Metadata = { title: 'Rounds' }

export default async function RoundsPage() {
  const actor = await signedIn('/rounds')
  const rounds = await shown(listRounds(actor))
  const mayCreate = isAllowed(actor, 'round.create')
  const createLink = (
    <Link className="button primary" href="/rounds/new">
      New round
    </Link>
  )
  return (
    <>
      <PageHeader title="Rounds" about="Each round asks one questionnaire by one link.">
        {mayCreate && rounds.length > 0 && createLink}
      </PageHeader>
      {rounds.length === 0 ? (
        <EmptyState title="No round yet">
          <p>
            {mayCreate
              ? 'A round gives you a link and a code to hand out, and counts the answers as they come. Make the first one from any of the published questionnaires.'
              : 'Rounds that you work in will stand here. Ask a manager of your organisation to add you to one.'}
          </p>
          {mayCreate && createLink}
        </EmptyState>
      ) : (
        <RoundTable caption="Rounds" rounds={rounds} isFull />
      )}
    </>
  )
}
