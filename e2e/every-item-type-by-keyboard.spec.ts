import { respondent } from './answering'
import { expect, storedAnswers, test } from './fixtures'

test('every type by keyboard alone', async ({ page, foothold }) => {
  const person = respondent(page)
  const press = (key: string) => page.keyboard.press(key)
  const focused = page.locator(':focus')
  const tabTo = async (name: string | RegExp) => {
    for (let presses = 0; presses < 40; presses += 1) {
      await press('Tab')
      if (await focused.and(page.locator('input,select,textarea,button')).count()) {
        const label = await focused.evaluate((element) =>
          element instanceof HTMLButtonElement
            ? element.textContent
            : (element.getAttribute('aria-label') ??
              (element instanceof HTMLInputElement ||
              element instanceof HTMLSelectElement ||
              element instanceof HTMLTextAreaElement
                ? element.labels?.[0]?.textContent
                : '')),
        )
        if (typeof name === 'string' ? label === name : name.test(label ?? '')) return
      }
    }
    throw new Error(`Tab does not reach ${name}.`)
  }
  const goOn = async () => {
    const before = await person.heading.textContent()
    await tabTo('Next')
    await press('Enter')
    await expect(person.heading).not.toHaveText(before ?? '')
    await expect(person.heading).toBeFocused()
  }
  await person.openSurvey('/s/types/en')
  await tabTo('I agree and I am 18 or older')
  await press('Enter')
  await expect(person.heading).toBeFocused()
  await tabTo('Yes, I do')
  await press('Space')
  await press('ArrowDown')
  await expect(page.getByRole('radio', { name: 'No, I do not' })).toBeChecked()
  await goOn()
  await tabTo('French')
  await press('Space')
  await goOn()
  await tabTo('How many hours do you work in a week?')
  await page.keyboard.type('12')
  await press('Enter')
  await expect(person.heading).toHaveText('How much do you trust others?')
  await tabTo('0: No trust at all')
  await press('Space')
  await press('ArrowRight')
  await goOn()
  await tabTo('What would help you most?')
  await page.keyboard.type('Rest')
  await goOn()
  await tabTo('Day')
  await page.keyboard.type('1')
  await press('Tab')
  await page.keyboard.type('May')
  await press('Tab')
  await page.keyboard.type('2020')
  await press('Enter')
  await expect(person.heading).toHaveText('When did you last move?')
  await goOn()
  await tabTo('Year')
  await page.keyboard.type('1970')
  await goOn()
  await tabTo(/^In which country|^Search the list/)
  await page.keyboard.type('suda')
  // Enter leads to what is found and chooses nothing; the page stays.
  await press('Enter')
  await expect(person.heading).toHaveText('In which country were you born?')
  await expect(focused).toHaveAttribute('value', 'SD')
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0)
  await press('ArrowDown')
  await expect(page.getByRole('radio', { name: 'South Sudan' })).toBeChecked()
  await press('ArrowUp')
  await expect(page.getByRole('radio', { name: 'Sudan', exact: true })).toBeChecked()
  await goOn()
  await expect(person.heading).toHaveText('Check your answers')
  await tabTo('Send my answers')
  await press('Enter')
  await person.receipt()
  expect(storedAnswers(foothold, 'types')).toContainEqual({
    work: 'no',
    spoken: ['fr'],
    hours: 12,
    trust: 1,
    wish: 'Rest',
    arrived: '2020-05-01',
    born: '1970',
    origin: 'SD',
  })
})
