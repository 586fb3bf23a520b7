import { respondent } from './answering'
import { expect, expectAccessible, signIn, test } from './fixtures'
import { administrator, giveVoice, marketDay, pictureFile, toneFile, watchPlayers } from './listening'
import { findNetwork, keptPaths, loseNetwork, pretendInstalled, untilOfflineReady } from './on-device'

const pictures = [
  pictureFile('way.png', [120, 120, 120], [60, 40]),
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
    await expect(page.getByRole('link', { name: 'English 0 of 13' })).toBeVisible()
    await expectAccessible(page)
  })

  await test.step('right files are stored, and what is missing is counted', async () => {
    await staff.upload(id, [toneFile('way.en.wav', 0.5), toneFile('way.bus.en.wav', 20), ...pictures])
    await expect(page.locator('main .notice')).toHaveText('7 files are stored.')
    await expect(page.locator('main .notice')).toBeFocused()
    await expect(page.getByRole('link', { name: 'English 2 of 13' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'العربية 0 of 13' })).toBeVisible()
    await page.getByText('11 recordings are missing').click()
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
    await expect(phone.locator('.question-picture')).toHaveJSProperty('naturalWidth', 60)
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

  await test.step('a file comes in parts or whole, stays in no cache of the browser, and holds nothing that runs', async () => {
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
      'cache-control': 'no-store',
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

test('the ends of a scale and what is found in a long list are heard, and nothing is chosen', async ({
  page,
}) => {
  const spoken = await giveVoice(page, { lang: 'en-GB', localService: true })
  const last = async () => ((await spoken()).at(-1) ?? '').trim()
  const person = respondent(page)
  await person.openSurvey('/s/spring')
  await person.press('agree')
  const search = page.getByRole('searchbox')

  await test.step('a scale says both of its ends', async () => {
    while ((await page.locator('.step').count()) === 0) await person.answerOnce()
    const ends = page.locator('.end').getByRole('button')
    await expect(ends).toHaveCount(2)
    for (const [end, step] of [
      [ends.first(), page.locator('.step input').first()],
      [ends.last(), page.locator('.step input').last()],
    ] as const) {
      await end.click()
      await expect(step).toHaveAccessibleName(await last())
    }
    await expect(page.getByRole('radio', { checked: true })).toHaveCount(0)
    await expectAccessible(page)
  })

  await test.step('each card that the search finds says its own words', async () => {
    while ((await search.count()) === 0) await person.answerOnce()
    await search.fill('ukr')
    await page.getByRole('button', { name: 'Listen: Ukraine' }).click()
    expect(await last()).toBe('Ukraine')
    await search.fill('COTE D')
    await expect(page.getByRole('button', { name: /^Listen: (?!this)/ }).first()).toHaveAccessibleName(
      'Listen: Côte d’Ivoire',
    )
    await page.getByRole('button', { name: 'Listen: Côte d’Ivoire' }).click()
    expect(await last()).toBe('Côte d’Ivoire')
    await expect(page.getByRole('radio', { checked: true })).toHaveCount(0)
    await expect(search).toHaveValue('COTE D')
    await expectAccessible(page)
  })
})

test('pictures are there without a network, also after an update; what was heard leaves no trace', async ({
  page,
  browser,
  foothold,
}) => {
  const id = 'market-far'
  const staff = administrator(page, foothold)
  await signIn(page, foothold, 'administrator')
  await staff.publish(marketDay(id))
  const recordings = ['way.en.wav', 'way.bus.en.wav', 'mood.0.en.wav', 'mood.10.en.wav', 'way.ar.wav']
  await staff.upload(id, [...pictures, ...recordings.map((name, at) => toneFile(name, 0.3 + at / 10))])
  await staff.openRound(id)

  const context = await browser.newContext({ baseURL: foothold.url })
  const phone = await context.newPage()
  const heard = await watchPlayers(phone)
  const person = respondent(phone)
  /** What travelled: asked for by the worker, or by a page that none stood before. */
  const travelled: string[] = []
  context.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (pathname.includes('/media/') && !response.fromServiceWorker()) travelled.push(pathname)
  })
  const { media } = await (await phone.request.get(`/s/${id}/words/en`)).json()
  const at = (name: string) => `/s/${id}/media/${name}`
  const images = ['way/foot', 'way/bus', 'way/car', 'way/boat', 'way'].map((of) => at(media[of].image))
  const question = at(media.way.audio)
  const openOffline = async () => {
    await loseNetwork(context)
    await phone.goto(`/s/${id}`)
    await person.press('agree')
    for (const image of await phone.locator('.tiles img').all()) {
      await expect(image).toHaveJSProperty('naturalWidth', 40)
    }
    await expect(phone.locator('.question-picture')).toHaveJSProperty('naturalWidth', 60)
  }

  await test.step('pictures come with the first load, once; recordings when they are played, and none is kept', async () => {
    await person.openSurvey(`/s/${id}`)
    await untilOfflineReady(phone, id, ['en'])
    await expect.poll(async () => [...(await keptPaths(phone, 'media'))].sort()).toEqual([...images].sort())
    await person.press('agree')
    await expect(phone.locator('.tiles img').first()).toHaveJSProperty('naturalWidth', 40)
    for (const press of ['first', 'second']) {
      await phone.getByRole('button', { name: 'Listen to this question' }).click()
      await expect.poll(async () => (await heard()).at(-1), { message: press }).toBe('ended')
      await phone.evaluate(() => 'heard' in window && Array.isArray(window.heard) && window.heard.splice(0))
    }
    expect([...new Set(travelled)].sort()).toEqual([...images, question].sort())
    expect([...(await keptPaths(phone, 'media'))].sort()).toEqual([...images].sort())
  })

  await test.step('without a network they are seen; what cannot be heard is said not to play', async () => {
    await openOffline()
    await expect(phone.locator('.tiles img')).toHaveCount(4)
    await phone.getByRole('button', { name: 'Listen to this question' }).click()
    await expect(phone.getByText('The sound did not play.')).toBeVisible()
  })

  await test.step('an update brings the new picture and takes the old one away', async () => {
    await staff.upload(id, [pictureFile('way.foot.png', [120, 20, 20])])
    await findNetwork(context)
    await phone.evaluate(async () => {
      const [name = ''] = (await caches.keys()).filter((one) => one.startsWith('pages-'))
      const [old, present] = [await caches.open(`${name}-of-before`), await caches.open(name)]
      for (const request of await present.keys()) {
        const kept = await present.match(request)
        if (kept !== undefined) await old.put(request, kept)
      }
      await caches.delete(name)
      for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister()
    })
    await phone.goto(`/s/${id}`)
    await untilOfflineReady(phone, id, ['en'])
    const now = (await (await phone.request.get(`/s/${id}/words/en`)).json()).media
    const renewed = [at(now['way/foot'].image), ...images.slice(1)]
    expect(renewed[0]).not.toBe(images[0])
    await expect.poll(async () => [...(await keptPaths(phone, 'media'))].sort()).toEqual([...renewed].sort())
    await openOffline()
    await findNetwork(context)
  })

  await test.step('whoever leaves at once leaves nothing of it behind', async () => {
    await context.route('https://www.wikipedia.org/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>Elsewhere</title>' }),
    )
    await phone.getByRole('link', { name: 'Leave this page', exact: true }).click()
    await expect(phone).toHaveTitle('Elsewhere')
    const look = await context.newPage()
    await look.goto('/sign-in')
    await expect.poll(() => look.evaluate(() => caches.keys())).toEqual([])
  })
  await context.close()
})

