import type { Metadata } from 'next'
import { invitationOf, SpentLink } from '@/app/(account)/invitation'
import { InvitationForm } from '@/app/(account)/invitation-form'

export const metadata: Metadata = { title: 'Set up Foothold' }

/** Where the one-time link of a new installation leads: the first administrator makes their account. */
export default async function SetUpPage({ params }: { readonly params: Promise<{ token: string }> }) {
  const { token } = await params
  const invitation = await invitationOf(token)
  if (invitation?.kind !== 'setup') return <SpentLink />
  return (
    <div className="stack">
      <h1>Set up Foothold</h1>
      <p>
        You are the first person here. Make your account; as administrator you invite the others. This page
        works once.
      </p>
      <InvitationForm token={token} email={null} offersManager />
    </div>
  )
}
