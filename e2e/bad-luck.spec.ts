import type { BrowserContext, Page } from '@playwright/test'
import { respondent } from './answering'
import { behindTheScenes, expect, expectAccessible, type Foothold, storedSubmissions, test } from './fixtures'
import { lastWriting, untilStoreIsThere } from './on-device'

const keepAnswers = 'Keep my answers on this phone until I send them'

/** A round of this story's own, so that what befalls it befalls nobody else. */
async function ownRound({ dataFolder }: Foothold, slug: string): Promise<string> {
  behindTheScenes(
    dataFolder,
    `await rounds.createRound(operator, { title: 'Own', slug: '${slug}', questionnaireId: 'migrant-short', open: true })`,
  )
  return `/s/${slug}`
}

async function idOf(page: Page): Promise<string> {
  const interview = await page.locator('input[name="interview"]').inputValue()
  return JSON.parse(interview).submissionId
}

/** Begins a survey that the phone keeps, and answers its first question. */
async function beginAndKeep(page: Page, address: string): Promise<ReturnType<typeof respondent>> {
  const person = respondent(page)
  await person.openSurvey(address)
  await page.getByLabel(keepAnswers).check()
  await untilStoreIsThere(page)
  await person.press('agree')
  await person.answer(/How long do you plan to stay/, 'For some years')
  return person
}

test('two windows of one browser answer two interviews, and never the same one', async ({
  page,
  context,
}) => {
  const first = respondent(page)
  await first.openSurvey('/s/spring')
  await page.getByLabel(keepAnswers).check()
  await untilStoreIsThere(page)
  await first.press('agree')
  await first.answer(/How long do you plan to stay/, 'For some years')

  const window = await context.newPage()
  const second = respondent(window)
  await second.openSurvey('/s/spring')
  await expect(second.heading).toHaveText('This survey was begun on this phone')
  await expect(window.getByText('This survey is open in another window of this browser.')).toBeVisible()
  await expect(window.getByRole('button', { name: 'Go on where I stopped' })).toBeHidden()
  await expectAccessible(window)
  await window.getByRole('button', { name: 'Leave them and start another survey' }).click()
  await expect(second.heading).toHaveText('Before you start')
  expect(await idOf(window)).not.toBe(await idOf(page))

  await page.close()
  await window.reload()
  await expect(window.getByRole('button', { name: 'Go on where I stopped' })).toBeVisible()
  await window.getByRole('button', { name: 'Erase them and start again' }).click()
  await expect(second.heading).toHaveText('Before you start')
  await window.reload()
  await expect(second.heading).toHaveText('Before you start')
})

const goOn = (window: Page) => window.getByRole('button', { name: 'Go on where I stopped' })
const startAgain = (window: Page) => window.getByRole('button', { name: 'Erase them and start again' })

/** Begins a survey, closes it, and opens it in two windows, which both offer to go on. */
async function twoOffers(context: BrowserContext, address: string) {
  const begun = await context.newPage()
  const person = respondent(begun)
  await person.openSurvey(address)
  await begun.getByLabel(keepAnswers).check()
  await untilStoreIsThere(begun)
  await person.press('agree')
  await person.answer(/How long do you plan to stay/, 'For some years')
  const id = await idOf(begun)
  await begun.close()
  const [ahead, behind] = [await context.newPage(), await context.newPage()]
  for (const window of [ahead, behind]) {
    await respondent(window).openSurvey(address)
    await expect(goOn(window)).toBeVisible()
  }
  return { id, ahead, behind }
}

for (const press of [goOn, startAgain]) {
  test(`of two windows that offer to go on, only the first one does: ${press.name}`, async ({
    context,
    foothold,
  }) => {
    const { id, ahead, behind } = await twoOffers(context, await ownRound(foothold, press.name.toLowerCase()))
    const first = respondent(ahead)
    const second = respondent(behind)
    await goOn(ahead).click()
    for (let pages = 0; pages < 3; pages += 1) await first.answerOnce()
    const stands = (await first.heading.textContent()) ?? ''

    await press(behind).click()
    await expect(behind.getByText('This survey is open in another window of this browser.')).toBeVisible()
    await expect(second.heading).toBeFocused()
    await expect(goOn(behind)).toBeHidden()
    await expectAccessible(behind)

    await ahead.close()
    await behind.reload()
    await goOn(behind).click()
    await expect(second.heading).toHaveText(stands)
    expect(await idOf(behind)).toBe(id)
  })
}

