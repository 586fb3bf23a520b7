import { readdirSync, readFileSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { behindTheScenes, expect, expectAccessible, type Foothold, signIn, test } from './fixtures'

const reason = 'Tables for the spring report'

/** Somebody's answers, put into a round behind the scenes. @param people how many */
function fill(foothold: Foothold, slug: string, people: number): void {
  behindTheScenes(
    foothold.dataFolder,
    `await rounds.createRound(operator, { title: 'Clinic ${slug}', slug: '${slug}', questionnaireId: 'migrant-short', open: true })
     const { importResponses } = await import('./db/response-import')
     const rows = Array.from({ length: ${people} }, (_, place) => ({
       row: place + 1,
       id: '${slug}-' + place,
       answers: { gender: 'woman', work_status: 'regular', feel_safe: 'pnta' },
     }))
     return importResponses(operator, '${slug}', rows)`,
  )
}

async function openExports(page: Page, foothold: Foothold, slug: string): Promise<void> {
  await page.goto(`${foothold.url}/rounds/${slug}`)
  await page.getByRole('link', { name: 'Single answers as a file' }).click()
  await expect(page.getByRole('heading', { name: 'Single answers as a file' })).toBeVisible()
}

async function askFor(page: Page, format: string): Promise<void> {
  await page.getByLabel(format, { exact: true }).check()
  await page.getByLabel('What is the file for?').fill(reason)
  await page.getByRole('button', { name: 'Make the file' }).click()
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'with scripts off', () => {
    test.use({ javaScriptEnabled })

    test('a manager makes a file, takes it in two pieces, and cancels another', async ({
      page,
      foothold,
    }) => {
      const slug = javaScriptEnabled ? 'clinic-files' : 'clinic-files-plain'
      fill(foothold, slug, 300)
      const files = page.getByRole('region', { name: 'Your files' })
      const accessible = async () => {
        if (javaScriptEnabled) await expectAccessible(page)
      }
      const untilDone = async (name: string) => {
        const download = files.getByRole('link', { name: `Download ${name}` })
        // Without script, a person loads the page again.
        await expect(async () => {
          if (!javaScriptEnabled) await page.reload()
          await expect(download).toBeVisible({ timeout: javaScriptEnabled ? 10_000 : 500 })
        }).toPass()
        return `${foothold.url}${await download.getAttribute('href')}`
      }
      await signIn(page, foothold, 'manager')
      await openExports(page, foothold, slug)
      await expect(files).toContainText('No file yet')
      await accessible()

      await test.step('the reason is asked for, and what was chosen stays', async () => {
        await page.getByLabel('SPSS', { exact: true }).check()
        await page.getByLabel('Sensitive items').check()
        await page.getByRole('button', { name: 'Make the file' }).click()
        await expect(page.locator('.problem-summary')).toContainText('Say in 3 words or more')
        await expect(page.getByLabel('SPSS', { exact: true })).toBeChecked()
        await expect(page.getByLabel('Sensitive items')).toBeChecked()
        await accessible()
        await page.getByLabel('Sensitive items').uncheck()
      })

      await test.step('the file is made', async () => {
        await askFor(page, 'CSV')
        await expect(files).toContainText('CSV, labels in English')
        await expect(files).toContainText('Without sensitive items, without free text, without item scores.')
      })
      const address = await untilDone('CSV, labels in English')
      await expect(files).toContainText('300 responses')
      await accessible()

      await test.step('a download that was cut goes on where it stopped', async () => {
        const whole = await page.request.get(address)
        expect(whole.status()).toBe(200)
        expect(whole.headers()).toMatchObject({
          'accept-ranges': 'bytes',
          'cache-control': 'no-store',
          'content-disposition': `attachment; filename="${slug}.csv"`,
          'x-content-type-options': 'nosniff',
        })
        const bytes = await whole.body()
        const text = bytes.toString('utf8')
        expect(text.split('\r\n')).toHaveLength(302)
        expect(text).not.toContain('work_status')
        const etag = whole.headers().etag ?? ''
        const cut = 100_000 > bytes.length ? Math.floor(bytes.length / 2) : 70_000
        const first = await page.request.get(address, { headers: { range: `bytes=0-${cut - 1}` } })
        const rest = await page.request.get(address, {
          headers: { range: `bytes=${cut}-`, 'if-range': etag },
        })
        expect([first.status(), rest.status()]).toEqual([206, 206])
        expect(rest.headers()['content-range']).toBe(`bytes ${cut}-${bytes.length - 1}/${bytes.length}`)
        expect(Buffer.concat([await first.body(), await rest.body()]).equals(bytes)).toBe(true)
        const other = await page.request.get(address, {
          headers: { range: `bytes=${cut}-`, 'if-range': '"another file"' },
        })
        expect(other.status()).toBe(200)
        const beyond = await page.request.get(address, { headers: { range: `bytes=${bytes.length}-` } })
        expect(beyond.status()).toBe(416)
      })

      await test.step('nothing that was answered stands in the folder of files', async () => {
        const folder = join(foothold.dataFolder, 'exports')
        const names = readdirSync(folder)
        expect(names.length).toBeGreaterThan(0)
        for (const name of names) {
          const bytes = readFileSync(join(folder, name))
          for (const word of ['woman', 'gender', 'response_id']) expect(bytes.includes(word)).toBe(false)
        }
      })

      await test.step('another file is asked for, and taken back', async () => {
        await askFor(page, 'Excel')
        await expect(files).toContainText('Excel, labels in English')
        await files
          .getByRole('button', { name: /^(Cancel|Remove) Excel/ })
          .first()
          .click()
        await expect(files).toContainText('Cancelled. Nothing of it is kept.')
        await accessible()
        await files.getByRole('button', { name: 'Remove CSV, labels in English' }).click()
        await expect(files.getByRole('link', { name: 'Download CSV, labels in English' })).toHaveCount(0)
        expect((await page.request.get(address)).status()).toBe(404)
      })

      await test.step('the log says who, why and what', async () => {
        const log = behindTheScenes(
          foothold.dataFolder,
          `const { readAudit } = await import('./db/audit')
           const { id } = rounds.roundRow('${slug}')
           return (await readAudit(operator)).filter(({ subject }) => subject === id).map(({ action, reason }) => action + ' ' + reason)`,
        )
        expect(log).toContain(
          `microdata.export ${reason} [csv, en, 300 responses, without sensitive items, without free text]`,
        )
        expect(log).toContain('microdata.cancel ')
        expect(JSON.stringify(log)).toContain('microdata.download csv')
      })
    })
  })
}