test('an installed survey fetches every recording of every language beforehand', async ({
  page,
  browser,
  foothold,
}) => {
  const id = 'market-tablet'
  const staff = administrator(page, foothold)
  await signIn(page, foothold, 'administrator')
  await staff.publish(marketDay(id))
  const recordings = ['way.en.wav', 'way.bus.en.wav', 'mood.0.en.wav', 'way.ar.wav', 'mood.10.ar.wav']
  await staff.upload(id, [...pictures, ...recordings.map((name, at) => toneFile(name, 0.3 + at / 10))])
  await staff.openRound(id)

  const context = await browser.newContext({ baseURL: foothold.url })
  const tablet = await context.newPage()
  await pretendInstalled(tablet)
  const heard = await watchPlayers(tablet)
  await tablet.goto(`/s/${id}`)
  const { media } = await (await tablet.request.get(`/s/${id}/words/en`)).json()
  await untilOfflineReady(tablet, id, ['en', 'ar'])
  await expect
    .poll(async () => (await keptPaths(tablet, 'media')).length)
    .toBe(pictures.length + recordings.length)
  await loseNetwork(context)
  await tablet.goto(`/s/${id}/ar`)
  const person = respondent(tablet, 'ar')
  await person.press('agree')
  await expect(tablet.locator('.tiles img').first()).toHaveJSProperty('naturalWidth', 40)
  await tablet.locator('.listen.worded').click()
  await expect.poll(async () => (await heard()).at(-1)).toBe('ended')

  await test.step('a kept recording is handed out in parts, as RFC 9110 has it', async () => {
    // 0.3 s of 8,000 bytes a second, after a head of 44.
    const parts = await tablet.evaluate(async (address) => {
      const asked = ['bytes=0-3', 'bytes=8-11', 'bytes=2440-', 'bytes=-2', 'bytes=2444-', 'bytes=0-']
      return Promise.all(
        asked.map(async (range) => {
          const response = await fetch(address, { headers: { range } })
          const bytes = await response.arrayBuffer()
          const text = bytes.byteLength === 4 ? new TextDecoder().decode(bytes) : `${bytes.byteLength} bytes`
          return [response.status, response.headers.get('content-range'), text]
        }),
      )
    }, `/s/${id}/media/${media.way.audio}`)
    expect(parts).toEqual([
      [206, 'bytes 0-3/2444', 'RIFF'],
      [206, 'bytes 8-11/2444', 'WAVE'],
      [206, 'bytes 2440-2443/2444', expect.any(String)],
      [206, 'bytes 2442-2443/2444', '2 bytes'],
      [416, 'bytes */2444', '0 bytes'],
      [206, 'bytes 0-2443/2444', '2444 bytes'],
    ])
  })
  await context.close()
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
    await expect(page.locator('main .notice')).toBeFocused()
    await page.getByText('Remove safe.en.wav').click()
    await page.getByRole('button', { name: 'Remove it now' }).first().click()
    await expect(page.locator('main .notice')).toHaveText('The file is removed.')
    await expect(page.getByRole('link', { name: 'English 1 of 13' })).toBeVisible()

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
  expect(fromElsewhere.status()).toBe(403)
  await page.reload()
  await expect(page.getByRole('link', { name: /^English 0 of/ })).toBeVisible()
})
