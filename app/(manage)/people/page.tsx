import type { Metadata } from 'next'
import { shown, signedIn } from '@/app/staff-page'
import { PageHeader } from '@/app/ui/messages'
import { roleName } from '@/app/ui/roles'
import { staffCalendar } from '@/app/ui/staff-calendar'
import { type AccountSummary, listAccounts } from '@/db/accounts'
import { listRounds } from '@/db/rounds'
import { dateInWords } from '@/lib/interface/calendar-words'
import type { Grant } from '@/lib/permissions'
import { InvitationForm } from './invitation-form'

export const metadata: Metadata = { title: 'People' }

export default async function PeoplePage() {
  const actor = await signedIn('/people')
  const accounts = await shown(listAccounts(actor))
  const rounds = (await shown(listRounds(actor))).map(({ id, title }) => ({ id, title }))
  return (
    <>
      <PageHeader title="People" about="Who has an account here, and what their roles let them do.">
        <a className="button primary" href="#invite">
          Invite a person
        </a>
      </PageHeader>
      <div className="stack">
        <div className="table-frame">
          <table className="table">
            <caption className="visually-hidden">Accounts</caption>
            <thead>
              <tr>
                <th scope="col">Person</th>
                <th scope="col">Roles</th>
                <th scope="col">Since</th>
              </tr>
            </thead>
            <tbody>
              {accounts.map((account) => (
                <tr key={account.id}>
                  <th scope="row">
                    <bdi>{account.email}</bdi>
                    {account.id === actor.accountId && <span className="under">you</span>}
                  </th>
                  <td data-column="Roles">
                    <Roles account={account} rounds={rounds} />
                  </td>
                  <td data-column="Since">{dateInWords(staffCalendar, account.createdOn)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <section className="panel" id="invite" aria-labelledby="invite-title">
          <h2 id="invite-title">Invite a person</h2>
          <p className="quiet-text">
            Foothold sends no mail. It makes a link that you hand over yourself, and the person chooses their
            own password.
          </p>
          <InvitationForm rounds={rounds} />
        </section>
      </div>
    </>
  )
}

type RoundName = { readonly id: string; readonly title: string }

function Roles({
  account,
  rounds,
}: {
  readonly account: AccountSummary
  readonly rounds: readonly RoundName[]
}) {
  return (
    <ul className="plain-list">
      {account.grants.map((grant) => (
        <li key={`${grant.role} ${grant.roundId}`}>
          {roleName[grant.role]} <span className="quiet-text">{placeOf(grant, rounds)}</span>
        </li>
      ))}
    </ul>
  )
}

function placeOf({ role, roundId }: Grant, rounds: readonly RoundName[]): string {
  if (role === 'administrator') return 'of the installation'
  if (roundId === null) return 'in every round'
  return `in ${rounds.find(({ id }) => id === roundId)?.title ?? 'a round'}`
}
