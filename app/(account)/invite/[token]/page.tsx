import type { Metadata } from 'next'
import { invitationOf, SpentLink } from '@/app/(account)/invitation'
import { InvitationForm } from '@/app/(account)/invitation-form'
import { ServiceLink } from '@/app/(account)/service-link'
import { roleName, roleSentence } from '@/app/ui/roles'
import { readEnvironment } from '@/db/environment'

export const metadata: Metadata = { title: 'Your invitation' }

/** Where an invitation leads: what the role may do, and the form that makes the account. */
export default async function InvitationPage({ params }: { readonly params: Promise<{ token: string }> }) {
  const { token } = await params
  const invitation = await invitationOf(token)
  if (invitation?.kind !== 'invite') return <SpentLink />
  const service = readEnvironment().oidc
  return (
    <div className="stack">
      <h1>You are invited to Foothold</h1>
      <div className="notice">
        <p>
          <strong>Your role: {roleName[invitation.role]}</strong>
        </p>
        <p>{roleSentence[invitation.role]}</p>
      </div>
      <InvitationForm
        token={token}
        email={invitation.email === '' ? null : invitation.email}
        offersManager={false}
      />
      {service !== null && invitation.email !== '' && (
        <>
          <ServiceLink name={service.name} next="/" />
          <p className="quiet-text">
            Then you need no password here. {service.name} must know you by <bdi>{invitation.email}</bdi>.
          </p>
        </>
      )}
    </div>
  )
}
