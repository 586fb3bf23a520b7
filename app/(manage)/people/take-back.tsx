'use client'

import { Confirm } from '@/app/ui/form/confirm'
import { revokeInvitationAction } from './actions'

export function TakeBack({ id, email }: { readonly id: string; readonly email: string }) {
  return (
    <Confirm
      action={revokeInvitationAction}
      fields={{ id }}
      ask="Take back"
      subject={`the link for ${email}`}
      confirm="Take it back now"
      working="Taking it back…"
      isQuiet
    >
      <p>The link stops working at once. Whoever opens it is told to ask for a new one.</p>
    </Confirm>
  )
}
