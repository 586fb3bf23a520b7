import { afterAll, beforeAll, expect, test } from 'vitest'
import { resetAccount } from './account-reset'
import { addAccount } from './accounts'
import { readAudit } from './audit'
import { codeOf, stepAt } from './one-time-codes'
import { makePasswordLink, readPasswordLink } from './password-links'
import { closeAccount } from './people'
import { offerSecondFactor, setUpSecondFactor } from './second-factor'
import { resumeSession, signIn } from './sessions'
import { openFreshStore, operator, staffWith, stranger } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeAll(async () => {
  fresh = await openFreshStore()
})
afterAll(() => fresh.remove())

const account = { email: 'only@example.org', password: 'quiet river under stones' }
const another = 'louder winds above sand'

test('whoever can sign in no more gets another password, without the lost second factor', async () => {
  const { accountId } = await addAccount(operator, { ...account, role: 'administrator' })
  const { sessionId } = await signIn(stranger, account)
  const person = await resumeSession(stranger, sessionId)
  if (person === null) throw new Error('no session')
  const { secret } = await offerSecondFactor(person)
  const now = new Date()
  await setUpSecondFactor(person, { code: codeOf(secret, stepAt(now)), password: account.password }, now)
  const link = (await makePasswordLink(operator, accountId)).replace('/password/', '')
  await resetAccount(operator, { email: ' Only@Example.org ', password: another })
  await expect(readPasswordLink(stranger, link)).rejects.toMatchObject({ code: 'link_not_valid' })
  const logged = await readAudit(operator, { limit: 3 })
  expect(logged.map(({ action, reason }) => [action, reason])).toContainEqual(['account.password', 'reset'])
  expect(await resumeSession(stranger, sessionId)).toBeNull()
  await expect(signIn(stranger, account)).rejects.toMatchObject({ code: 'sign_in_failed' })
  const again = await signIn(stranger, { ...account, password: another })
  // At once, with nothing else asked.
  expect(await resumeSession(stranger, again.sessionId)).toMatchObject({ email: account.email })
})

test('a poor password, an unknown address and a closed account are refused, and nothing changes', async () => {
  const reset = (email: string, password = another) => resetAccount(operator, { email, password })
  await expect(reset('nobody@example.org')).rejects.toMatchObject({ code: 'account_not_found' })
  await expect(reset(account.email, 'passwordpassword')).rejects.toMatchObject({ code: 'input_invalid' })
  const { accountId } = await addAccount(operator, {
    email: 'gone@example.org',
    role: 'manager',
    password: another,
  })
  await closeAccount(operator, accountId, new Date())
  await expect(reset('gone@example.org')).rejects.toMatchObject({ code: 'account_not_found' })
  await expect(
    resetAccount(await staffWith('manager'), { email: account.email, password: another }),
  ).rejects.toMatchObject({ code: 'not_allowed' })
  await signIn(stranger, { ...account, password: another })
})