test('a window that offers to go on finds the answers as they are: sent or erased in another one', async ({
  context,
  foothold,
}) => {
  const address = await ownRound(foothold, 'ended-elsewhere')
  const sent = await twoOffers(context, address)
  await goOn(sent.ahead).click()
  await respondent(sent.ahead).hurryToReview()
  await respondent(sent.ahead).press('send')
  await respondent(sent.ahead).receipt()
  const erased = await twoOffers(context, address)
  await startAgain(erased.ahead).click()
  await expect(respondent(erased.ahead).heading).toHaveText('Before you start')

  for (const { id, behind } of [sent, erased]) {
    const person = respondent(behind)
    await goOn(behind).click()
    await expect(person.heading).toHaveText('Before you start')
    expect(await idOf(behind)).not.toBe(id)
    await behind.reload()
    await expect(person.heading).toHaveText('Before you start')
    await expect(goOn(behind)).toBeHidden()
  }
  expect(storedSubmissions(foothold.dataFolder, 'ended-elsewhere')).toEqual([sent.id])
})

test('the language pressed last is the one of the page, and a slow one is announced', async ({ page }) => {
  const person = respondent(page)
  await person.openSurvey('/s/spring')
  const status = page.getByRole('status').filter({ hasText: 'Loading the language' })
  let answerArabic = () => {}
  const arabic = new Promise<void>((settle) => {
    answerArabic = settle
  })
  await page.context().route('**/words/ar', async (route) => {
    await arabic
    await route.continue()
  })
  await page.getByRole('button', { name: 'العربية' }).click()
  await expect(status).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'français' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr')
  const late = page.waitForResponse('**/words/ar')
  answerArabic()
  await (await late).finished()
  // Long enough for the late answer to be read.
  await page.waitForTimeout(500)
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr')
  await expect(page).toHaveURL(/\/s\/spring\/fr$/)
  await expect(person.heading).toHaveText('Avant de commencer')
})

