/** What was done to an account, as its page says it. */
export const outcomeInWords = {
  roles: 'The roles were changed. The person signs in again and then works with the new ones.',
  closed: 'The account is closed. Nobody can sign in to it, and its access tokens are gone.',
  reopened: 'The account is open again. Its owner signs in as before.',
  'signed-out': 'The person was signed out everywhere.',
  'factor-off': 'The second factor is off. The person signs in by password, and can set up another.',
  unlinked: 'The account is no longer tied to the other sign-in.',
} as const

export type PersonOutcome = keyof typeof outcomeInWords

/** The page of a person, saying what was done. */
export function pageOf(id: string, outcome: PersonOutcome): string {
  return `/people/${encodeURIComponent(id)}?done=${outcome}`
}

/** The sentence about what was done; null for nothing. */
export function outcomeSaid(done: unknown): string | null {
  const found = Object.entries(outcomeInWords).find(([outcome]) => outcome === done)
  return found === undefined ? null : found[1]
}
