import type { Metadata } from 'next'
import { shown, signedIn } from '@/app/staff-page'
import { Confirm } from '@/app/ui/form/confirm'
import { PageHeader } from '@/app/ui/messages'
import { OutcomeNotice } from '@/app/ui/outcome-notice'
import { roleSentence } from '@/app/ui/roles'
import { staffCalendar } from '@/app/ui/staff-calendar'
import { readEnvironment } from '@/db/environment'
import { type PersonOverview, readPerson } from '@/db/people'
import { listRounds } from '@/db/rounds'
import { dateInWords } from '@/lib/interface/calendar-words'
import type { Grant } from '@/lib/permissions'
import { grantInWords, type RoundName } from '../places-of-roles'
import { closeAction, reopenAction, takeRoleAction } from './actions'
import { ClearanceForm } from './clearance-form'
import { outcomeSaid } from './outcomes'
import { RoleForm } from './role-form'
import { SigningIn } from './signing-in'

export const metadata: Metadata = { title: 'Person' }

type Props = {
  readonly params: Promise<{ id: string }>
  readonly searchParams: Promise<{ readonly done?: string | string[] }>
}

/** One account: its roles, how its owner comes in, and whether it is open. */
export default async function PersonPage({ params, searchParams }: Props) {
  const { id } = await params
  const actor = await signedIn(`/people/${id}`)
  const person = await shown(readPerson(actor, id, new Date()))
  const rounds = (await shown(listRounds(actor))).map((round) => ({ id: round.id, title: round.title }))
  const said = outcomeSaid((await searchParams).done)
  const isOwn = person.id === actor.accountId
  return (
    <>
      <PageHeader
        title={person.email}
        about={
          <>
            {isOwn && 'Your own account. '}
            {person.closedOn === null
              ? `Account since ${dateInWords(staffCalendar, person.createdOn)}.`
              : `Closed since ${dateInWords(staffCalendar, person.closedOn)}: nobody can sign in to it.`}
          </>
        }
        back={{ path: '/people', name: 'People' }}
      />
      <div className="stack-large">
        {/* A second change with the same words is said anew. */}
        {said !== null && <OutcomeNotice key={`${said} ${JSON.stringify(person)}`}>{said}</OutcomeNotice>}
        <Roles person={person} rounds={rounds} />
        <SigningIn person={person} serviceName={readEnvironment().oidc?.name ?? 'another service'} />
        <section className="panel" aria-labelledby="role-title">
          <h2 id="role-title">Give another role</h2>
          <RoleForm id={person.id} rounds={rounds} />
        </section>
        <Standing person={person} isOwn={isOwn} />
      </div>
    </>
  )
}

function Roles({
  person,
  rounds,
}: {
  readonly person: PersonOverview
  readonly rounds: readonly RoundName[]
}) {
  return (
    <section className="stack-small" aria-labelledby="roles">
      <h2 id="roles">Roles</h2>
      {person.grants.length === 0 ? (
        <p>No role. The person can sign in, and then sees nothing.</p>
      ) : (
        <ul className="card-list">
          {person.grants.map((grant) => (
            <li key={`${grant.role} ${grant.roundId}`} className="panel">
              <Role id={person.id} grant={grant} name={grantInWords(grant, rounds)} />
            </li>
          ))}
        </ul>
      )}
      <p className="quiet-text">
        A change works at once. The person is signed out everywhere and signs in again; access tokens hold no
        more than the roles that are left.
      </p>
    </section>
  )
}

function Role({ id, grant, name }: { readonly id: string; readonly grant: Grant; readonly name: string }) {
  return (
    <>
      <div>
        <h3>
          <bdi>{name}</bdi>
        </h3>
        <p className="quiet-text">{roleSentence[grant.role]}</p>
      </div>
      {grant.role === 'manager' && (
        <ClearanceForm
          // What is ticked follows what was saved.
          key={grant.clearances?.join()}
          id={id}
          grant={grant}
          name={name}
        />
      )}
      <Confirm
        action={takeRoleAction}
        fields={{ id, role: grant.role, roundId: grant.roundId ?? '' }}
        ask="Take this role away"
        subject={name}
        confirm="Take it away now"
        working="Taking the role away…"
        isQuiet
      >
        <p>From now on the person can do nothing by this role. It can be given again.</p>
      </Confirm>
    </>
  )
}

function Standing({ person, isOwn }: { readonly person: PersonOverview; readonly isOwn: boolean }) {
  if (person.closedOn !== null)
    return (
      <section className="stack-small" aria-labelledby="standing">
        <h2 id="standing">Open the account again</h2>
        <Confirm
          action={reopenAction}
          fields={{ id: person.id }}
          ask="Open the account again"
          confirm="Open it now"
          working="Opening the account…"
          kind="primary"
        >
          <p>
            The person signs in as before, with the roles above. Access tokens do not come back: new ones must
            be made.
          </p>
        </Confirm>
      </section>
    )
  return (
    <section className="stack-small" aria-labelledby="standing">
      <h2 id="standing">Close the account</h2>
      {isOwn ? (
        <p>You cannot close your own account. Another administrator can.</p>
      ) : (
        <Confirm
          action={closeAction}
          fields={{ id: person.id }}
          ask="Close this account"
          confirm="Close it now"
          working="Closing the account…"
        >
          <p>
            The person is signed out everywhere and cannot sign in any more. Their access tokens are erased.
            The account stays in this list, because the audit log names it, and can be opened again.
          </p>
        </Confirm>
      )}
    </section>
  )
}
