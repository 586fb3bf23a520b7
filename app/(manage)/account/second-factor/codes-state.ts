import { type FormState, untouchedForm } from '@/app/ui/form/form-state'

/** A form after a try that may have made recovery codes: they stand only in this answer. */
export type CodesState = FormState & { readonly codes: readonly string[] | null }

export const noCodesYet: CodesState = { ...untouchedForm, codes: null }
