import { z } from 'zod'

/** Length is the whole rule; whether a password is a common one is asked where the list is, in `db`. */
export const shortestPassword = 12

export const invitationSchema = z.object({
  token: z.string().max(200),
  email: z
    .string()
    .trim()
    .max(320, 'This e-mail address is too long.')
    .pipe(z.email('Enter an e-mail address like name@example.org.')),
  password: z
    .string()
    .min(shortestPassword, `Choose a password of ${shortestPassword} characters or more.`)
    .max(1024, 'This password is too long. 1,024 characters are the most.'),
  alsoManager: z
    .literal('yes')
    .optional()
    .transform((tick) => tick === 'yes'),
})
