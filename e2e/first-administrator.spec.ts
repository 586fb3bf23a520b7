import { expect, expectAccessible, test } from './fixtures'

test('the first administrator sets up Foothold, makes a round, prints its code and opens it', async ({
  page,
  newFoothold,
}) => {
  const { url, setupLink } = newFoothold

  await test.step('the set-up link leads to the form of the first account', async () => {
    await page.goto(`${url}${setupLink}`)
    await expect(page.getByRole('heading', { name: 'Set up Foothold' })).toBeVisible()
    await expectAccessible(page)
  })

  await test.step('a short password is refused in place, and the address stays', async () => {
    await page.getByLabel('E-mail address').fill('first@example.org')
    await page.getByLabel('Password', { exact: true }).fill('short')
    await page.getByRole('button', { name: 'Make my account' }).click()
    await expect(page.locator('.problem-summary')).toBeFocused()
    await expect(page.getByLabel('E-mail address')).toHaveValue('first@example.org')
    await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('aria-invalid', 'true')
    await expectAccessible(page)
  })

  await test.step('the account is made, and its owner signed in', async () => {
    await page.getByLabel('Password', { exact: true }).fill('a lantern over four bridges')
    await page.getByRole('button', { name: /Show/ }).click()
    await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('type', 'text')
    await page.getByLabel('I will also run surveys myself').check()
    await page.getByRole('button', { name: 'Make my account' }).click()
    await page.waitForURL(`${url}/`)
    await expect(page.getByText('first@example.org')).toBeVisible()
    await expectAccessible(page)
  })

  await test.step('the link works once', async () => {
    await page.goto(`${url}${setupLink}`)
    await expect(page.getByRole('heading', { name: 'This link does not work any more' })).toBeVisible()
  })

  await test.step('a round without title or questionnaire is not made', async () => {
    await page.goto(url)
    await page.getByRole('link', { name: /^New round/ }).click()
    await page.getByRole('button', { name: 'Create the round' }).click()
    await expect(page.locator('.problem-summary')).toBeFocused()
    await expect(page.locator('.problem-summary').getByRole('link')).toHaveText([
      'Give the round a title, so that people recognise it.',
      'Choose a questionnaire.',
    ])
    await expectAccessible(page)
  })

  await test.step('the address follows the title', async () => {
    await page.getByLabel('Title').fill('Bogotá, autumn')
    await expect(page.getByLabel('Address')).toHaveValue('bogota-autumn')
    const languages = page.getByRole('status', { name: 'Languages' })
    await expect(languages.getByRole('list')).toHaveCount(4)
    await page.getByLabel('Questionnaire').selectOption('migrant-short')
    await expect(languages.getByRole('list')).toHaveCount(1)
    await expect(languages.getByRole('listitem')).toContainText([/^English$/, /^العربية \(draft\)$/])
    await expect(languages).toContainText('Let a native speaker read them before field use.')
    await page.getByLabel('Who runs the survey').fill('دار المرفأ (Harbour House)')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Create the round' }).click()
    await page.waitForURL(`${url}/rounds/bogota-autumn`)
    await expect(page.getByText('Not open yet')).toBeVisible()
    await expectAccessible(page)
  })

  await test.step('the link and its code stand on the page and on the poster, in every language', async () => {
    await expect(page.getByRole('link', { name: `${url}/s/bogota-autumn` })).toBeVisible()
    await expect(page.getByRole('img', { name: /^QR code/ })).toBeVisible()
    const warning = page.getByText('Phones cannot open this link.')
    await expect(warning).toBeVisible()
    await page.getByRole('link', { name: 'Poster to print' }).click()
    await expect(warning).toBeVisible()
    const poster = page.getByRole('article', { name: 'The poster' })
    await expect(poster.getByRole('img', { name: /^QR code/ })).toBeVisible()
    await expect(poster.getByRole('heading', { name: 'العربية' })).toBeVisible()
    await expect(poster.locator('bdi', { hasText: 'Harbour House' })).toHaveText('دار المرفأ (Harbour House)')
    await expectAccessible(page)
    await page.emulateMedia({ media: 'print' })
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden()
    await expect(poster).toBeVisible()
    await expect(warning).toBeHidden()
    await page.emulateMedia({ media: 'screen' })
  })

  await test.step('opening says what will happen, then opens', async () => {
    await page.getByRole('link', { name: 'Back to the round' }).click()
    await page.getByText('Open the round', { exact: true }).click()
    const opening = page.locator('details.confirm[open]')
    await expect(opening.getByRole('listitem').filter({ hasText: 'العربية' })).toContainText('(draft)')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Open the round now' }).click()
    await expect(page.getByText('Close the round', { exact: true })).toBeVisible()
    const survey = await page.request.get(`${url}/api/v1/surveys/bogota-autumn`)
    expect(survey.status()).toBe(200)
  })

  await test.step('closing stops the answers', async () => {
    await page.getByText('Close the round', { exact: true }).click()
    await page.getByRole('button', { name: 'Close the round now' }).click()
    await expect(page.getByText('Open the round again', { exact: true })).toBeVisible()
    const survey = await page.request.get(`${url}/api/v1/surveys/bogota-autumn`)
    expect(survey.status()).toBe(410)
  })

  await test.step('an invited researcher makes an account by the link', async () => {
    await page.goto(`${url}/people`)
    await page.getByLabel('E-mail address').fill('reader@example.org')
    await page.getByLabel('Researcher', { exact: true }).check()
    await page.getByLabel('Round').selectOption({ label: 'Bogotá, autumn' })
    await page.getByRole('button', { name: 'Make an invitation link' }).click()
    const link = page.getByText(`${url}/invite/`)
    await expect(link).toBeVisible()
    await expectAccessible(page)
    const invitation = (await link.textContent()) ?? ''
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(`${url}/sign-in`)

    await page.goto(invitation)
    await expect(page.getByText('Your role: Researcher')).toBeVisible()
    await expect(page.getByLabel('E-mail address')).toHaveValue('reader@example.org')
    await page.getByLabel('Password', { exact: true }).fill('seven quiet harbours')
    await page.getByRole('button', { name: 'Make my account' }).click()
    await page.waitForURL(`${url}/`)
    await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link')).toHaveText([
      'Home',
      'Rounds',
      'Profiles',
      'Questionnaires',
    ])
  })
})
