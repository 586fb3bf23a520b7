import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'
import type { Problem } from './result'

/** Fewest characters of a password. No rule asks for kinds of characters. */
export const shortestPassword = 12

/** A password that is found within 10 to the power of this many guesses is refused. */
const fewestGuesses = 10

/** What would be tried here first. */
const ownWords = [
  'foothold',
  'migrant',
  'migrants',
  'survey',
  'administrator',
  'manager',
  'enumerator',
  'researcher',
]

/** Its lists of words and of passwords that were found out take a moment to read: when a password is first chosen. */
let estimator: ZxcvbnFactory | null = null

/**
 * What is wrong with a new password, by the current guidance: long enough, not among those that are tried first. That is estimated from lists
 * of passwords that were found out, runs on the keyboard, repeats, years and spellings such as p4ssw0rd.
 *
 * @param email of the account: its parts are easily guessed
 * @returns null when it will do
 * @see NIST SP 800-63B-4, section 3.1.1.2; D. L. Wheeler (2016), zxcvbn: Low-Budget Password Strength Estimation, USENIX Security
 */
export function passwordProblem(password: string, email: string): Problem | null {
  const characters = [...password].length
  if (characters < shortestPassword) {
    return {
      path: 'password',
      code: 'password_short',
      message: `Use at least ${shortestPassword} characters. Four words that do not belong together are good.`,
      params: { least: shortestPassword },
    }
  }
  if (characters > 256)
    return { path: 'password', code: 'password_long', message: 'Use at most 256 characters.' }
  estimator ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
  const known = [...ownWords, email, ...email.split(/[@.\-_+]/)].filter((word) => word.length > 2)
  if (estimator.check(password, known).guessesLog10 < fewestGuesses) {
    return {
      path: 'password',
      code: 'password_common',
      message:
        'This password is among those that others would try first. Four words that do not belong together are good.',
    }
  }
  return null
}
