import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Actor,
  type Grant,
  grantsOfToken,
  isAllowed,
  type Permission,
  permissions,
  staffRoles,
} from './permissions'

const round = fc.constantFrom('spring', 'summer', 'autumn')
const grant: fc.Arbitrary<Grant> = fc.record({
  role: fc.constantFrom(...staffRoles),
  roundId: fc.option(round, { nil: null }),
})
// A literal's keys are its own: nothing else is in the table.
const everyPermission = Object.keys(permissions) as Permission[]

function staff(grants: readonly Grant[], sessionId: string | null): Actor {
  return { kind: 'staff', accountId: 'a', sessionId, email: '', grants }
}

test('a token may never do what its account may not, whatever the account came to hold since', () => {
  fc.assert(
    fc.property(
      fc.array(grant, { maxLength: 4 }),
      grant,
      fc.constantFrom(...everyPermission),
      fc.option(round, { nil: undefined }),
      (held, scope, permission, roundId) => {
        const person = staff(held, 'session')
        const program = staff(grantsOfToken(held, scope), null)
        if (isAllowed(program, permission, roundId)) expect(isAllowed(person, permission, roundId)).toBe(true)
      },
    ),
    { numRuns: 2_000 },
  )
})

test('a token may do nothing outside its role and round', () => {
  fc.assert(
    fc.property(
      fc.array(grant, { maxLength: 4 }),
      grant,
      fc.constantFrom(...everyPermission),
      round,
      (held, scope, permission, roundId) => {
        const program = staff(grantsOfToken(held, scope), null)
        if (!isAllowed(program, permission, roundId)) return
        const roles: readonly string[] = permissions[permission]
        expect(roles).toContain(scope.role)
        if (scope.roundId !== null) expect(roundId).toBe(scope.roundId)
      },
    ),
    { numRuns: 2_000 },
  )
})

test.each([
  [
    'one round, held in every round',
    [{ role: 'manager', roundId: null }],
    'manager',
    'spring',
    [['manager', 'spring']],
  ],
  [
    'one round, held in it',
    [{ role: 'manager', roundId: 'spring' }],
    'manager',
    'spring',
    [['manager', 'spring']],
  ],
  ['one round, held in another', [{ role: 'manager', roundId: 'summer' }], 'manager', 'spring', []],
  [
    'every round, held in two',
    [
      { role: 'manager', roundId: 'spring' },
      { role: 'manager', roundId: 'summer' },
      { role: 'researcher', roundId: null },
    ],
    'manager',
    null,
    [
      ['manager', 'spring'],
      ['manager', 'summer'],
    ],
  ],
  ['another role than is held', [{ role: 'researcher', roundId: null }], 'manager', null, []],
  [
    'an administrator, who holds no role by round',
    [{ role: 'administrator', roundId: null }],
    'administrator',
    'spring',
    [],
  ],
] as const)('a token for %s', (_, held, role, roundId, expected) => {
  const grants = grantsOfToken(held, { role, roundId })
  expect(grants.map((one) => [one.role, one.roundId])).toEqual(expected)
})

test('sensitive items and free text of one response are nobody’s without a clearance', () => {
  const everything = staffRoles.map((role) => ({ role, roundId: null }))
  for (const actor of [staff(everything, 'session'), staff(everything, null)]) {
    expect(isAllowed(actor, 'response.readSensitive')).toBe(false)
    expect(isAllowed(actor, 'response.readText')).toBe(false)
  }
  expect(isAllowed({ kind: 'operator' }, 'response.readText')).toBe(true)
  expect(isAllowed({ kind: 'operator' }, 'response.readSensitive')).toBe(false)
})

test('a clearance is a manager’s, in its round, signed in', () => {
  const cleared = { role: 'manager', roundId: 'spring', clearances: ['sensitive'] } as const
  expect(isAllowed(staff([cleared], 'session'), 'response.readSensitive', 'spring')).toBe(true)
  expect(isAllowed(staff([cleared], 'session'), 'response.readText', 'spring')).toBe(false)
  expect(isAllowed(staff([cleared], 'session'), 'response.readSensitive', 'summer')).toBe(false)
  expect(isAllowed(staff([cleared], null), 'response.readSensitive', 'spring')).toBe(false)
  expect(grantsOfToken([cleared], { role: 'manager', roundId: null })).toEqual([
    { role: 'manager', roundId: 'spring' },
  ])
  const researcher = { ...cleared, role: 'researcher' } as const
  expect(isAllowed(staff([researcher], 'session'), 'response.readSensitive', 'spring')).toBe(false)
})

test('a program starts no session, makes no token, no account and no round', () => {
  const everything = staffRoles.map((role) => ({ role, roundId: null }))
  for (const permission of [
    'session.start',
    'accessToken.manage',
    'account.manage',
    'round.create',
  ] as const) {
    expect(isAllowed(staff(everything, 'session'), permission)).toBe(true)
    expect(isAllowed(staff(everything, null), permission)).toBe(false)
  }
})
