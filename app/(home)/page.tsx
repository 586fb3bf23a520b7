import type { Metadata } from 'next'
import Link from 'next/link'
import { shown, signedIn } from '@/app/staff-page'
import { KeepFresh } from '@/app/ui/keep-fresh'
import { EmptyState, PageHeader } from '@/app/ui/messages'
import { roleName, roleSentence } from '@/app/ui/roles'
import { RoundTable } from '@/app/ui/round-table'
import { readEnvironment } from '@/db/environment'
import { listPeople } from '@/db/people'
import { listRounds } from '@/db/rounds'
import { readSettings } from '@/db/settings'
import { type Actor, isAllowed, staffRoles } from '@/lib/permissions'
import { attentionOf, type House } from './attention'

export const metadata: Metadata = { title: 'Home' }

/** What wants attention now, the rounds that are open, and what the person's roles let them do. */
export default async function HomePage() {
  const actor = await signedIn('/')
  const rounds = await shown(listRounds(actor))
  const attention = attentionOf(actor, rounds, await houseOf(actor))
  const open = rounds.filter(({ state }) => state === 'open')
  const roles = staffRoles.filter((role) => actor.grants.some((grant) => grant.role === role))
  return (
    <>
      <PageHeader title="Home" />
      <KeepFresh />
      <div className="stack-large">
        <section className="stack-small" aria-labelledby="attention">
          <h2 id="attention">What to do next</h2>
          {attention.length === 0 ? (
            <EmptyState title="Nothing waits for you">
              <p>
                {rounds.length === 0
                  ? 'You have no round yet. Ask a manager or an administrator of your organisation to add you to one.'
                  : 'Everything that is yours to do is done. New answers and releases appear by themselves.'}
              </p>
            </EmptyState>
          ) : (
            <ul className="attention">
              {attention.map(({ title, why, path, action }, place) => (
                <li key={`${path} ${action}`}>
                  <div>
                    <h3>
                      <bdi>{title}</bdi>
                    </h3>
                    <p className="quiet-text">{why}</p>
                  </div>
                  <Link className={`button ${place === 0 ? 'primary' : 'secondary'}`} href={path}>
                    {action}
                    <span className="visually-hidden">: {title}</span>
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </section>
        {open.length > 0 && (
          <section className="stack-small" aria-labelledby="open">
            <h2 id="open">Open rounds</h2>
            <RoundTable caption="Open rounds" rounds={open} />
          </section>
        )}
        <section className="stack-small" aria-labelledby="roles">
          <h2 id="roles">{roles.length === 1 ? 'Your role' : 'Your roles'}</h2>
          <dl className="fact-list">
            {roles.map((role) => (
              <div className="contents" key={role}>
                <dt>{roleName[role]}</dt>
                <dd>{roleSentence[role]}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </>
  )
}

async function houseOf(actor: Actor): Promise<House | null> {
  if (!isAllowed(actor, 'settings.manage')) return null
  const people = await shown(listPeople(actor))
  const { keyBackedUpOn } = await shown(readSettings(actor))
  return {
    accounts: people.filter(({ closedOn }) => closedOn === null).length,
    // Sample data is made anew whenever somebody wants it.
    hasCopyOfKey: keyBackedUpOn !== null || readEnvironment().isDemo,
  }
}
