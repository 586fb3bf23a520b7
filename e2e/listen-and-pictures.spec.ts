import { respondent } from './answering'
import { expect, expectAccessible, signIn, test } from './fixtures'
import { administrator, giveVoice, marketDay, pictureFile, toneFile, watchPlayers } from './listening'

const pictures = [
  pictureFile('way.foot.png', [11, 92, 107]),
  pictureFile('way.bus.png', [180, 83, 9]),
  pictureFile('way.car.png', [0, 114, 178]),
  pictureFile('way.boat.png', [0, 158, 115]),
]

test('recordings and pictures are uploaded, heard and seen, and end with the round', async ({
  page,
  browser,
  foothold,
}) => {
  const id = 'market-day'
  const staff = administrator(page, foothold)
  await signIn(page, foothold, 'administrator')
  await staff.publish(marketDay(id))

  await test.step('an upload without a file says so, above the form and at the field', async () => {
    await staff.upload(id, [])
    await expect(page.locator('.problem-summary')).toBeFocused()
    await expect(page.locator('.problem-summary').getByRole('link')).toHaveText(/^No file was chosen\./)
    const field = page.getByLabel('Recordings and pictures')
    await expect(field).toHaveAttribute('aria-invalid', 'true')
    await expect(field).toHaveAccessibleDescription(/^No file was chosen\./)
    await expectAccessible(page)
  })

  await test.step('one wrong file keeps all of them out, and each is named', async () => {
    const page_ = { name: 'way.en.mp3', mimeType: 'audio/mpeg', buffer: Buffer.from('<svg onload="1">') }
    await staff.upload(id, [toneFile('way.bus.en.wav', 0.2), toneFile('way.xx.wav', 0.2), page_])
    const summary = page.locator('.problem-summary')
    await expect(summary).toBeFocused()
    await expect(summary.getByRole('link')).toHaveText([
      /^way\.xx\.wav: "xx" is not a language of this questionnaire\..*en, ar\.$/,
      /^way\.en\.mp3: This is neither a recording .* nor a still picture/,
    ])
    await expect(page.getByRole('link', { name: 'English 0 of 10' })).toBeVisible()
    await expectAccessible(page)
  })

  await test.step('right files are stored, and what is missing is counted', async () => {
    await staff.upload(id, [toneFile('way.en.wav', 0.5), toneFile('way.bus.en.wav', 20), ...pictures])
    await expect(page.locator('main .notice')).toHaveText('6 files are stored.')
    await expect(page.getByRole('link', { name: 'English 2 of 10' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'العربية 0 of 10' })).toBeVisible()
    await page.getByText('8 recordings are missing').click()
    await expect(page.getByText('way.car.en.mp3')).toBeVisible()
    await expect(page.getByRole('img', { name: 'way.boat.png' })).toHaveJSProperty('naturalWidth', 40)
    await expectAccessible(page)
  })

  await staff.openRound(id)
  const context = await browser.newContext({ baseURL: foothold.url })
  const phone = await context.newPage()
  const heard = await watchPlayers(phone)
  const person = respondent(phone)
  const files: string[] = []
  phone.on('response', (response) => {
    if (response.url().includes('/media/'))
      files.push(`${response.request().resourceType()} ${response.status()}`)
  })

  await test.step('the question is heard from its file, and nothing plays by itself', async () => {
    await person.openSurvey(`/s/${id}`)
    await person.press('agree')
    await expect(phone.locator('.tiles img')).toHaveCount(4)
    await expect(phone.locator('.tiles img').first()).toHaveJSProperty('naturalWidth', 40)
    expect(await heard()).toEqual([])
    await expectAccessible(phone)
    await phone.getByRole('button', { name: 'Listen to this question' }).click()
    await expect(phone.getByRole('button', { name: 'Stop listening' })).toBeVisible()
    await expect.poll(heard).toEqual(['playing', 'pause', 'ended'])
    await expect(phone.getByRole('button', { name: 'Listen to this question' })).toBeVisible()
    expect(files.filter((file) => file.startsWith('media'))).toEqual(['media 206'])
  })

  await test.step('an answer is heard without being chosen, pressing again or turning the page stops it', async () => {
    const listen = phone.getByRole('button', { name: 'Listen: By bus' })
    await expect(phone.getByRole('button', { name: /^Listen: / })).toHaveCount(1)
    const box = await listen.boundingBox()
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(48)
    await listen.click()
    await expect.poll(async () => (await heard()).at(-1)).toBe('playing')
    await expectAccessible(phone)
    await phone.getByRole('button', { name: 'Stop listening' }).click()
    await expect.poll(async () => (await heard()).at(-1)).toBe('pause')
    await expect(phone.getByRole('radio', { checked: true })).toHaveCount(0)

    await listen.click()
    await expect.poll(async () => (await heard()).at(-1)).toBe('playing')
    await person.answer('How did you come to the market?', 'By bus')
    await expect.poll(async () => (await heard()).at(-1)).toBe('pause')
    await expect(phone.getByRole('button', { name: /listen/i })).toHaveCount(0)
  })

  await test.step('in Arabic nothing is recorded and no voice is there: no button, the same pictures', async () => {
    await phone.goto(`/s/${id}/ar`)
    await respondent(phone, 'ar').press('agree')
    await expect(phone.locator('.tiles img')).toHaveCount(4)
    await expect(phone.locator('.listen')).toHaveCount(0)
    await expectAccessible(phone)
  })

  await test.step('a file is kept by the browser that has it, in parts or whole, and holds nothing that runs', async () => {
    const words = await (await phone.request.get(`/s/${id}/words/en`)).json()
    const address = `/s/${id}/media/${words.media.way.audio}`
    const part = await phone.request.get(address, { headers: { range: 'bytes=0-3' } })
    expect([part.status(), await part.text(), part.headers()['content-range']]).toEqual([
      206,
      'RIFF',
      'bytes 0-3/4044',
    ])
    expect(part.headers()).toMatchObject({
      'content-type': 'audio/wav',
      'cache-control': 'private, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
    })
    expect((await phone.request.get(`/s/${id}`)).headers()['cache-control']).toBe('no-store')

    await staff.closeRound(id)
    const closed = await phone.request.get(address)
    expect([closed.status(), (await closed.body()).length]).toEqual([410, 0])
    expect((await phone.request.get(`/s/spring/media/${words.media.way.audio}`)).status()).toBe(404)
  })
  await context.close()
})

