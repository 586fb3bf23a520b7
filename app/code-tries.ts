import { createHmac, randomBytes } from 'node:crypto'
import { type ProblemCode, ProblemError, problem } from '@/lib/problem'
import { requestBudget } from './request-budget'
import { type TryLimits, tryCounter } from './try-counter'

/** Wrong codes, of receipts and of saved interviews together. */
const wrongCodes: TryLimits = { mostOfOne: 10, mostInAll: 300 }
/** Access tokens that are not right. */
const wrongTokens: TryLimits = { mostOfOne: 10, mostInAll: 300 }
/** Interviews put aside and opened again: stretching a code is work for the server. */
const saves: TryLimits = { mostOfOne: 30, mostInAll: 600 }
/** Codes of an earlier wave that come with answers, right and wrong alike: a tablet that sends a day's interviews waits a little. */
const links: TryLimits = { mostOfOne: 30, mostInAll: 600 }
/** Ways to the sign-in service and back: for each, the service is asked how it wants to be asked. */
const ways: TryLimits = { mostOfOne: 30, mostInAll: 600 }

/** Responses from one address in a minute: a tablet sends a day's interviews at once, a camp sends from behind one address. */
const mostResponses = 600

const wrongCodeProblems: readonly ProblemCode[] = ['receipt_not_found', 'saved_interview_not_found']

const day = 86_400_000

// Next loads a module once for each of its bundles; the page and the API must count together. In memory alone, as it has to
// be: an address is written nowhere. After a restart counting begins anew.
const counted = globalThis as { footholdTries?: ReturnType<typeof newTries> | undefined }

function newTries() {
  return {
    wrongCode: tryCounter(wrongCodes),
    wrongToken: tryCounter(wrongTokens),
    save: tryCounter(saves),
    link: tryCounter(links),
    way: tryCounter(ways),
    response: requestBudget(mostResponses),
    salt: randomBytes(32),
    saltedAt: 0,
  }
}

/**
 * Lets a code be tried, if not too many wrong ones came before. A right code costs no try.
 *
 * @param request whose address is counted
 * @throws what `attempt` throws; too_many_requests
 */
export async function tryCode<T>(request: Request, attempt: () => Promise<T>): Promise<T> {
  const { wrongCode } = tries()
  const taken = wrongCode(keyOf(request), performance.now())
  if (!taken.isTaken) throw problem('too_many_requests', { retryAfterSeconds: taken.retryAfterSeconds })
  try {
    const value = await attempt()
    taken.giveBack()
    return value
  } catch (error) {
    const isWrong = error instanceof ProblemError && wrongCodeProblems.includes(error.code)
    if (!isWrong) taken.giveBack()
    throw error
  }
}

/**
 * As `tryCode`, for a code that nobody finds by trying and that costs no work to look up, as a receipt: a right one never waits for the wrong
 * ones of others at the same address, so that whoever shares a network with somebody cannot keep them from withdrawing.
 *
 * @throws what `attempt` throws; too_many_requests in the place of a wrong code's refusal
 */
export async function tryReceipt<T>(request: Request, attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt()
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'receipt_not_found') {
      const taken = tries().wrongCode(keyOf(request), performance.now())
      if (!taken.isTaken) throw problem('too_many_requests', { retryAfterSeconds: taken.retryAfterSeconds })
    }
    throw error
  }
}

/** Counts one saving of an interview, or one opening of it. @throws too_many_requests */
export function countSave(request: Request): void {
  const taken = tries().save(keyOf(request), performance.now())
  if (!taken.isTaken) throw problem('too_many_requests', { retryAfterSeconds: taken.retryAfterSeconds })
}

/**
 * Counts one access token that was not right. A right one is never made to wait for the wrong ones of others: nobody can find one
 * by trying, and whoever could make a program wait by sending nonsense in its name would have something to gain.
 *
 * @throws too_many_requests
 */
export function countWrongToken(request: Request): void {
  const taken = tries().wrongToken(keyOf(request), performance.now())
  if (!taken.isTaken) throw problem('too_many_requests', { retryAfterSeconds: taken.retryAfterSeconds })
}

/**
 * Counts one code of an earlier wave that came with answers. Whether it was right is not looked at, so that waiting tells nothing
 * of it either.
 *
 * @throws too_many_requests
 */
export function countLink(request: Request): void {
  const taken = tries().link(keyOf(request), performance.now())
  if (!taken.isTaken) throw problem('too_many_requests', { retryAfterSeconds: taken.retryAfterSeconds })
}

/**
 * Counts one way to the sign-in service, or back from it: whoever is not signed in can take it, and must not make this server busy
 * the service.
 *
 * @throws too_many_requests
 */
export function countWay(request: Request): void {
  const taken = tries().way(keyOf(request), performance.now())
  if (!taken.isTaken) throw problem('too_many_requests', { retryAfterSeconds: taken.retryAfterSeconds })
}

/**
 * Counts one response. What comes from this machine itself is not counted: where a proxy stands there that nobody has declared, everybody
 * has its address.
 *
 * @throws too_many_requests
 */
export function countResponse(request: Request): void {
  if (isThisMachine(addressOf(request.headers))) return
  const retryAfterSeconds = tries().response(keyOf(request), performance.now())
  if (retryAfterSeconds !== null) throw problem('too_many_requests', { retryAfterSeconds })
}

function isThisMachine(address: string): boolean {
  return address.startsWith('127.') || address === '0:0:0:0'
}

function tries(): ReturnType<typeof newTries> {
  counted.footholdTries ??= newTries()
  return counted.footholdTries
}

/** A salted hash of the address; the salt lives for a day, and only here. */
function keyOf(request: Request): string {
  const now = performance.now()
  const counters = tries()
  if (now - counters.saltedAt > day) {
    counters.salt = randomBytes(32)
    counters.saltedAt = now
  }
  return createHmac('sha256', counters.salt).update(addressOf(request.headers)).digest('base64')
}

/**
 * Where a request came from: an IPv4 address, or the network (64 bits) of an IPv6 address, since one household holds all the addresses of
 * its network. `app/server/guard.ts` has made the header true: it holds one address, that of the other end or the one that a proxy of ours saw.
 */
export function addressOf(headers: Headers): string {
  const written = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim().toLowerCase().slice(0, 64) ?? ''
  const address = written.replace(/^::ffff:(?=\d+\.)/, '')
  if (!address.includes(':') || address.includes('.')) return address
  const [head = '', tail] = address.split('::')
  const before = head.split(':').filter((group) => group !== '')
  const after = tail?.split(':') ?? []
  const zeros: readonly string[] =
    tail === undefined ? [] : Array(Math.max(0, 8 - before.length - after.length)).fill('0')
  return [...before, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
