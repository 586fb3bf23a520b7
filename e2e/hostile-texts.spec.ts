import type { Browser, Page } from '@playwright/test'
import { behindTheScenes, expect, type Foothold, signIn, test } from './fixtures'

/*
 * A questionnaire whose every text is written to do harm: markup, script, directions that never end, marks of formulas and of typesetting, letters
 * that are none, and a word without end. It is shown as it is, in its place.
 */

const hostile = [
  '</style></script><script>window.hurt = true</script><img src="x" onerror="window.hurt = true">',
  '\u202E=cmd|A1 {x} {n, plural, one {a} other {b}} [a](javascript:window.hurt=true)',
  `#image("/etc/passwd") #read("/etc/passwd") $x$ *b* \\ \` a${'\u0300'.repeat(40)} \0\u0007\u200B\uD800 & < > " ' ]]>`,
  'W'.repeat(400),
].join(' ')

const questionnaire = `
  const hostile = ${JSON.stringify(hostile)}
  const words = (text) => ({ en: text + ' ' + hostile, ar: 'نص ' + text + ' ' + hostile })
  const options = ['a', 'b'].map((code) => ({ code, label: words(code) }))
  const asked = (id, more) => ({ id, role: 'context', label: words(id), missing: ['pnta'], source: hostile, ...more })
  const questionnaire = {
    format: 'foothold-questionnaire/1', id: 'hostile', version: 1, population: 'any', languages: ['en', 'ar'],
    defaultLanguage: 'en', rightToLeft: ['ar'], translationStatus: { en: 'source', ar: 'reviewed' },
    title: words('Title'), intro: words('Intro'), outro: words('Outro'), missingLabels: { pnta: words('No answer') },
    choiceLists: { shared: options },
    sections: [{ id: 'all', title: words('Section'), intro: words('Before'), items: ['name', 'one', 'some', 'number', 'scale', 'note'] }],
    items: [
      asked('name', { type: 'text', help: words('help'), maxLength: 500 }),
      asked('one', { type: 'single', label: words('You are \${name} so'), choiceList: 'shared' }),
      asked('some', { type: 'multiple', label: words('You chose \${one} so'), choices: options, relevant: "\${one} = 'a'" }),
      asked('number', { type: 'number', min: 0, max: 10, unit: words('unit'), constraint: '. < 5', constraintMessage: words('message') }),
      asked('scale', { type: 'scale', min: 0, max: 10, minLabel: words('low'), maxLabel: words('high') }),
      { id: 'note', role: 'context', type: 'note', label: words('Note') },
    ],
  }
  await questionnaires.importQuestionnaire(operator, questionnaire)
  await rounds.createRound(operator, { title: 'Hostile', slug: 'hostile', questionnaireId: 'hostile', version: 1, open: true })
  await drafts.beginDraft(operator, 'hostile')
  const { revision, questionnaire: draft } = await drafts.readDraft(operator, 'hostile')
  const items = draft.items.map((item) => ({ ...item, label: { ...item.label, en: item.label.en + ' otherwise' } }))
  await drafts.saveDraft(operator, 'hostile', { revision, questionnaire: { ...draft, title: words('Another title'), items } })`

test.describe.configure({ mode: 'serial' })
test.beforeAll(({ foothold }) => {
  behindTheScenes(foothold.dataFolder, questionnaire)
})

const pages = [
  '/questionnaires',
  '/questionnaires/hostile',
  '/questionnaires/hostile/edit',
  '/questionnaires/hostile/publish',
  '/questionnaires/hostile/versions',
  '/questionnaires/hostile/translations?language=ar',
  '/questionnaires/hostile/recordings',
  '/rounds',
  '/rounds/hostile',
  '/rounds/hostile/poster',
  '/audit',
  '/s/hostile',
  '/s/hostile/ar',
]

for (const width of [1280, 360])
  test(`staff pages ${width} pixels wide show such a questionnaire, do nothing of it, and stay in their box`, async ({
    page,
    foothold,
  }) => {
    const faults = faultsOf(page)
    await page.setViewportSize({ width, height: 900 })
    await signIn(page, foothold, 'administrator')
    for (const path of pages) {
      await page.goto(`${foothold.url}${path}`)
      await expectHarmless(page, path)
    }
    expect(faults).toEqual([])
  })

test('its files are made', async ({ page, foothold }) => {
  await signIn(page, foothold, 'administrator')
  const own = `${foothold.url}/questionnaires/hostile`
  for (const format of ['xliff', 'xlsx', 'csv'])
    expect((await page.request.get(`${own}/translations/files?language=ar&format=${format}`)).status()).toBe(
      200,
    )
  for (const language of ['en', 'ar']) {
    const pdf = await page.request.get(`${own}/print.pdf?language=${language}`)
    expect(pdf.headers()['content-type']).toBe('application/pdf')
  }
})

for (const hasScript of [true, false])
  test(`it is answered on a phone, ${hasScript ? 'with' : 'without'} script`, async ({
    browser,
    foothold,
  }) => {
    await answered(browser, foothold, hasScript)
  })

/** Goes from the first page to the thanks, looking at each page. */
async function answered(browser: Browser, foothold: Foothold, hasScript: boolean): Promise<void> {
  const context = await browser.newContext({
    javaScriptEnabled: hasScript,
    viewport: { width: 390, height: 800 },
  })
  const page = await context.newPage()
  const faults = faultsOf(page)
  await page.goto(`${foothold.url}/s/hostile`)
  await expectHarmless(page, 'consent')
  await page.getByRole('button', { name: /^I agree/ }).click()
  await page.getByRole('textbox').fill('Ann \u202E nnA')
  await goOn(page, 'name')
  await page.getByRole('radio').first().check()
  await goOn(page, 'one')
  await page.getByRole('checkbox').first().check()
  await goOn(page, 'some')
  await page.getByRole('textbox').fill('7')
  await goOn(page, 'number')
  await page.getByRole('textbox').fill('3')
  await goOn(page, 'number again')
  await page.getByRole('radio').first().check()
  await goOn(page, 'scale')
  await goOn(page, 'note')
  await expectHarmless(page, 'review')
  await page.getByRole('button', { name: 'Send my answers' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Thank you')
  await expectHarmless(page, 'thanks')
  expect(faults).toEqual([])
  await context.close()
}

async function goOn(page: Page, place: string): Promise<void> {
  await expectHarmless(page, place)
  await page.getByRole('button', { name: 'Next' }).click()
  await page.waitForLoadState()
}

async function expectHarmless(page: Page, place: string): Promise<void> {
  const seen = await page.evaluate(() => ({
    isHurt: 'hurt' in window,
    images: document.querySelectorAll('img[src="x"]').length,
    scriptLinks: [...document.querySelectorAll('a')].filter(({ protocol }) => protocol === 'javascript:')
      .length,
    pixelsTooWide: Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth),
  }))
  expect(seen, place).toEqual({ isHurt: false, images: 0, scriptLinks: 0, pixelsTooWide: 0 })
}

/** What goes wrong on a page while it is shown: errors of its script, and of the server. */
function faultsOf(page: Page): readonly string[] {
  const faults: string[] = []
  page.on('pageerror', ({ message }) => faults.push(`${page.url()}: ${message.slice(0, 200)}`))
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`)
  })
  return faults
}
