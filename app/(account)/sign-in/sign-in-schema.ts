import { z } from 'zod'

export const signInSchema = z.object({
  email: z.string().trim().min(1, 'Enter your e-mail address.').max(320, 'This e-mail address is too long.'),
  password: z.string().min(1, 'Enter your password.').max(1024, 'This password is too long.'),
  next: z.string().transform((next) => pathWithin(next)),
})

/** A path of this server to go on to; anything else leads home, so that no link can send a person elsewhere. */
export function pathWithin(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])[^\\\s]*$/.test(next) ? next : '/'
}
