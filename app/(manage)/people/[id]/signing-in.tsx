import { Confirm } from '@/app/ui/form/confirm'
import type { PersonOverview } from '@/db/people'
import { endSessionsAction, removeFactorAction, unlinkAction } from './actions'
import { PasswordLink } from './password-link'

/** How a person comes in, and what an administrator can do about it. */
export function SigningIn({
  person,
  serviceName,
}: {
  readonly person: PersonOverview
  readonly serviceName: string
}) {
  const { id, hasPassword, hasSecondFactor, isLinked, sessions, accessTokens } = person
  return (
    <section className="panel" aria-labelledby="signing-in">
      <h2 id="signing-in">Signing in</h2>
      <dl className="facts">
        <div>
          <dt>Password</dt>
          <dd>{hasPassword ? 'yes' : 'none'}</dd>
        </div>
        <div>
          <dt>Second factor</dt>
          <dd>{hasSecondFactor ? 'yes' : 'none'}</dd>
        </div>
        <div>
          <dt>By {serviceName}</dt>
          <dd>{isLinked ? 'yes' : 'no'}</dd>
        </div>
        <div>
          <dt>Signed in now</dt>
          <dd>{sessions === 0 ? 'nowhere' : `in ${sessions} ${sessions === 1 ? 'browser' : 'browsers'}`}</dd>
        </div>
        <div>
          <dt>Access tokens</dt>
          <dd>{accessTokens === 0 ? 'none' : accessTokens}</dd>
        </div>
      </dl>
      {person.closedOn === null && (
        <div className="stack-small">
          <PasswordLink id={id} />
          {hasSecondFactor && (
            <Confirm
              action={removeFactorAction}
              fields={{ id }}
              ask="Take the second factor off"
              confirm="Take it off now"
              working="Taking it off…"
            >
              <p>
                Only when the person has lost phone and recovery codes, and you are sure that it is they who
                ask. They are signed out everywhere.
              </p>
            </Confirm>
          )}
          {sessions + accessTokens > 0 && (
            <Confirm
              action={endSessionsAction}
              fields={{ id }}
              ask="Sign out everywhere"
              confirm="Sign them out now"
              working="Signing out…"
            >
              <p>
                Use this when a phone or computer was lost. Each browser has to sign in again, and access
                tokens are erased. What was typed and not saved there is lost.
              </p>
            </Confirm>
          )}
          {isLinked && (
            <Confirm
              action={unlinkAction}
              fields={{ id }}
              ask={`Untie from ${serviceName}`}
              confirm="Untie it now"
              working="Untying…"
            >
              <p>
                {hasPassword
                  ? 'The person then signs in by password only, and can tie the account again by themselves.'
                  : 'This person has no password: after this they cannot sign in until they get a link for a new one.'}
              </p>
            </Confirm>
          )}
        </div>
      )}
    </section>
  )
}
