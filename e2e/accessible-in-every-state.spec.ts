import type { Page } from '@playwright/test'
import { respondent } from './answering'
import { expect, expectAccessible, test } from './fixtures'
import { untilStoreIsThere } from './on-device'

/** Ways in which people look at a page; each state of it is shown in each. */
const ways: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'text of 200 %': async (page) => {
    await page.addInitScript(() => {
      document.addEventListener('DOMContentLoaded', () => {
        document.documentElement.style.fontSize = '200%'
      })
    })
  },
  'forced colours': (page) => page.emulateMedia({ forcedColors: 'active' }),
  'a dark screen, without motion': (page) =>
    page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' }),
}

/** axe finds nothing, nothing stands beside the screen, and nothing moves. */
async function expectUsable(page: Page): Promise<void> {
  await expectAccessible(page)
  const { scrolled, moving } = await page.evaluate(() => ({
    scrolled: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    moving: document.getAnimations().length,
  }))
  expect(scrolled, 'no sideways scrolling').toBeLessThanOrEqual(0)
  expect(moving, 'nothing moves').toBe(0)
}

for (const [way, look] of Object.entries(ways)) {
  for (const language of ['en', 'ar'] as const) {
    test(`every state of the pages is accessible in ${language} with ${way}`, async ({ page, context }) => {
      test.setTimeout(120_000)
      await page.setViewportSize({ width: 360, height: 640 })
      await look(page)
      const person = respondent(page, language)
      await page.goto(`/s/nothing-here/${language}`)
      await expectUsable(page)
      await page.goto(`/s/autumn/${language}`)
      await expectUsable(page)
      await page.goto(`/s/spring/continue/${language}`)
      await expectUsable(page)

      await person.openSurvey(`/s/spring/${language}`)
      await page.locator('.layer summary').first().click()
      await page.locator('#keep').check()
      await untilStoreIsThere(page)
      await expectUsable(page)
      await person.press('agree')
      await expectUsable(page)
      await page.locator('.languages summary').click()
      await expectUsable(page)
      await page.locator('.languages summary').click()

      await page.reload()
      await expect(page.locator('.choices-below button').first()).toBeVisible()
      await expectUsable(page)
      await page.locator('.choices-below button').first().click()

      let hasSeenSection = false
      await person.hurryToReview(async () => {
        const isSection = (await page.locator('.choices-below.equal').count()) > 0
        if (isSection && !hasSeenSection) await expectUsable(page)
        hasSeenSection ||= isSection
      })
      expect(hasSeenSection).toBe(true)
      await expectUsable(page)
      await page.locator('.save-below button').click()
      await expect(page.locator('.receipt-code')).toBeVisible()
      await expectUsable(page)
      await page.locator('button[value="goOn"]').click()

      await context.setOffline(true)
      await person.press('send')
      await expect(page.locator('.queue-count')).toBeVisible()
      await expectUsable(page)
      await context.setOffline(false)
    })
  }
}

test('the next question is announced by its heading, and the progress with it', async ({ page }) => {
  const person = respondent(page)
  await person.openSurvey('/s/spring')
  await person.press('agree')
  await expect(person.heading).toBeFocused()
  await expect(person.heading).toHaveAccessibleDescription(/^Question 1 of about \d+$/)
  await person.answer(/How long do you plan to stay/, 'For some years')
  await expect(person.heading).toBeFocused()
  await expect(person.heading).toHaveAccessibleDescription(/^Question 2 of about \d+$/)
})
