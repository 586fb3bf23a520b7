import type { Metadata } from 'next'
import Link from 'next/link'
import { shown, signedIn } from '@/app/staff-page'
import { PageHeader } from '@/app/ui/messages'
import { OutcomeNotice } from '@/app/ui/outcome-notice'
import { roleName } from '@/app/ui/roles'
import { staffCalendar } from '@/app/ui/staff-calendar'
import { listInvitations, type PendingInvitation } from '@/db/pending-invitations'
import { listPeople, type Person } from '@/db/people'
import { listRounds } from '@/db/rounds'
import { dateInWords } from '@/lib/interface/calendar-words'
import { InvitationForm } from './invitation-form'
import { grantInWords, placeOf, type RoundName } from './places-of-roles'
import { TakeBack } from './take-back'

export const metadata: Metadata = { title: 'People' }

type Props = { readonly searchParams: Promise<{ readonly done?: string | string[] }> }

/** Who has an account, who is invited, and the form that invites. */
export default async function PeoplePage({ searchParams }: Props) {
  const actor = await signedIn('/people')
  const people = await shown(listPeople(actor))
  const invitations = await shown(listInvitations(actor, new Date()))
  const rounds = (await shown(listRounds(actor))).map(({ id, title }) => ({ id, title }))
  return (
    <>
      <PageHeader title="People" about="Who has an account here, and what their roles let them do.">
        <a className="button primary" href="#invite">
          Invite a person
        </a>
      </PageHeader>
      <div className="stack-large">
        {(await searchParams).done === 'taken-back' && (
          <OutcomeNotice>The link was taken back. It does not work any more.</OutcomeNotice>
        )}
        <div className="table-frame">
          <table className="table">
            <caption className="visually-hidden">Accounts</caption>
            <thead>
              <tr>
                <th scope="col">Person</th>
                <th scope="col">Roles</th>
                <th scope="col">Second factor</th>
                <th scope="col">Since</th>
              </tr>
            </thead>
            <tbody>
              {people.map((person) => (
                <PersonRow
                  key={person.id}
                  person={person}
                  rounds={rounds}
                  isOwn={person.id === actor.accountId}
                />
              ))}
            </tbody>
          </table>
        </div>
        {invitations.length > 0 && <Invitations invitations={invitations} rounds={rounds} />}
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

function PersonRow({
  person,
  rounds,
  isOwn,
}: {
  readonly person: Person
  readonly rounds: readonly RoundName[]
  readonly isOwn: boolean
}) {
  return (
    <tr>
      <th scope="row">
        <Link href={`/people/${person.id}`}>
          <bdi>{person.email}</bdi>
        </Link>
        {isOwn && <span className="under">you</span>}
        {person.closedOn !== null && (
          <span className="under">
            <span className="tag">closed since {dateInWords(staffCalendar, person.closedOn)}</span>
          </span>
        )}
      </th>
      <td data-column="Roles">
        {person.grants.length === 0 ? (
          'none'
        ) : (
          <ul className="plain-list">
            {person.grants.map((grant) => (
              <li key={`${grant.role} ${grant.roundId}`}>
                {roleName[grant.role]} <span className="quiet-text">{placeOf(grant, rounds)}</span>
              </li>
            ))}
          </ul>
        )}
      </td>
      <td data-column="Second factor">{person.hasSecondFactor ? 'yes' : 'none'}</td>
      <td data-column="Since">
        <span className="one-line">{dateInWords(staffCalendar, person.createdOn)}</span>
      </td>
    </tr>
  )
}

function Invitations({
  invitations,
  rounds,
}: {
  readonly invitations: readonly PendingInvitation[]
  readonly rounds: readonly RoundName[]
}) {
  return (
    <section className="stack-small" aria-labelledby="pending">
      <h2 id="pending">Links not used yet</h2>
      <p className="quiet-text">
        A link cannot be shown again. Take it back and make a new one if it was lost.
      </p>
      <div className="table-frame">
        <table className="table">
          <caption className="visually-hidden">Links not used yet</caption>
          <thead>
            <tr>
              <th scope="col">For</th>
              <th scope="col">Link</th>
              <th scope="col">Works until</th>
              <th scope="col">
                <span className="visually-hidden">Take back</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {invitations.map((invitation) => (
              <tr key={invitation.id}>
                <th scope="row">
                  <bdi>{invitation.email}</bdi>
                </th>
                <td data-column="Link">
                  {invitation.kind === 'password' ? 'New password' : grantInWords(invitation.grant, rounds)}
                </td>
                <td data-column="Works until">{dateInWords(staffCalendar, invitation.expiresOn)}</td>
                <td>
                  <TakeBack id={invitation.id} email={invitation.email} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
