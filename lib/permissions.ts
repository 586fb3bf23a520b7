/** Staff roles, and the two kinds of people without an account. The operator holds what administrators and managers hold. */
export type Role = StaffRole | 'respondent' | 'public'
export type StaffRole = 'administrator' | 'manager' | 'enumerator' | 'researcher'
export const staffRoles = [
  'administrator',
  'manager',
  'enumerator',
  'researcher',
] as const satisfies readonly StaffRole[]

/** A role that an account holds: in one round, or (roundId null) in every round. Administrators always hold theirs everywhere. */
export type Grant = {
  readonly role: StaffRole
  readonly roundId: string | null
  /** Of a manager; left out for none. */
  readonly clearances?: readonly Clearance[]
}

/** What a manager is cleared for in a round beyond the role: sensitive items, and free text, of one response. */
export type Clearance = (typeof clearances)[number]
export const clearances = ['sensitive', 'text'] as const

/** Who a permission is given to: a role, the operator, or a manager with a clearance for the round. */
type Holder = Role | 'operator' | `manager cleared for ${Clearance}`

/** Who is acting. `operator` is the person who has the data folder and runs the command line. */
export type Actor =
  | { readonly kind: 'public' }
  | { readonly kind: 'respondent' }
  | {
      readonly kind: 'staff'
      readonly accountId: string
      /** Null when a program acts by an access token of the account. */
      readonly sessionId: string | null
      readonly email: string
      /** Held now; of an access token the part that the token is for. */
      readonly grants: readonly Grant[]
      /** A role of theirs asks for a second factor that was not given: they hold nothing until they have set one up. */
      readonly lacksSecondFactor?: true
    }
  | { readonly kind: 'operator' }

/**
 * Who may do what: the one table. What is not listed is refused.
 * A staff role counts in the rounds where it is held; `administrator` counts everywhere. `operator` stands where no account may.
 * Conditions beyond the role (an open round, a reason that is logged, a published release) are checked
 * where the data is, by the function that the permission guards.
 */
export const permissions = {
  // signing in
  'session.start': ['public', 'respondent', 'administrator', 'manager', 'enumerator', 'researcher'],
  'invitation.accept': ['public', 'respondent', 'administrator', 'manager', 'enumerator', 'researcher'],
  'accessToken.manage': ['administrator', 'manager', 'enumerator', 'researcher'],
  // accounts, settings, keys, audit
  'account.manage': ['administrator'],
  'settings.manage': ['administrator'],
  'audit.read': ['administrator'],
  'installation.check': ['administrator'],
  // questionnaires
  'questionnaire.edit': ['administrator'],
  'questionnaire.propose': ['administrator', 'manager'],
  'questionnaire.read': ['administrator', 'manager', 'enumerator', 'researcher'],
  // help contacts
  'helpContact.edit': ['administrator'],
  'helpContact.read': ['public', 'respondent', 'administrator', 'manager', 'enumerator', 'researcher'],
  // rounds
  'round.create': ['administrator', 'manager'],
  'round.correct': ['administrator', 'manager'],
  'round.open': ['administrator', 'manager'],
  'round.close': ['administrator', 'manager'],
  'round.read': ['administrator', 'manager', 'enumerator', 'researcher'],
  'round.monitor': ['manager'],
  'round.scoreAnew': ['manager'],
  'fieldwork.record': ['manager'],
  'round.readOpen': ['public', 'respondent', 'administrator', 'manager', 'enumerator', 'researcher'],
  // responses
  'response.submit': ['public', 'respondent', 'administrator', 'manager', 'enumerator', 'researcher'],
  'interview.save': ['public', 'respondent', 'administrator', 'manager', 'enumerator', 'researcher'],
  'interview.resume': ['public', 'respondent', 'administrator', 'manager', 'enumerator', 'researcher'],
  'response.import': ['manager'],
  'response.countOwn': ['manager', 'enumerator'],
  'response.review': ['manager'],
  'response.read': ['manager'],
  'response.readSensitive': ['manager cleared for sensitive'],
  'response.readText': ['operator', 'manager cleared for text'],
  'response.withdraw': ['public', 'respondent', 'manager'],
  'microdata.export': ['manager'],
  'microdata.exportSensitive': ['manager'],
  // aggregates
  'aggregate.exact': ['manager'],
  'aggregate.protected': ['manager', 'researcher'],
  'aggregate.published': ['public', 'respondent', 'administrator', 'manager', 'enumerator', 'researcher'],
  'release.make': ['manager'],
  'release.publish': ['manager'],
  'weighting.manage': ['manager'],
  'weighting.propose': ['manager', 'researcher'],
} as const satisfies Record<string, readonly Holder[]>

export type Permission = keyof typeof permissions

/**
 * What people do themselves, signed in, and no access token does for them: by each of these, whoever holds a token could reach
 * beyond the role, the round and the day that it was made for.
 */
const forPeopleOnly: readonly Permission[] = [
  'session.start',
  'invitation.accept',
  'accessToken.manage',
  'account.manage',
  'settings.manage',
  'round.create',
  // Whoever reads what one person answered is a person, and says why.
  'response.read',
  'response.readSensitive',
  'response.readText',
]

/**
 * Whether the actor holds a permission.
 *
 * @param roundId the round it is about; left out when it is about none, and then a role held in any round counts
 */
export function isAllowed(actor: Actor, permission: Permission, roundId?: string): boolean {
  const holders: readonly Holder[] = permissions[permission]
  switch (actor.kind) {
    case 'public':
    case 'respondent':
      return holders.includes(actor.kind)
    case 'operator':
      // They have no account that a token could act for.
      if (permission === 'accessToken.manage') return false
      return (['operator', 'administrator', 'manager'] as const).some((role) => holders.includes(role))
    case 'staff':
      if (actor.sessionId === null && forPeopleOnly.includes(permission)) return false
      return actor.grants.some(
        (grant) =>
          holdersOf(grant).some((holder) => holders.includes(holder)) &&
          (grant.role === 'administrator' ||
            grant.roundId === null ||
            roundId === undefined ||
            grant.roundId === roundId),
      )
  }
}

/** A clearance is a manager's: with another role it gives nothing. */
function holdersOf({ role, clearances = [] }: Grant): readonly Holder[] {
  return role === 'manager'
    ? [role, ...clearances.map((what) => `manager cleared for ${what}` as const)]
    : [role]
}

/**
 * What an access token may act by: the part of it that its account holds now.
 *
 * | token is for | account holds the role | grants |
 * |---|---|---|
 * | one round | in every round, or in that one | the role in that round |
 * | one round | in other rounds, or not at all | none: the token is dead |
 * | every round | somewhere | the role wherever it is held |
 *
 * @param held what the account holds
 * @param scope the role and the round (null: every round) that the token was made for
 */
export function grantsOfToken(held: readonly Grant[], scope: Grant): readonly Grant[] {
  const { role, roundId } = scope
  // A clearance is a person's: no program has one.
  const inRole = held.filter((grant) => grant.role === role).map(({ role, roundId }) => ({ role, roundId }))
  // An administrator's role is held everywhere, so a token for one round of it would promise a limit that it does not have.
  if (roundId === null) return inRole
  const isHeld = role !== 'administrator' && inRole.some((grant) => (grant.roundId ?? roundId) === roundId)
  return isHeld ? [scope] : []
}