test('a program takes a file as it is written, and is told of every refusal before the first byte', async ({
  page,
  foothold,
}) => {
  fill(foothold, 'program', 20)
  await signIn(page, foothold, 'manager')
  const ask = (query: string, slug = 'program') =>
    page.request.get(`${foothold.url}/api/v1/surveys/${slug}/export?${query}`)
  const good = await ask(`format=jsonl&reason=${encodeURIComponent(reason)}&sensitive=true`)
  expect(good.headers()['content-disposition']).toBe('attachment; filename="program.jsonl"')
  const lines = (await good.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines).toHaveLength(20)
  expect(lines[0]).toMatchObject({
    gender: 'woman',
    work_status: 'regular',
    $missing: { feel_safe: 'refused' },
  })

  const refused = async (query: string, slug?: string) => {
    const answer = await ask(query, slug)
    expect(answer.headers()['content-type']).toBe('application/problem+json')
    const { errors = [] } = await answer.json()
    return [answer.status(), ...errors.map(({ path }: { path: string }) => path)]
  }
  const why = `reason=${encodeURIComponent(reason)}`
  expect(await refused(`format=pdf&${why}`)).toEqual([422, 'format'])
  expect(await refused('format=csv')).toEqual([422, 'reason'])
  expect(await refused(`format=csv&${why}&language=de`)).toEqual([422, 'language'])
  expect(await refused(`format=csv&${why}&text=yes`)).toEqual([422, 'text'])
  // This account is not cleared for what people wrote.
  expect(await refused(`format=csv&${why}&text=true`)).toEqual([403])
  expect(await refused(`format=csv&${why}`, 'no-such-round')).toEqual([404])

  const foreign = await page.request.get(`${foothold.url}/api/v1/surveys/program/export?format=csv&${why}`, {
    headers: { 'sec-fetch-site': 'cross-site' },
  })
  expect(foreign.status()).toBe(403)
})

test('a program that goes away while a file is sent lets go of the database', async ({ page, foothold }) => {
  fill(foothold, 'leaving', 6000)
  await signIn(page, foothold, 'manager')
  const cookies = await page.context().cookies()
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const query = `format=jsonl&reason=${encodeURIComponent(reason)}&sensitive=true`
  const request = get(`${foothold.url}/api/v1/surveys/leaving/export?${query}`, { headers: { cookie } })
  const bytes = await new Promise<number>((settle) => {
    request.once('response', (response) => {
      // Some of the file, and not what would fit into the buffers on the way.
      response.once('data', (piece: Buffer) => {
        response.pause()
        settle(piece.length)
      })
    })
  })
  expect(bytes).toBeGreaterThan(0)
  request.on('error', () => {})
  request.destroy()
  // The log of the database can be emptied only when nobody reads an earlier state of it.
  const busy = behindTheScenes(
    foothold.dataFolder,
    `await rounds.closeRound(operator, 'leaving')
     const { SqliteFile } = await import('./db/sqlite')
     const file = new SqliteFile(process.env.FOOTHOLD_DATA_DIR + '/foothold.db')
     file.pragma('busy_timeout = 10000')
     return file.pragma('wal_checkpoint(TRUNCATE)')[0].busy`,
  )
  expect(busy).toBe(0)
})

for (const role of ['researcher', 'enumerator'] as const) {
  test(`a ${role} has no way there and is refused`, async ({ page, foothold }) => {
    await signIn(page, foothold, role)
    await page.goto(`${foothold.url}/rounds/spring`)
    await expect(page.getByRole('link', { name: 'Single answers as a file' })).toHaveCount(0)
    const answer = await page.goto(`${foothold.url}/rounds/spring/export`)
    expect(answer?.status()).toBe(403)
    await expect(page.getByText('microdata.export')).toBeVisible()
    await expectAccessible(page)
    const direct = await page.request.get(
      `${foothold.url}/api/v1/surveys/spring/export?format=csv&reason=${encodeURIComponent(reason)}`,
    )
    expect(direct.status()).toBe(403)
  })
}

test('a researcher reads the codebook, in Arabic from the right', async ({ page, foothold }) => {
  await signIn(page, foothold, 'researcher')
  await page.goto(`${foothold.url}/rounds/spring`)
  await page.getByRole('link', { name: 'Codebook' }).click()
  await expect(page.getByRole('heading', { name: 'Codebook' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'score_overall Overall score (0–100)' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'العربية' }).click()
  const entry = page.getByRole('article').filter({ has: page.locator('code', { hasText: /^work_status$/ }) })
  await expect(entry).toContainText('لدي عمل منتظم بأجر')
  await expect(entry).toHaveCSS('direction', 'rtl')
  await expectAccessible(page)
})
