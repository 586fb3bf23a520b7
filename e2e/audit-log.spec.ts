import { expect, expectAccessible, signIn, test } from './fixtures'

for (const [device, width] of [
  ['desk', 1280],
  ['phone', 390],
] as const) {
  test.describe(device, () => {
    test.use({ viewport: { width, height: 900 } })

    test('an administrator reads the log, asks for a part of it, and has its chain checked', async ({
      page,
      foothold,
    }) => {
      await signIn(page, foothold, 'administrator')
      await page.goto('/audit')
      const table = page.getByRole('table', { name: 'Entries of the audit log, the newest first' })
      await expect(table.getByText('signed in').first()).toBeVisible()
      await expect(table.getByText('administrator@example.org').first()).toBeVisible()
      await expectAccessible(page)
      await page.getByLabel('Part').selectOption('Rounds')
      await page.getByRole('button', { name: 'Show', exact: true }).click()
      await page.waitForURL(/part=rounds/)
      await expect(table.getByText('opened a round').first()).toBeVisible()
      await expect(table.getByText('signed in')).toHaveCount(0)
      await page.getByRole('link', { name: 'Check that it is whole' }).click()
      await expect(page.getByText('The log is whole')).toBeVisible()
      await expectAccessible(page)
      await page.goto('/audit?to=2001-01-01')
      await expect(page.getByRole('heading', { name: 'No entry' })).toBeVisible()
    })
  })
}

test('others have no way there, and are refused by the name of the permission', async ({
  page,
  foothold,
}) => {
  await signIn(page, foothold, 'manager')
  await page.goto('/')
  await expect(page.getByRole('link', { name: 'Audit log' })).toHaveCount(0)
  const answer = await page.goto('/audit')
  expect(answer?.status()).toBe(403)
  await expect(page.getByText('audit.read')).toBeVisible()
})
