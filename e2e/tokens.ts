import type { Page } from '@playwright/test'
import type { StaffRole } from '@/lib/permissions'
import { behindTheScenes, expect, type Foothold } from './fixtures'

/** Makes an access token on the page, as the signed-in person, and reads it there. */
export async function makeToken(
  page: Page,
  { name, role, round, days }: { name: string; role: string; round?: string; days?: number },
): Promise<string> {
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel(role, { exact: true }).check()
  if (round !== undefined) await page.getByLabel('Round', { exact: true }).selectOption(round)
  if (days !== undefined) await page.getByLabel('It works for').selectOption(`${days} days`)
  await page.getByRole('button', { name: 'Make a token' }).click()
  const notice = page.getByRole('status').filter({ hasText: name })
  await expect(notice).toContainText('shown only now')
  return (await notice.locator('.address').textContent())?.trim() ?? ''
}

/** A token of the account of a role, for every round in which it is held, made behind the scenes. */
export function tokenOf(foothold: Foothold, role: StaffRole, name = 'stories'): string {
  const made = behindTheScenes(
    foothold.dataFolder,
    `const { makeAccessToken } = await import('./db/access-tokens')
     const { resumeSession, signIn } = await import('./db/sessions')
     const nobody = { kind: 'public' }
     const account = { email: '${role}@example.org', password: '${foothold.password}' }
     const person = await resumeSession(nobody, (await signIn(nobody, account)).sessionId)
     return (await makeAccessToken(person, { name: '${name}', role: '${role}', days: 30 }, new Date())).token`,
  )
  return String(made)
}
