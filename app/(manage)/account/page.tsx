import type { Metadata } from 'next'
import Link from 'next/link'
import { shown, signedIn } from '@/app/staff-page'
import { PageHeader } from '@/app/ui/messages'
import { readEnvironment } from '@/db/environment'
import { readSecondFactor } from '@/db/second-factor'

export const metadata: Metadata = { title: 'Your account' }

/** What a person can do about their own account. */
export default async function AccountPage() {
  const actor = await signedIn('/account')
  const { isSetUp } = await shown(readSecondFactor(actor))
  const service = readEnvironment().oidc
  return (
    <>
      <PageHeader title="Your account" about={<bdi>{actor.email}</bdi>} />
      <ul className="card-list">
        <Way path="/account/second-factor" name="Second factor">
          {isSetUp
            ? 'On: signing in takes a code of your phone besides the password.'
            : 'Off. With it, whoever learns your password still does not come in.'}
        </Way>
        <Way path="/account/password" name="Password">
          Change it when somebody may have seen it.
        </Way>
        <Way path="/account/sessions" name="Where you are signed in">
          Sign out elsewhere, or everywhere at once.
        </Way>
        <Way path="/account/tokens" name="Access tokens">
          For programs, such as a script in R or Python.
        </Way>
        {service !== null && (
          <Way path="/account/service" name={`Sign in with ${service.name}`}>
            Tie your account to it, or untie it.
          </Way>
        )}
      </ul>
    </>
  )
}

function Way({
  path,
  name,
  children,
}: {
  readonly path: string
  readonly name: string
  readonly children: React.ReactNode
}) {
  return (
    <li className="panel">
      <h2>
        <Link href={path}>{name}</Link>
      </h2>
      <p className="quiet-text">{children}</p>
    </li>
  )
}
