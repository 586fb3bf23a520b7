import type { Metadata } from 'next'
import { shown, signedIn } from '@/app/staff-page'
import { Confirm } from '@/app/ui/form/confirm'
import { PageHeader } from '@/app/ui/messages'
import { OutcomeNotice } from '@/app/ui/outcome-notice'
import { staffCalendar } from '@/app/ui/staff-calendar'
import { listOwnSessions } from '@/db/own-account'
import { dateInWords } from '@/lib/interface/calendar-words'
import { endSessionAction } from './actions'

export const metadata: Metadata = { title: 'Where you are signed in' }

type Props = { readonly searchParams: Promise<{ readonly done?: string | string[] }> }

/** The sessions of the own account, and the way to end them. */
export default async function SessionsPage({ searchParams }: Props) {
  const actor = await signedIn('/account/sessions')
  const sessions = await shown(listOwnSessions(actor))
  const { done } = await searchParams
  return (
    <>
      <PageHeader
        title="Where you are signed in"
        about="Foothold keeps nothing about your devices, so a line has only times. They are those of UTC."
        back={{ path: '/account', name: 'your account' }}
      />
      <div className="stack-large">
        {done === 'ended' && (
          <OutcomeNotice key={sessions.length}>You are signed out there. It worked at once.</OutcomeNotice>
        )}
        <div className="table-frame">
          <table className="table">
            <caption className="visually-hidden">Your sessions</caption>
            <thead>
              <tr>
                <th scope="col">Began</th>
                <th scope="col">Last used</th>
                <th scope="col">
                  <span className="visually-hidden">Sign out there</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {sessions.map(({ id, startedAt, lastSeenAt, isPresent }) => (
                <tr key={id}>
                  <th scope="row">
                    {inWords(startedAt)}
                    {isPresent && <span className="under">this browser</span>}
                  </th>
                  <td data-column="Last used">{inWords(lastSeenAt)}</td>
                  <td>
                    {!isPresent && (
                      <Confirm
                        action={endSessionAction}
                        fields={{ which: id }}
                        ask="Sign out there"
                        subject={`the session begun ${inWords(startedAt)}`}
                        confirm="Sign out there now"
                        working="Signing out…"
                        isQuiet
                      >
                        <p>What was typed there and not saved is lost.</p>
                      </Confirm>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {sessions.length > 1 && (
          <Confirm
            action={endSessionAction}
            fields={{ which: 'others' }}
            ask="Sign out everywhere else"
            confirm="Sign out everywhere else now"
            working="Signing out…"
          >
            <p>Only this browser stays signed in.</p>
          </Confirm>
        )}
      </div>
    </>
  )
}

function inWords(at: Date): string {
  const written = at.toISOString()
  return `${dateInWords(staffCalendar, written.slice(0, 10))}, ${written.slice(11, 16)}`
}
