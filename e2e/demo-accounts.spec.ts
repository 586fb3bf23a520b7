import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { behindTheScenes, expect, run, test } from './fixtures'

test('the demo leaves a folder with real accounts alone, and one that is served, and says why', async ({
  foothold,
}) => {
  const served = fill(foothold.dataFolder)
  expect(served.status).toBe(1)
  expect(served.stderr).toContain('Another Foothold serves the data folder')

  const dataFolder = mkdtempSync(join(tmpdir(), 'foothold-real-'))
  try {
    behindTheScenes(
      dataFolder,
      `const { addAccount } = await import('./db/accounts')
       await addAccount(operator, { email: 'real@example.org', role: 'administrator', password: 'a lantern over bridges' })`,
    )
    const { status, stderr } = fill(dataFolder)
    expect(status).toBe(1)
    expect(stderr).toContain('holds accounts or rounds that are not sample data')
  } finally {
    rmSync(dataFolder, { recursive: true, force: true })
  }
})

test('a folder of the demo that is served as a real one lets none of its accounts in', async ({
  browser,
}) => {
  const comesIn = async (url: string, password: string) => {
    const page = await (await browser.newContext({ baseURL: url })).newPage()
    const { csrfToken } = await (await page.request.get('/api/auth/csrf')).json()
    const form = { email: 'administrator@example.org', password, csrfToken, callbackUrl: '/' }
    const answer = await page.request.post('/api/auth/callback/credentials', { form, maxRedirects: 0 })
    return answer.headers().location
  }
  const password = 'everybody knows this'
  const dataFolder = mkdtempSync(join(tmpdir(), 'foothold-demo-'))
  try {
    behindTheScenes(
      dataFolder,
      `const { addDemoAccounts, beginDemo } = await import('./db/demo-accounts')
       await beginDemo(operator, { isFilled: false })
       await addDemoAccounts(operator, '${password}')`,
    )
    await run('none', async ({ url }) => expect(await comesIn(url, password)).toMatch(/^\/sign-in\?error=/), {
      dataFolder,
    })
    await run('none', async ({ url }) => expect(await comesIn(url, password)).toBe('/'), {
      dataFolder,
      more: () => ({ FOOTHOLD_DEMO: '1' }),
    })
  } finally {
    rmSync(dataFolder, { recursive: true, force: true })
  }
})

function fill(dataFolder: string): { readonly status: number | null; readonly stderr: string } {
  return spawnSync(process.execPath, ['--conditions=react-server', '--import', 'tsx', 'cli/demo/fill.ts'], {
    env: { ...process.env, FOOTHOLD_DATA_DIR: dataFolder, FOOTHOLD_DEMO: '1' },
    encoding: 'utf8',
  })
}

test('a folder with real accounts is not served as the demo', async () => {
  const more = () => ({ FOOTHOLD_DEMO: '1' })
  await expect(run('full', async () => {}, { more })).rejects.toThrow('ended before it served')
})
