import type { Page } from '@playwright/test'
import { respondent } from './answering'
import { expect, expectAccessible, test } from './fixtures'

const keepAnswers = 'Keep my answers on this phone until I send them'

/** Waits until the survey can be opened without a network. */
async function untilOfflineReady(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    const isControlled = navigator.serviceWorker.controller !== null
    const names = await caches.keys()
    const kept = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length))
    return isControlled && kept.some((count) => count >= 4)
  })
}

test('after the first load, a survey is begun, finished and queued without a network, and sent when it is back', async ({
  page,
  context,
}) => {
  const person = respondent(page)
  await person.openSurvey('/s/spring')
  await untilOfflineReady(page)

  await context.setOffline(true)
  await page.goto('/s/spring')
  await expect(person.heading).toHaveText('Before you start')
  await expectAccessible(page)
  await person.press('agree')
  await person.answerTheRest()
  await person.press('send')
  await expect(person.heading).toHaveText('There is no network now')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Keep them and send later' }).click()
  await expect(person.heading).toHaveText('Thank you. You have reached the end.')
  await expect(page.getByText('1 waiting to be sent')).toBeVisible()
  const receipt = await person.receipt()
  await expectAccessible(page)

  await context.setOffline(false)
  await expect(page.getByText('Your answers have now been sent.')).toBeVisible()
  await expect(page.getByText('1 survey was sent.')).toBeVisible()
  await expect(page.getByText('waiting to be sent')).toBeHidden()

  await page.goto('/withdraw/en')
  await page.getByLabel('Your code').fill(receipt)
  await page.getByRole('button', { name: 'Withdraw and erase my answers' }).click()
  await expect(person.heading).toHaveText('Your answers are erased')
})

test('answers that a person chose to keep survive the closing of the browser', async ({ page, context }) => {
  const person = respondent(page)
  await person.openSurvey('/s/spring')
  await page.getByLabel(keepAnswers).check()
  await person.press('agree')
  await person.answer(/How long do you plan to stay/, 'For a season, or less than a year')
  await person.choose('1 to 4 years')
  await page.close({ runBeforeUnload: false })

  const again = await context.newPage()
  const back = respondent(again)
  await back.openSurvey('/s/spring')
  await expect(back.heading).toHaveText('This survey was begun on this phone')
  await expectAccessible(again)
  await again.getByRole('button', { name: 'Go on where I stopped' }).click()
  await expect(back.heading).toHaveText(/How long have you lived/)
  await back.press('back')
  await expect(again.getByRole('radio', { name: 'For a season, or less than a year' })).toBeChecked()
})

test('nothing is kept where nobody chose it', async ({ page, context }) => {
  const person = respondent(page)
  await person.openSurvey('/s/spring')
  await person.press('agree')
  await person.answer(/How long do you plan to stay/, 'For a season, or less than a year')
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([])
  await page.close()
  const again = await context.newPage()
  await respondent(again).openSurvey('/s/spring')
  await expect(respondent(again).heading).toHaveText('Before you start')
})
