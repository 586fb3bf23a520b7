import { type FormState, untouchedForm } from '@/app/ui/form/form-state'

/** The invitation form after a try; `made` holds the new link, which is shown only in this answer. */
export type InvitationState = FormState & {
  readonly made: { readonly email: string; readonly link: string } | null
}

export const noInvitationYet: InvitationState = { ...untouchedForm, made: null }
