import { z } from 'zod'
import { ownPath } from '@/app/own-path'

export const signInSchema = z.object({
  email: z.string().trim().min(1, 'Enter your e-mail address.').max(320, 'This e-mail address is too long.'),
  password: z.string().min(1, 'Enter your password.').max(1024, 'This password is too long.'),
  next: z.string().transform((next) => ownPath(next)),
})
