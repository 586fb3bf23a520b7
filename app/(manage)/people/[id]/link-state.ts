import { type FormState, untouchedForm } from '@/app/ui/form/form-state'

/** The form after a try that may have made a link, which is shown only in this answer. */
export type LinkState = FormState & { readonly link: string | null }

export const noLinkYet: LinkState = { ...untouchedForm, link: null }
