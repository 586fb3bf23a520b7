import { randomUUID } from 'node:crypto'
import { expect, expectAccessible, type Foothold, signIn, test } from './fixtures'

/** A response of somebody who tells of it, and the code that they hold. */
async function answered({ url }: Foothold): Promise<string> {
  const sent = await fetch(`${url}/api/v1/surveys/spring/responses`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      submissionId: randomUUID(),
      version: 1,
      language: 'ar',
      consent: true,
      answers: { length_stay: 'y1_4' },
    }),
  })
  expect(sent.status).toBe(201)
  return (await sent.json()).receipt
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script, on a phone', () => {
    test.use({ javaScriptEnabled, ...(!javaScriptEnabled && { viewport: { width: 390, height: 844 } }) })

    test('a manager reads one person’s answers by their code, says why, and sees nothing sensitive', async ({
      page,
      foothold,
    }) => {
      const receipt = await answered(foothold)
      await signIn(page, foothold, 'manager')
      await page.goto('/rounds/spring')
      await page.getByRole('link', { name: 'One person’s answers' }).click()
      await expect(page.getByRole('textbox', { name: 'Code of the person' })).toBeVisible()
      if (javaScriptEnabled) await expectAccessible(page)
      await page.getByRole('textbox', { name: 'Code of the person' }).fill(receipt)
      await page.getByLabel('Why do you read these answers?').fill('curious')
      await page.getByRole('button', { name: 'Read the answers' }).click()
      await expect(page.getByText('Say in 3 words or more why').first()).toBeVisible()
      await page.getByRole('textbox', { name: 'Code of the person' }).fill(receipt)
      await page.getByLabel('Why do you read these answers?').fill('The person asked us to look.')
      await page.getByRole('button', { name: 'Read the answers' }).click()
      const read = page.getByRole('region', { name: 'Answers of one person' })
      await expect(read.getByText('1 to 4 years')).toBeVisible()
      await expect(read.getByText('Not shown: sensitive').first()).toBeVisible()
      expect(page.url()).not.toContain(receipt)
      if (javaScriptEnabled) await expectAccessible(page)
    })
  })
}

test('by day too; and others neither find the list nor the response', async ({ page, foothold, browser }) => {
  await answered(foothold)
  await signIn(page, foothold, 'manager')
  await page.goto('/rounds/spring/responses')
  const link = page.getByRole('table').getByRole('link').first()
  const address = await link.getAttribute('href')
  await link.click()
  await page.waitForURL(`${foothold.url}${address}`)
  await page.getByLabel('Why do you read these answers?').fill('Quality of this interview.')
  await page.getByRole('button', { name: 'Read the answers' }).click()
  await expect(page.getByRole('region', { name: 'Answers of one person' })).toBeVisible()
  for (const role of ['researcher', 'enumerator', 'administrator'] as const) {
    const other = await browser.newPage({ baseURL: foothold.url })
    await signIn(other, foothold, role)
    for (const path of ['/rounds/spring/responses', String(address)]) {
      expect((await other.goto(path))?.status(), `${role} ${path}`).toBe(403)
    }
    await other.close()
  }
})
