import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor, StaffRole } from '@/lib/permissions'
import { ProblemError } from '@/lib/problem'
import { actorOfAccessToken, makeAccessToken } from './access-tokens'
import { store } from './connection'
import { openFreshStore, operator, respondent, staffWith, stranger } from './testing/actors'
import { insideOnly, permissionRows, withoutActor } from './testing/permission-rows'

type Caller = {
  readonly name: string
  /** As in `may` of a row. */
  readonly letter: string
  readonly where: 'spring' | 'elsewhere' | 'everywhere' | null
  readonly isToken: boolean
  readonly actor: () => Promise<Actor>
}

type Where = 'spring' | 'elsewhere' | 'everywhere'

const roles = { M: 'manager', E: 'enumerator', R: 'researcher' } as const

/** A program that acts for a person by an access token. */
async function byToken(role: StaffRole, where: Where): Promise<Actor> {
  const { token } = await makeAccessToken(
    await staffWith(role, where),
    // A token for every round of its account is one for the round in which the role is held.
    { name: 'script', role, days: 30 },
    new Date(),
  )
  const actor = await actorOfAccessToken(stranger, token, new Date())
  if (actor === null) throw new Error('The token does not work.')
  return actor
}

function staffCallers(letter: string, role: StaffRole, where: Where): readonly Caller[] {
  return [
    { name: `${role}, ${where}`, letter, where, isToken: false, actor: () => staffWith(role, where) },
    { name: `token of ${role}, ${where}`, letter, where, isToken: true, actor: () => byToken(role, where) },
  ]
}

const callers: readonly Caller[] = [
  { name: 'operator', letter: 'O', where: null, isToken: false, actor: async () => operator },
  { name: 'respondent', letter: 'r', where: null, isToken: false, actor: async () => respondent },
  { name: 'public', letter: 'p', where: null, isToken: false, actor: async () => stranger },
  ...staffCallers('A', 'administrator', 'everywhere'),
  ...Object.entries(roles).flatMap(([letter, role]) =>
    (['spring', 'everywhere', 'elsewhere'] as const).flatMap((where) => staffCallers(letter, role, where)),
  ),
]

let fresh: Awaited<ReturnType<typeof openFreshStore>>
const actors = new Map<string, Actor>()
beforeAll(async () => {
  fresh = await openFreshStore()
  for (const { name, actor } of callers) actors.set(name, await actor())
}, 60_000)
afterAll(() => fresh.remove())

/** Whether a call got past authorisation; what came of it then is its own affair. */
async function isLetPast(call: () => Promise<unknown>): Promise<boolean> {
  try {
    const value = await call()
    if (typeof value === 'object' && value !== null && 'close' in value && typeof value.close === 'function')
      value.close()
    return true
  } catch (error) {
    return !(error instanceof ProblemError && ['not_allowed', 'not_signed_in'].includes(error.code))
  }
}

describe('each role and each function', () => {
  for (const [name, { may, of, byToken: isForTokens, call }] of Object.entries(permissionRows)) {
    test(name, async () => {
      const seen = new Map<string, boolean>()
      const meant = new Map<string, boolean>()
      for (const { name: who, letter, where, isToken } of callers) {
        const actor = actors.get(who)
        if (actor === undefined) throw new Error(`no ${who}`)
        const hasRole = may.includes(letter) && !(of === 'round' && where === 'elsewhere')
        meant.set(who, hasRole && (isForTokens || !isToken))
        const version = dataVersion()
        const isPast = await isLetPast(() => call(actor))
        seen.set(who, isPast)
        if (!isPast) expect(dataVersion(), `${who} wrote something`).toBe(version)
      }
      expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(meant))
    })
  }
})

/** Changes with every commit of the writer. */
function dataVersion(): unknown {
  return store().reader.$client.pragma('data_version', { simple: true })
}

const sources = readdirSync('db')
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => readFileSync(`db/${file}`, 'utf8'))
const exported = sources.flatMap((source) =>
  [...source.matchAll(/^export (?:async )?function\*? (\w+)(?:<[^(]*>)?\(\s*([\w{]+)(?::\s*(\w+))?/gm)].map(
    ([, name = '', , type]) => ({ name, takesActor: type === 'Actor' }),
  ),
)

test('every function of db that takes the acting person has a row', () => {
  const named = exported.filter(({ takesActor }) => takesActor).map(({ name }) => name)
  expect(named.length).toBeGreaterThan(80)
  expect([...named].sort()).toEqual([...Object.keys(permissionRows), ...insideOnly].sort())
})

test('what takes nobody, or authorises nobody, is called inside db alone', () => {
  const closed = [...exported.filter(({ takesActor }) => !takesActor).map(({ name }) => name), ...insideOnly]
  const files = ['app', 'cli', 'scripts', 'bench', '.'].flatMap((folder) =>
    readdirSync(folder, { recursive: folder !== '.', encoding: 'utf8' })
      .map((file) => `${folder}/${file}`)
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file)),
  )
  const imported = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/import (?:type )?\{([^}]*)\} from '@\/db\/[^']+'/g)].flatMap(
      ([, names = '']) =>
        names.split(',').map((name) => ({
          file,
          name: name
            .trim()
            .replace(/^type /, '')
            .split(' as ')[0],
        })),
    ),
  )
  const trespasses = imported.filter(({ name = '' }) => closed.includes(name) && !withoutActor.includes(name))
  expect(trespasses).toEqual([])
})
