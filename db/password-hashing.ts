import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { passwordProblem } from '@/lib/passwords'
import { problem } from '@/lib/problem'

/** argon2id, 19 MiB, 2 passes, 1 lane: the least that OWASP recommends. */
const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** So many are reckoned at once: each takes memory and a core, and people who answer need both. */
const mostAtOnce = 2
/** Whoever comes behind so many is asked to come again. */
const mostWaiting = 30

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= mostAtOnce) {
    if (waiting.length >= mostWaiting) throw problem('too_many_requests', { retryAfterSeconds: 5 })
    await new Promise<void>((resolve) => waiting.push(resolve))
  }
  running += 1
  try {
    return await work()
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

/** The hash of a new password. For `db` only. @throws input_invalid (password) */
export async function hashNewPassword(password: string, address: string): Promise<string> {
  const wrong = passwordProblem(password, address)
  if (wrong !== null) throw problem('input_invalid', undefined, [wrong])
  return inTurn(() => hash(password.normalize('NFC'), argon2))
}

/**
 * Whether a password is the one of a hash. Takes as long where there is none to compare with.
 *
 * @param passwordHash null or '' where nobody signs in by password
 * @throws too_many_requests while many others are checked
 */
export async function isPasswordOf(passwordHash: string | null, password: string): Promise<boolean> {
  const hasOne = passwordHash !== null && passwordHash !== ''
  const against = hasOne ? passwordHash : await hashOfNobody()
  const isRight = await inTurn(() => verify(against, password.normalize('NFC')))
  return hasOne && isRight
}

let unknownAccountHash: Promise<string> | undefined

function hashOfNobody(): Promise<string> {
  unknownAccountHash ??= hash(randomBytes(16), argon2)
  return unknownAccountHash
}