test('a voice of the device reads what is not recorded; one that lives elsewhere never does', async ({
  browser,
  foothold,
}) => {
  const open = async (voice: { lang: string; localService: boolean }) => {
    const context = await browser.newContext({ baseURL: foothold.url })
    const page = await context.newPage()
    const spoken = await giveVoice(page, voice)
    const person = respondent(page)
    await person.openSurvey('/s/spring')
    await person.press('agree')
    return { context, page, spoken }
  }
  const remote = await open({ lang: 'en-GB', localService: false })
  const foreign = await open({ lang: 'ar-SA', localService: true })
  const near = await open({ lang: 'en_GB', localService: true })

  await near.page.getByRole('button', { name: 'Listen to this question' }).click()
  await near.page.getByRole('button', { name: 'Listen: For some years' }).click()
  expect((await near.spoken()).map((text) => text.trim())).toEqual([
    'How long do you plan to stay in this country?',
    'For some years',
  ])
  await expectAccessible(near.page)
  for (const { page } of [remote, foreign]) await expect(page.locator('.listen')).toHaveCount(0)
  for (const { context } of [remote, foreign, near]) await context.close()
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('files are uploaded and removed by plain forms, and a question is heard in the browser’s own player', async ({
    page,
    foothold,
  }) => {
    const id = 'market-eve'
    const staff = administrator(page, foothold)
    await signIn(page, foothold, 'administrator')
    await staff.publish(marketDay(id))
    await staff.upload(id, [])
    await expect(page.getByRole('alert')).toHaveText(/No file was chosen\./)
    await staff.upload(id, [toneFile('wrong.en.wav', 0.2)])
    await expect(page.getByRole('alert')).toContainText('wrong.en.wav: "wrong" is not a question')
    await staff.upload(id, [toneFile('way.en.wav', 0.2), toneFile('safe.en.wav', 0.2)])
    await expect(page.locator('main .notice')).toHaveText('2 files are stored.')
    await page.getByText('Remove safe.en.wav').click()
    await page.getByRole('button', { name: 'Remove it now' }).first().click()
    await expect(page.locator('main .notice')).toHaveText('The file is removed.')
    await expect(page.getByRole('link', { name: 'English 1 of 10' })).toBeVisible()

    await staff.openRound(id)
    const person = respondent(page)
    await person.openSurvey(`/s/${id}`)
    await person.press('agree')
    await expect(page.locator('audio')).toHaveAttribute('preload', 'none')
    await expect(page.locator('audio')).toBeVisible()
    await expect(page.locator('.listen')).toHaveCount(0)
  })
})

test('a large upload arrives whole, one that is too large is refused with words', async ({
  page,
  foothold,
}) => {
  const id = 'market-week'
  const staff = administrator(page, foothold)
  await signIn(page, foothold, 'administrator')
  await staff.publish(marketDay(id))
  // More than 10 MB together, where the framework cuts off what passes its proxy.
  const long = ['way', 'safe', 'more'].flatMap((item) =>
    ['en', 'ar'].map((language) => toneFile(`${item}.${language}.wav`, 240)),
  )
  await staff.upload(id, long)
  await expect(page.locator('main .notice')).toHaveText('6 files are stored.')

  const files = { ...toneFile('way.en.wav', 0), buffer: Buffer.alloc(51 * 1024 * 1024) }
  const answer = await page.request.post(`${foothold.url}/questionnaires/${id}/recordings/files`, {
    multipart: { files },
  })
  expect(await answer.text()).toContain('These files have more than 50 MB together.')
})

test('who may not edit questionnaires uploads nothing', async ({ page, request, foothold }) => {
  await signIn(page, foothold, 'manager')
  await page.goto(`${foothold.url}/questionnaires/migrant-short/recordings`)
  await expect(page.getByRole('heading', { name: 'Recordings and pictures' })).toBeVisible()
  await expect(page.getByLabel('Recordings and pictures')).toHaveCount(0)
  await expectAccessible(page)
  const address = `${foothold.url}/questionnaires/migrant-short/recordings/files`
  const multipart = { files: toneFile('work_pay.en.wav', 0.1) }
  const byManager = await page.request.post(address, { multipart, maxRedirects: 0 })
  expect(byManager.headers().location).toContain('refused=')
  const byNobody = await request.post(address, { multipart, maxRedirects: 0 })
  expect(byNobody.headers().location).toContain('/sign-in')
  const fromElsewhere = await page.request.post(address, {
    multipart,
    maxRedirects: 0,
    headers: { 'sec-fetch-site': 'cross-site' },
  })
  expect(fromElsewhere.headers().location).toContain('/sign-in')
  await page.reload()
  await expect(page.getByRole('link', { name: /^English 0 of/ })).toBeVisible()
})