test('a draft is gone on with in the language that it was left in', async ({ page, context, foothold }) => {
  // A battery that dies tells no page: what was kept before has to do.
  await context.addInitScript(() => {
    window.addEventListener('visibilitychange', (event) => event.stopImmediatePropagation(), true)
  })
  const address = await ownRound(foothold, 'languages')
  const person = respondent(page)
  await person.openSurvey(`${address}/en`)
  await page.getByLabel(keepAnswers).check()
  await untilStoreIsThere(page)
  await person.press('agree')
  await expect.poll(() => lastWriting(page)).toBeGreaterThan(0)
  const before = await lastWriting(page)
  await page.locator('.languages summary').click()
  await page.getByRole('button', { name: 'français' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr')
  await expect.poll(() => lastWriting(page)).toBeGreaterThan(before)
  await page.close()

  for (const time of ['first', 'second']) {
    const window = await context.newPage()
    await respondent(window).openSurvey(`${address}/en`)
    const found = await lastWriting(window)
    await window.getByRole('button', { name: 'Go on where I stopped' }).click()
    await expect(window.locator('html'), `the ${time} time`).toHaveAttribute('lang', 'fr')
    await expect.poll(() => lastWriting(window)).toBeGreaterThanOrEqual(found + 2)
    await window.close()
  }
})

test('a double tap on send stores one response and shows its one code', async ({ page, foothold }) => {
  const person = respondent(page)
  await person.openSurvey(await ownRound(foothold, 'double-tap'))
  await person.press('agree')
  await person.hurryToReview()
  const id = await idOf(page)
  await page.getByRole('button', { name: 'Send my answers' }).dblclick()
  await expect(person.heading).toHaveText('Thank you. Your answers were sent.')
  await page.goBack()
  await expect(person.heading).toHaveText('Thank you. Your answers were sent.')
  expect(storedSubmissions(foothold.dataFolder, 'double-tap')).toEqual([id])
})

for (const place of ['a browser', 'the home screen']) {
  test(`two quick presses of Back turn two pages of a survey opened in ${place}`, async ({ page }) => {
    await page.addInitScript((isInstalled) => {
      const ask = window.matchMedia.bind(window)
      window.matchMedia = (query) =>
        isInstalled && query === '(display-mode: standalone)' ? ask('all') : ask(query)
      // A slow phone answers a step in its history long after the next press.
      const go = window.history.go.bind(window.history)
      const goLate = (delta?: number) => void window.setTimeout(() => go(delta), 300)
      window.history.go = goLate
      window.history.back = () => goLate(-1)
    }, place === 'the home screen')
    const person = respondent(page)
    await person.openSurvey('/s/spring')
    await person.press('agree')
    const questions: (string | null)[] = []
    for (let pages = 0; pages < 5; pages += 1) {
      questions.push(await person.heading.textContent())
      await person.answerOnce()
    }
    await person.press('back')
    await person.press('back')
    await expect(person.heading).toHaveText(questions[3] ?? '')
    // The browser's own button goes on from where the page stands, and never back to where it stood.
    await expect.poll(() => page.evaluate(() => window.history.state.footholdDepth)).toBe(4)
    await expect(person.heading).toHaveText(questions[3] ?? '')
    await page.evaluate(() => {
      window.history.back()
      window.history.back()
    })
    await expect(person.heading).toHaveText(questions[1] ?? '')
    await person.press('next')
    await expect(person.heading).toHaveText(questions[2] ?? '')
  })
}

for (const year of [1998, 2061]) {
  test(`a clock that says ${year} changes nothing`, async ({ page, context, foothold }) => {
    const slug = `clock-${year}`
    const address = await ownRound(foothold, slug)
    await page.clock.install({ time: new Date(`${year}-02-03T04:05:06Z`) })
    await page.clock.resume()
    const person = respondent(page)
    await person.openSurvey(address)
    await page.getByLabel(keepAnswers).check()
    await untilStoreIsThere(page)
    await person.press('agree')
    await person.answer(/How long do you plan to stay/, 'For some years')
    const id = await idOf(page)
    await page.close()

    // The next day the clock is right again, or wrong in another way: the draft is still there.
    const later = await context.newPage()
    const again = respondent(later)
    await again.openSurvey(address)
    await later.getByRole('button', { name: 'Go on where I stopped' }).click()
    await again.hurryToReview()
    await again.press('send')
    await again.receipt()
    expect(storedSubmissions(foothold.dataFolder, slug)).toEqual([id])
  })
}

test('a draft that nobody came back to is erased after fourteen days, whatever survey is opened then', async ({
  page,
  context,
  foothold,
}) => {
  const address = await ownRound(foothold, 'forgotten')
  await beginAndKeep(page, address)
  await page.close()

  const opened = async (opens: string, days: number) => {
    const window = await context.newPage()
    await window.clock.setFixedTime(Date.now() + days * 86_400_000)
    await respondent(window).openSurvey(opens)
    return window
  }
  const soon = await opened(address, 13)
  await expect(respondent(soon).heading).toHaveText('This survey was begun on this phone')
  await soon.close()
  const late = await opened('/s/summer', 15)
  await expect
    .poll(() =>
      late.evaluate(
        () =>
          new Promise((settle) => {
            const opening = indexedDB.open('pages')
            opening.onsuccess = () => {
              const counting = opening.result.transaction('drafts').objectStore('drafts').count()
              counting.onsuccess = () => {
                opening.result.close()
                settle(counting.result)
              }
            }
          }),
      ),
    )
    .toBe(0)
})

test('where the browser refuses to keep anything, the person is told before', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', { value: undefined })
  })
  const person = respondent(page)
  await person.openSurvey('/s/spring')
  await expect(page.getByText('This browser cannot keep answers.')).toBeVisible()
  await expect(page.getByLabel(keepAnswers)).toBeHidden()
  await expectAccessible(page)
  await person.press('agree')
  await person.hurryToReview()
  await person.press('send')
  await person.receipt()
})

