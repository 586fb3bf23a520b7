import type { Page } from '@playwright/test'
import { respondent } from './answering'
import { expect, expectAccessible, type Foothold, signInByForm, test } from './fixtures'

/** Stories of one list, told in order; the last one leaves it empty, as other stories expect it. */
test.describe.configure({ mode: 'serial' })

const hotline = 'Advice line'
const everywhere = 'International help line'
const elsewhere = 'Bureau d’aide'

async function addContact(
  page: Page,
  foothold: Foothold,
  fields: Readonly<Record<string, string>>,
  place: { readonly country?: string; readonly language?: string } = {},
): Promise<void> {
  await page.goto(`${foothold.url}/help-contacts/new`)
  await page.getByLabel('Host country').selectOption(place.country ?? '')
  await page.getByLabel('Language').selectOption(place.language ?? '')
  for (const [label, text] of Object.entries(fields)) await page.getByLabel(label).fill(text)
  await page.getByRole('button', { name: 'Add the contact' }).click()
  await page.waitForURL(`${foothold.url}/help-contacts`)
}

/** Goes on, answering nothing, until the question stands there. */
async function goTo(page: Page, question: string): Promise<void> {
  const person = respondent(page)
  while ((await person.heading.textContent()) !== question) {
    const show = page.getByRole('button', { name: 'Show these questions' })
    await person.press((await show.isVisible()) ? 'show' : 'next')
  }
}

async function goToReview(page: Page): Promise<void> {
  await goTo(page, 'Check your answers')
}

const open = (page: Page) => page.getByRole('region', { name: 'Places that can help' })
const quiet = (page: Page) => page.getByText('Where to find help', { exact: true })

/** The question about hard events, which is asked before the country. */
const hardEvents = 'Since you left home, has any of this happened to you?'
const held = 'People kept me in a place I could not leave'

test('without a contact, nobody is shown a way that leads nowhere', async ({ page }) => {
  const person = respondent(page)
  await person.openSurvey('/s/spring')
  await person.press('agree')
  await expect(quiet(page)).toHaveCount(0)
  await expect(open(page)).toHaveCount(0)
})

test('a manager is refused, and has no way there', async ({ page, foothold }) => {
  await signInByForm(page, foothold, 'manager')
  await expect(
    page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Help' }),
  ).toHaveCount(0)
  for (const path of ['/help-contacts', '/help-contacts/new', '/help-contacts/any']) {
    const answer = await page.goto(`${foothold.url}${path}`)
    expect(answer?.status()).toBe(403)
    await expect(page.getByText('helpContact.edit')).toBeVisible()
  }
})

