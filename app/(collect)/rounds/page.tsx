import type { Metadata } from 'next'
import Link from 'next/link'
import { shown, signedIn } from '@/app/staff-page'
import { countInFigures } from '@/app/ui/count'
import { EmptyState, NotInRole, PageHeader } from '@/app/ui/messages'
import { RoundStateMark } from '@/app/ui/round-state'
import { listRounds } from '@/db/rounds'
import { isAllowed } from '@/lib/permissions'
import { textIn } from '@/lib/questionnaire/language'

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
        <div className="table-frame">
          <table className="table">
            <caption className="visually-hidden">Rounds</caption>
            <thead>
              <tr>
                <th scope="col">Round</th>
                <th scope="col">State</th>
                <th scope="col">Questionnaire</th>
                <th scope="col" className="number">
                  Today
                </th>
                <th scope="col" className="number">
                  In all
                </th>
              </tr>
            </thead>
            <tbody>
              {rounds.map((round) => (
                <tr key={round.slug}>
                  <th scope="row">
                    <Link href={`/rounds/${round.slug}`}>
                      <bdi>{round.title}</bdi>
                    </Link>
                    <span className="under">
                      <code>/s/{round.slug}</code>
                    </span>
                    {round.isSynthetic && <span className="tag warning">Synthetic answers</span>}
                  </th>
                  <td data-column="State">
                    <RoundStateMark state={round.state} />
                  </td>
                  <td data-column="Questionnaire">
                    <span>
                      {textIn(round.questionnaireTitle, 'en', 'en')}
                      {round.wave > 1 && <span className="under">wave {round.wave}</span>}
                    </span>
                  </td>
                  <td data-column="Answered today" className="number">
                    {round.counts === null ? <NotInRole /> : countInFigures(round.counts.today)}
                  </td>
                  <td data-column="Answered in all" className="number">
                    {round.counts === null ? <NotInRole /> : countInFigures(round.counts.inAll)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}
