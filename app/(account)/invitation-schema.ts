import { z } from 'zod'
import { shortestPassword } from '@/lib/passwords'

/** The form of a new account. Whether a password is a common one is asked again in `db`. */
export const invitationSchema = z.object({
  token: z.string().max(200),
  email: z
    .string()
    .trim()
    .max(254, 'This e-mail address is too long.')
    .pipe(z.email('Enter an e-mail address like name@example.org.')),
  password: z
    .string()
    .min(shortestPassword, `Choose a password of ${shortestPassword} characters or more.`)
    .max(256, 'This password is too long. 256 characters are the most.'),
  alsoManager: z
    .literal('yes')
    .optional()
    .transform((tick) => tick === 'yes'),
})
