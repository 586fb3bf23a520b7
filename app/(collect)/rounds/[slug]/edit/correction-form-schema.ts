import { z } from 'zod'
import { roundOrganisation, roundTitle, writtenKeptUntil } from '@/lib/round-details'

/** The form that corrects a round, the same in the browser and on the server. A day left blank stays as it is. */
export const correctionFormSchema = z.object({
  title: roundTitle,
  organisation: roundOrganisation,
  keptUntil: writtenKeptUntil,
  /** A box to tick: absent when it is not. */
  acceptsEarlierDay: z
    .literal('yes')
    .optional()
    .transform((ticked) => ticked === 'yes'),
})

export type CorrectionFormFields = z.input<typeof correctionFormSchema>
