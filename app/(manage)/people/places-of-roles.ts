import { roleName } from '@/app/ui/roles'
import type { Clearance, Grant } from '@/lib/permissions'

export type RoundName = { readonly id: string; readonly title: string }

/** Where a role holds, as it follows its name: "Manager in Spring survey". */
export function placeOf({ role, roundId }: Grant, rounds: readonly RoundName[]): string {
  if (role === 'administrator') return 'of the installation'
  if (roundId === null) return 'in every round'
  return `in ${rounds.find(({ id }) => id === roundId)?.title ?? 'a round'}`
}

/** A role with its place. */
export function grantInWords(grant: Grant, rounds: readonly RoundName[]): string {
  return `${roleName[grant.role]} ${placeOf(grant, rounds)}`
}

/** What a manager may be cleared for: the name, and what it lets them do. */
export const clearanceInWords: Readonly<
  Record<Clearance, { readonly name: string; readonly means: string }>
> = {
  sensitive: {
    name: 'Sensitive answers',
    means:
      'Opens what one person answered to the questions that are marked sensitive, with a reason that the audit log keeps.',
  },
  text: {
    name: 'Free text',
    means:
      'Reads what people wrote in their own words, by which they can be recognised. The audit log notes it.',
  },
}
