import { z } from 'zod'
import { writtenPeopleCounted } from '@/lib/round-details'

/** The form of what was counted in the field, the same in the browser and on the server. A field left blank says that nobody counted. */
export const fieldworkFormSchema = z.object({
  asked: writtenPeopleCounted,
  refused: writtenPeopleCounted,
  notReached: writtenPeopleCounted,
  notEligible: writtenPeopleCounted,
})

export type FieldworkFormFields = z.input<typeof fieldworkFormSchema>
