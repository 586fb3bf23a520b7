import { and, eq, gt, lt, or } from 'drizzle-orm'
import { problem } from '@/lib/problem'
import { store } from './connection'
import { signInFailures } from './schema/accounts'
import type { Transaction } from './write-queue'

/*
 * Failed tries to sign in, and how long the next one has to wait: a delay that grows, never a lock. For `db` only.
 *
 * A browser in which the account was signed in to before has a count of its own: strangers who try make its owner wait nowhere but in a
 * browser that was never used, and there a quarter of an hour at most.
 */

const hour = 3_600_000
const minute = 60_000
/** So many failures in an hour cost no wait. */
const free = 5
/** In seconds, after the first failure that costs a wait; each further one doubles it. */
const firstDelay = 15
const longestDelay = 900

/** Seconds until another try is let in. @param failures times of those in the last hour, in milliseconds, in any order */
export function waitAfter(failures: readonly number[], now: number): number {
  if (failures.length < free) return 0
  const delay = Math.min(longestDelay, firstDelay * 2 ** (failures.length - free))
  return Math.max(0, Math.ceil((Math.max(...failures) + delay * 1_000 - now) / 1_000))
}

/**
 * Notes a try as failed, before it is checked: tries that come at the same moment are counted too.
 *
 * @param who keyed hash of what is tried
 * @throws too_many_requests, and then nothing is noted: waiting always ends
 */
export function noteTry({ db }: Transaction, who: string, now: number): void {
  // Also those of a clock that was ahead: nobody waits for a time that does not come.
  db.delete(signInFailures)
    .where(or(lt(signInFailures.at, now - hour), gt(signInFailures.at, now + minute)))
    .run()
  const failures = db
    .select({ at: signInFailures.at })
    .from(signInFailures)
    .where(and(eq(signInFailures.emailMac, who), gt(signInFailures.at, now - hour)))
    .all()
    .map(({ at }) => at)
  const retryAfterSeconds = waitAfter(failures, now)
  if (retryAfterSeconds > 0) throw problem('too_many_requests', { retryAfterSeconds })
  db.insert(signInFailures).values({ emailMac: who, at: now }).run()
}

/** Takes the noted tries back after one that was right. */
export function forgetTries({ db }: Transaction, who: string): void {
  db.delete(signInFailures).where(eq(signInFailures.emailMac, who)).run()
}

/**
 * Under what the tries of an address, or of the codes of an account, are counted.
 *
 * @param device of `newKnownDevice`, as the browser sent it; what is not of this account counts as none
 */
export function triesOf(kind: 'password' | 'code', subject: string, device: string | null): string {
  const id = device === null ? null : knownDeviceId(device, subject)
  const known = id === null ? '' : ` ${id}`
  return store().vault.mac('sign-in', `${kind} ${subject}${known}`).toString('hex')
}

/** What a browser keeps after a sign-in, so that strangers' tries do not make it wait. @param id random, made for this browser */
export function newKnownDevice(id: string, email: string): string {
  return `${id}.${macOf(id, email)}`
}

/** What a browser is counted by: the part of its mark that it cannot change. @returns null for the mark of another account, or none */
function knownDeviceId(device: string, email: string): string | null {
  const [id = ''] = device.split('.')
  return device === newKnownDevice(id, email) ? id : null
}

function macOf(id: string, email: string): string {
  return store().vault.mac('known-device', `${id} ${email}`).toString('base64url')
}