test.describe('an administrator', () => {
  test('reads what to add, is told what is wrong, and adds contacts', async ({ page, foothold }) => {
    await signInByForm(page, foothold, 'administrator')
    await page.getByRole('link', { name: 'Help contacts' }).click()
    await expect(page.getByRole('heading', { name: 'No help contact yet' })).toBeVisible()
    await expect(page.getByText('Call each number and open each website yourself')).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Add a contact' }).click()
    await expectAccessible(page)

    await page.getByLabel('Name').fill(hotline)
    await page.getByRole('button', { name: 'Add the contact' }).click()
    const summary = page.locator('.problem-summary')
    await expect(summary).toBeFocused()
    await expect(summary).toContainText('Give a phone number, a website, or both.')
    await page.getByLabel('Phone').fill('112, 911')
    await page.getByLabel('Website').fill('www.example.org')
    await page.getByRole('button', { name: 'Add the contact' }).click()
    await expect(summary).toContainText('Write one number as it is dialled')
    await expect(summary).toContainText('from https:// on')
    await expectAccessible(page)
    await page.getByLabel('Host country').selectOption('DE')
    await page.getByLabel('Language').selectOption('en')
    await page.getByLabel('Phone').fill('+49 (0)30 123-4567')
    await page.getByLabel('Website').fill('https://help.example.org/en')
    await page.getByLabel('Open').fill('day and night')
    await page.getByRole('button', { name: 'Add the contact' }).click()
    await page.waitForURL(`${foothold.url}/help-contacts`)

    await addContact(page, foothold, { Name: everywhere, Phone: '112' })
    await addContact(page, foothold, { Name: elsewhere, Phone: '115' }, { country: 'FR' })
    await expect(page.getByRole('heading', { level: 2 })).toHaveText(['France', 'Germany', 'Every country'])
    await expect(page.getByRole('region', { name: 'Germany' })).toContainText('+49 (0)30 123-4567')
    await expectAccessible(page)
  })

  test.describe('with scripts off', () => {
    test.use({ javaScriptEnabled: false })

    test('adds, is told what is wrong, moves, changes and removes by plain forms', async ({
      page,
      foothold,
    }) => {
      await signInByForm(page, foothold, 'administrator')
      await page.goto(`${foothold.url}/help-contacts/new`)
      await page.getByLabel('Host country').selectOption('FR')
      await page.getByLabel('Name').fill('Second')
      await page.getByLabel('Phone').fill('none')
      await page.getByRole('button', { name: 'Add the contact' }).click()
      await expect(page.getByRole('alert')).toContainText('Write one number as it is dialled')
      await expect(page.getByLabel('Name')).toHaveValue('Second')
      await expect(page.getByLabel('Host country')).toHaveValue('FR')
      await page.getByLabel('Phone').fill('116')
      await page.getByRole('button', { name: 'Add the contact' }).click()
      await page.waitForURL(`${foothold.url}/help-contacts`)

      const names = page.getByRole('region', { name: 'France' }).locator('strong')
      await expect(names).toHaveText([elsewhere, 'Second'])
      await page.getByRole('button', { name: 'Move up Second' }).click()
      await expect(names).toHaveText(['Second', elsewhere])

      await page.getByRole('link', { name: 'Edit Second' }).click()
      await expect(page.getByLabel('Phone')).toHaveValue('116')
      await page.getByLabel('Name').fill('Changed')
      await page.getByRole('button', { name: 'Save the contact' }).click()
      await expect(names).toHaveText(['Changed', elsewhere])

      await page.getByRole('link', { name: 'Edit Changed' }).click()
      await expect(page.getByRole('button', { name: 'Remove it now' })).toBeHidden()
      await page.getByText('Remove this contact', { exact: true }).click()
      await page.getByRole('button', { name: 'Remove it now' }).click()
      await expect(names).toHaveText([elsewhere])
    })
  })
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'a person who answers' : 'a person who answers without script', () => {
    test.use({ javaScriptEnabled })

    test('who tells of force sees at once where help is, and nothing says why', async ({ page }) => {
      const person = respondent(page)
      await person.openSurvey('/s/spring')
      await expect(quiet(page)).toHaveCount(0)
      await person.press('agree')
      await goTo(page, hardEvents)
      await expect(open(page)).toHaveCount(0)
      await person.choose(held)
      await person.press('next')
      await expect(open(page)).toBeVisible()
      await expect(open(page)).not.toContainText(/because|your answer to|kept|danger|violence|force/i)
      await expect(open(page)).toContainText(everywhere)
      await expect(open(page).getByRole('heading', { name: 'Germany' })).toBeVisible()
      await expect(open(page).getByRole('link', { name: '+49 (0)30 123-4567' })).toHaveAttribute(
        'href',
        'tel:+49301234567',
      )
      const website = open(page).getByRole('link', { name: 'help.example.org/en' })
      await expect(website).toHaveAttribute('rel', 'noreferrer noopener')
      await expect(website).toHaveAttribute('target', '_blank')
      if (javaScriptEnabled) await expectAccessible(page)

      // On every page from then on, and gone with the answer.
      await person.press('next')
      await expect(open(page)).toBeVisible()
      await goToReview(page)
      await expect(open(page)).toBeVisible()
      await page.getByRole('button', { name: `Change: ${hardEvents}` }).click()
      await person.choose(held)
      await person.press('next')
      await expect(open(page)).toHaveCount(0)
      await expect(quiet(page)).toBeVisible()
    })

    test('who does not sees a quiet line, and on the last page the contacts of the host country', async ({
      page,
    }) => {
      const person = respondent(page)
      await person.openSurvey('/s/spring')
      await person.press('agree')
      await expect(quiet(page)).toBeVisible()
      await expect(page.getByText(everywhere)).toBeHidden()
      await quiet(page).click()
      await expect(page.getByText(everywhere)).toBeVisible()
      if (javaScriptEnabled) await expectAccessible(page)
      await goTo(page, 'Which country do you live in now?')
      await expect(open(page)).toHaveCount(0)
      if (javaScriptEnabled) {
        await page.getByRole('searchbox').fill('Germany')
        await page.getByRole('radio', { name: 'Germany', exact: true }).check()
      } else await page.getByRole('combobox').selectOption('DE')
      await goToReview(page)
      await expect(quiet(page)).toBeVisible()
      await person.press('send')
      await expect(open(page).getByRole('listitem')).toHaveCount(2)
      await expect(open(page).getByRole('listitem').first()).toContainText(hotline)
      await expect(open(page).getByRole('listitem').last()).toContainText(everywhere)
      await expect(open(page).getByRole('heading', { name: 'Germany' })).toHaveCount(0)
      if (javaScriptEnabled) await expectAccessible(page)
    })
  })
}

test('a reader of another language sees what is for every language, from right to left', async ({ page }) => {
  const person = respondent(page, 'ar')
  await person.openSurvey('/s/spring/ar')
  await person.press('agree')
  await page.locator('details.help summary').click()
  await expect(page.getByText(everywhere)).toBeVisible()
  await expect(page.getByText(hotline)).toHaveCount(0)
  await expect(page.getByRole('link', { name: '112', exact: true })).toHaveAttribute('dir', 'ltr')
  await expectAccessible(page)
})

test('what the page carries names conditions, and nothing of the method', async ({ request }) => {
  const words = await (await request.get('/s/spring/words/en')).json()
  expect(words.helpWhen.length).toBeGreaterThan(0)
  expect(Object.keys(words.contacts[0]).sort()).toEqual([
    'country',
    'countryName',
    'description',
    'hours',
    'name',
    'phone',
    'website',
  ])
  expect(JSON.stringify(words)).not.toMatch(/"signals"|"strength"|"classification"/)
})

test('the administrator removes them all, and the list is as it was', async ({ page, foothold }) => {
  await signInByForm(page, foothold, 'administrator')
  await page.goto(`${foothold.url}/help-contacts`)
  const edit = page.getByRole('link', { name: /^Edit/ })
  const inAll = await edit.count()
  expect(inAll).toBe(3)
  for (let left = inAll; left > 0; left -= 1) {
    await edit.first().click()
    await page.getByText('Remove this contact', { exact: true }).click()
    await page.getByRole('button', { name: 'Remove it now' }).click()
    await expect(edit).toHaveCount(left - 1)
  }
  await expect(page.getByRole('heading', { name: 'No help contact yet' })).toBeVisible()
})
