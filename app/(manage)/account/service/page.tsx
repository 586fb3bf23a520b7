import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { shown, signedIn } from '@/app/staff-page'
import { Confirm } from '@/app/ui/form/confirm'
import { PageHeader } from '@/app/ui/messages'
import { OutcomeNotice } from '@/app/ui/outcome-notice'
import { readEnvironment } from '@/db/environment'
import { readTie } from '@/db/oidc'
import { problem } from '@/lib/problem'
import { untieAction } from './actions'
import { TyingForm } from './tying-form'

export const metadata: Metadata = { title: 'Sign-in by another service' }

type Props = {
  readonly searchParams: Promise<{ readonly done?: string | string[]; readonly refused?: string | string[] }>
}

const said = {
  tied: (name: string) => `Your account is tied to ${name}. From now on you can sign in with it.`,
  untied: (name: string) => `Your account is no longer tied to ${name}. You sign in with your password.`,
} as const

/** Whether the signed-in person comes in by the sign-in service too, and the way to change it. */
export default async function ServicePage({ searchParams }: Props) {
  const service = readEnvironment().oidc ?? notFound()
  const actor = await signedIn('/account/service')
  const { isTied, hasPassword } = await shown(readTie(actor))
  const { done, refused } = await searchParams
  const { name } = service
  return (
    <>
      <PageHeader
        title={`Sign in with ${name}`}
        about={`You can tie your account to ${name}, and then sign in there instead of typing your password here.`}
      />
      <div className="stack">
        {(done === 'tied' || done === 'untied') && (
          <OutcomeNotice key={done}>{said[done](name)}</OutcomeNotice>
        )}
        {refused !== undefined && <OutcomeNotice>{problem('service_already_tied').message}</OutcomeNotice>}
        {isTied ? (
          <section className="panel" aria-labelledby="tied">
            <h2 id="tied">Your account is tied to {name}</h2>
            {hasPassword ? (
              <Confirm
                action={untieAction}
                fields={{}}
                ask={`Untie from ${name}`}
                confirm="Untie it now"
                working="Untying…"
              >
                <p>You then sign in with your password only.</p>
              </Confirm>
            ) : (
              <p>You have no password here, so {name} is your only way in.</p>
            )}
          </section>
        ) : (
          <section className="panel" aria-labelledby="tie">
            <h2 id="tie">Tie your account to {name}</h2>
            <p>
              Give your password once more, so that nobody ties your account to themselves in a browser that
              you left open. Then {name} asks who you are.
            </p>
            <TyingForm serviceName={name} />
          </section>
        )}
      </div>
    </>
  )
}
