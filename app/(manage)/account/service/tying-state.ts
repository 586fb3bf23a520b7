import { type FormState, untouchedForm } from '@/app/ui/form/form-state'

/** The form before an account is tied, after a try. */
export type TyingState = FormState & { readonly isConfirmed: boolean }

export const notConfirmedYet: TyingState = { ...untouchedForm, isConfirmed: false }
