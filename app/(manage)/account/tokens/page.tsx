import type { Metadata } from 'next'
import { shown, signedIn } from '@/app/staff-page'
import { EmptyState, PageHeader } from '@/app/ui/messages'
import { OutcomeNotice } from '@/app/ui/outcome-notice'
import { roleName } from '@/app/ui/roles'
import { staffCalendar } from '@/app/ui/staff-calendar'
import { type AccessToken, lifetimesInDays, listAccessTokens } from '@/db/access-tokens'
import { listRounds } from '@/db/rounds'
import { dateInWords } from '@/lib/interface/calendar-words'
import { staffRoles } from '@/lib/permissions'
import { RevokeToken } from './revoke-token'
import { TokenForm } from './token-form'

export const metadata: Metadata = { title: 'Access tokens' }

type Props = { readonly searchParams: Promise<{ readonly revoked?: string | string[] }> }

/** The tokens by which programs act for the signed-in person. */
export default async function TokensPage({ searchParams }: Props) {
  const actor = await signedIn('/account/tokens')
  const tokens = await shown(listAccessTokens(actor, new Date()))
  const rounds = await shown(listRounds(actor))
  const roles = staffRoles.filter((role) => actor.grants.some((grant) => grant.role === role))
  return (
    <>
      <PageHeader
        title="Access tokens"
        about="A token lets a program, such as a script in R or Python, read or send for you without your password."
      />
      <div className="stack-large">
        {(await searchParams).revoked === 'yes' && (
          <OutcomeNotice>The token is revoked. Nothing can use it any more.</OutcomeNotice>
        )}
        {tokens.length === 0 ? (
          <EmptyState title="No token yet">
            <p>Make one below for each program, so that each can be revoked by itself.</p>
          </EmptyState>
        ) : (
          <TokenTable tokens={tokens} />
        )}
        <section className="panel" id="make" aria-labelledby="make-title">
          <h2 id="make-title">Make a token</h2>
          <p className="quiet-text">
            It can do what you can do in one role, never more, and ends with your account or the role. It
            opens no page and makes no other token. A program sends it as{' '}
            <code>Authorization: Bearer TOKEN</code>; the calls are described in{' '}
            <a href="/api/v1/openapi.json">openapi.json</a>.
          </p>
          <TokenForm
            roles={roles}
            rounds={rounds.map(({ id, title }) => ({ id, title }))}
            lifetimesInDays={lifetimesInDays}
          />
        </section>
      </div>
    </>
  )
}

function TokenTable({ tokens }: { readonly tokens: readonly AccessToken[] }) {
  return (
    <div className="table-frame">
      <table className="table">
        <caption className="visually-hidden">Your access tokens</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Can do</th>
            <th scope="col">Works until</th>
            <th scope="col">Last used</th>
            <th scope="col">
              <span className="visually-hidden">Revoke</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id}>
              <th scope="row">
                <bdi>{token.name}</bdi>
                <span className="under">made {inWords(token.madeOn)}</span>
              </th>
              <td data-column="Can do">
                <span>
                  {roleName[token.role]} <span className="quiet-text">{placeOf(token)}</span>
                </span>
              </td>
              <td data-column="Works until">
                {inWords(token.expiresOn)}
                {token.fault !== null && <span className="under">{faultInWords[token.fault]}</span>}
              </td>
              <td data-column="Last used">
                {token.lastUsedOn === null ? 'never' : inWords(token.lastUsedOn)}
              </td>
              <td>
                <RevokeToken id={token.id} name={token.name} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const faultInWords: Readonly<Record<NonNullable<AccessToken['fault']>, string>> = {
  expired: 'has expired',
  role_not_held: 'does not work: you no longer hold the role',
}

function inWords(date: string): string {
  return dateInWords(staffCalendar, date)
}

function placeOf({ role, round }: AccessToken): string {
  if (role === 'administrator') return 'of the installation'
  return round === null ? 'in every round' : `in ${round.title}`
}
