import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { command, expect, expectAccessible, signIn, signOut, startFoothold, test } from './fixtures'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script, on a phone', () => {
    test.use({ javaScriptEnabled, ...(!javaScriptEnabled && { viewport: { width: 390, height: 844 } }) })

    test('an administrator looks after the key, the backups and who needs a second factor', async ({
      page,
    }) => {
      test.setTimeout(180_000)
      const { foothold, stop } = await startFoothold('full')
      try {
        await signIn(page, foothold, 'administrator')
        await page.goto(`${foothold.url}/settings`)
        const looked = async () => (javaScriptEnabled ? expectAccessible(page) : undefined)
        await looked()

        await test.step('says that a copy of the key lies elsewhere', async () => {
          await expect(page.getByText('Nobody has said yet that there is a copy.')).toBeVisible()
          await page.getByRole('button', { name: 'A copy of the key lies in another place' }).click()
          await expect(page.getByText(/A copy was confirmed on/)).toBeVisible()
          const { backedUpOn } = JSON.parse(command(foothold, 'keys', 'status'))
          expect(backedUpOn).toMatch(/^\d{4}-\d\d-\d\d$/)
        })

        await test.step('makes a new data key', async () => {
          await page.getByRole('button', { name: 'Make a new data key' }).click()
          await expect(page.getByText('There is a new data key.')).toBeVisible()
          await looked()
        })

        await test.step('makes a backup and takes it along', async () => {
          await page.getByRole('button', { name: 'Make a backup now' }).click()
          await expect(page.getByText('The backup was made, and read back.')).toBeVisible()
          await looked()
          const coming = page.waitForEvent('download')
          await page
            .getByRole('link', { name: /Download the backup/ })
            .first()
            .click()
          const file = await (await coming).path()
          expect(readFileSync(file).includes('SQLite format 3'), 'it is encrypted').toBe(false)
          const elsewhere = { ...foothold, dataFolder: mkdtempSync(join(tmpdir(), 'foothold-story-')) }
          cpSync(join(foothold.dataFolder, 'keys'), join(elsewhere.dataFolder, 'keys'), { recursive: true })
          command(elsewhere, 'restore', file)
          expect(command(elsewhere, 'doctor')).not.toContain('WRONG')
          rmSync(elsewhere.dataFolder, { recursive: true })
        })

        await test.step('sets how often and how many', async () => {
          await page.getByLabel('How many are kept').fill('0')
          await page.getByRole('button', { name: 'Save' }).first().click()
          await expect(page.locator('.problem-summary')).toBeVisible()
          await looked()
          await page.getByLabel('How many are kept').fill('5')
          await page.getByLabel('A backup is made').selectOption('not by itself')
          await page.getByRole('button', { name: 'Save' }).first().click()
          await expect(page.getByText('Saved. It holds from now on.')).toBeVisible()
          await page.reload()
          await expect(page.getByLabel('How many are kept')).toHaveValue('5')
        })

        await test.step('asks managers for a second factor', async () => {
          await page.getByLabel('Manager', { exact: true }).check()
          await page.getByRole('button', { name: 'Save' }).last().click()
          await expect(page.getByText('Saved. It holds from now on.')).toBeVisible()
          await expect(page.getByLabel('Manager', { exact: true })).toBeChecked()
          await signOut(page, foothold)
          await signIn(page, foothold, 'manager')
          await page.goto(`${foothold.url}/rounds`)
          await expect(page).toHaveURL(/second-factor/)
        })
      } finally {
        stop()
      }
    })
  })
}

test('the settings are for administrators', async ({ page, foothold }) => {
  await signIn(page, foothold, 'manager')
  expect((await page.goto('/settings'))?.status()).toBe(403)
  const answer = await page.request.get('/settings/backups/any.backup')
  expect([403, 404]).toContain(answer.status())
})