test('a phone without room says so before, and one that fills up says so at once', async ({ page }) => {
  await page.addInitScript(() => {
    let isFull = false
    const put = IDBObjectStore.prototype.put
    IDBObjectStore.prototype.put = function (...args: Parameters<typeof put>) {
      if (isFull) throw new DOMException('full', 'QuotaExceededError')
      return put.apply(this, args)
    }
    window.addEventListener('phone-fills-up', () => {
      isFull = true
    })
  })
  const person = respondent(page)
  await person.openSurvey('/s/spring')
  await page.getByLabel(keepAnswers).check()
  await untilStoreIsThere(page)
  await person.press('agree')
  await page.evaluate(() => window.dispatchEvent(new Event('phone-fills-up')))
  await person.answer(/How long do you plan to stay/, 'For some years')
  await expect(page.getByRole('alert')).toContainText('could not be kept on this phone')
  await expectAccessible(page)
  await person.hurryToReview()
  await page.route('**/responses', (route) => route.abort())
  await person.press('send')
  await page.getByRole('button', { name: 'Keep them and send later' }).click()
  await expect(page.getByText('Your answers could not be kept on this phone.')).toBeVisible()
  await page.unroute('**/responses')
  await person.press('send')
  await person.receipt()
  await expect(page.getByText('could not be kept on this phone')).toBeHidden()
})

test('a phone that has no room at all is told before the first question', async ({ page }) => {
  await page.addInitScript(() => {
    StorageManager.prototype.estimate = async () => ({ quota: 1_000_000, usage: 999_000 })
  })
  await respondent(page).openSurvey('/s/spring')
  await expect(page.getByText('This phone has no room to keep answers.')).toBeVisible()
  await expect(page.getByLabel(keepAnswers)).toBeHidden()
})

test('an update of the program between page and send changes nothing', async ({
  page,
  context,
  foothold,
}) => {
  const address = await ownRound(foothold, 'updated')
  const person = await beginAndKeep(page, address)
  const id = await idOf(page)
  // What an update leaves behind: the files of the old build are gone, and its pages stand in a cache of their own.
  await context.route('**/respondent-files/**', (route) => route.fulfill({ status: 404 }))
  await person.hurryToReview()
  await context.unroute('**/respondent-files/**')
  await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const old = await caches.open(`${name.replace('answering', 'answering-of-before')}`)
      const present = await caches.open(name)
      for (const request of await present.keys()) {
        const kept = await present.match(request)
        if (kept !== undefined) await old.put(request, kept)
      }
      await caches.delete(name)
    }
    for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister()
  })
  await page.reload()
  await page.getByRole('button', { name: 'Go on where I stopped' }).click()
  await expect(person.heading).toHaveText('Check your answers')
  await expect
    .poll(() => page.evaluate(async () => (await caches.keys()).join()), {
      message: 'the new build takes the place of the old one',
    })
    .not.toContain('before')
  await person.press('send')
  await person.receipt()
  expect(storedSubmissions(foothold.dataFolder, 'updated')).toEqual([id])
})

test('a version that is published in the middle changes nothing for whoever has begun', async ({
  page,
  foothold,
}) => {
  // A questionnaire of this story's own: other stories begin with the newest version of the default ones.
  behindTheScenes(
    foothold.dataFolder,
    `const short = await questionnaires.readQuestionnaire(operator, 'migrant-short', 1)
     await questionnaires.importQuestionnaire(operator, { ...short, id: 'of-versions', title: { ...short.title, en: 'Of versions' } })
     await rounds.createRound(operator, { title: 'Own', slug: 'versions', questionnaireId: 'of-versions', open: true })`,
  )
  const person = respondent(page)
  await person.openSurvey('/s/versions')
  await person.press('agree')
  await person.answer(/How long do you plan to stay/, 'For some years')
  behindTheScenes(
    foothold.dataFolder,
    `const first = await questionnaires.readQuestionnaire(operator, 'of-versions', 1)
     const items = first.items.map((item) => item.id === 'stay_plan' ? { ...item, label: { ...item.label, en: 'Other words?' } } : item)
     await questionnaires.importQuestionnaire(operator, { ...first, version: 2, items })`,
  )
  await person.hurryToReview()
  const id = await idOf(page)
  await person.press('send')
  await person.receipt()
  const versions = behindTheScenes(
    foothold.dataFolder,
    `return store().reader.select().from(responses).all().filter(({ submissionId }) => submissionId === '${id}').map((row) => row.questionnaireVersion)`,
  )
  expect(versions).toEqual([1])
})

