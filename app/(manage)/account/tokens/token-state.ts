import { type FormState, untouchedForm } from '@/app/ui/form/form-state'

/** The form of a new token after a try; `made` holds the token, which is shown only in this answer. */
export type TokenState = FormState & {
  readonly made: {
    readonly name: string
    readonly token: string
    /** In words. */
    readonly expiresOn: string
  } | null
}

export const noTokenYet: TokenState = { ...untouchedForm, made: null }
