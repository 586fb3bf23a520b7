import { z } from 'zod'
import { newAccessTokenSchema } from '@/db/access-tokens'

/** The form of a new access token, as it is posted: text, and no round for every one. */
export const tokenFormSchema = newAccessTokenSchema.extend({
  roundId: z
    .string()
    .max(64)
    .transform((roundId) => (roundId === '' ? null : roundId)),
  days: z.coerce.number().pipe(newAccessTokenSchema.shape.days),
})