test('a round that closes in the middle says so before more effort is spent', async ({ page, foothold }) => {
  const person = respondent(page)
  await person.openSurvey(await ownRound(foothold, 'closing'))
  await person.press('agree')
  await person.answer(/How long do you plan to stay/, 'For some years')
  behindTheScenes(foothold.dataFolder, `await rounds.closeRound(operator, 'closing')`)
  // The phone comes back into a network, as it does many times a day.
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await expect(person.heading).toHaveText('This survey is not open')
  await expect(page.getByText('This survey has just closed')).toBeVisible()
  await expectAccessible(page)
})

test('what was finished without a network waits, sealed, for a closed round to open again', async ({
  page,
  context,
  foothold,
}) => {
  const address = await ownRound(foothold, 'late')
  const person = respondent(page)
  await person.openSurvey(address)
  await page.getByLabel(keepAnswers).check()
  await untilStoreIsThere(page)
  await person.press('agree')
  await person.hurryToReview()
  const id = await idOf(page)
  await context.setOffline(true)
  await person.press('send')
  await expect(page.getByText('1 waiting to be sent')).toBeVisible()
  behindTheScenes(foothold.dataFolder, `await rounds.closeRound(operator, 'late')`)
  await context.setOffline(false)
  await expect(page.getByText('the survey is not open now. It stays on this phone')).toBeVisible()
  await expect(page.getByText('They are sent by themselves')).toBeHidden()
  await expect(page.getByText('Answers that wait to be sent stay on this phone')).toBeVisible()
  await expectAccessible(page)
  expect(storedSubmissions(foothold.dataFolder, 'late')).toEqual([])
  behindTheScenes(foothold.dataFolder, `await rounds.openRound(operator, 'late')`)
  await page.getByRole('button', { name: 'Send now' }).click()
  await expect(page.getByText('1 survey was sent.')).toBeVisible()
  expect(storedSubmissions(foothold.dataFolder, 'late')).toEqual([id])
})

test('a sealed interview cannot be read on the phone', async ({ page, context }) => {
  const person = await beginAndKeep(page, '/s/spring')
  await person.hurryToReview()
  await context.setOffline(true)
  await person.press('send')
  await expect(page.getByText('1 waiting to be sent')).toBeVisible()
  const kept = await page.evaluate(
    () =>
      new Promise<{ drafts: unknown[]; queue: unknown[] }>((settle, reject) => {
        const opening = indexedDB.open('pages')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const both = opening.result.transaction(['drafts', 'queue'])
          const drafts = both.objectStore('drafts').getAll()
          const queue = both.objectStore('queue').getAll()
          both.oncomplete = () => settle({ drafts: drafts.result, queue: queue.result })
        }
      }),
  )
  expect(kept.drafts).toEqual([])
  const [queued] = kept.queue
  const sealed = Object(queued).envelope.sealed.text
  const text = JSON.stringify(kept.queue) + Buffer.from(sealed, 'base64url').toString('latin1')
  for (const code of ['stay_plan', 'years', 'life_control', 'host_country']) expect(text).not.toContain(code)
  // Nor by the back button, nor in the page that stays open.
  await page.goBack()
  await expect(person.heading).toHaveText('Thank you. You have reached the end.')
  expect(await page.locator('input[name="interview"]').inputValue()).not.toContain('stay_plan')
  expect(Object.keys(Object(queued)).sort()).toEqual(['envelope', 'order', 'slug', 'state', 'submissionId'])
})

test('a draft on the phone is sealed under a key that cannot be taken out', async ({ page }) => {
  await beginAndKeep(page, '/s/spring')
  const draft = await page.evaluate(
    () =>
      new Promise<{ text: string; extractable: boolean; exported: string }>((settle, reject) => {
        const opening = indexedDB.open('pages')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const reading = opening.result.transaction('drafts').objectStore('drafts').getAll()
          reading.onsuccess = async () => {
            const [{ key, text }] = reading.result
            const exported = await crypto.subtle.exportKey('raw', key).then(
              () => 'yes',
              (error: Error) => error.name,
            )
            settle({ text: new TextDecoder('latin1').decode(text), extractable: key.extractable, exported })
          }
        }
      }),
  )
  expect(draft.extractable).toBe(false)
  expect(draft.exported).toBe('InvalidAccessError')
  expect(draft.text).not.toContain('stay_plan')
})
