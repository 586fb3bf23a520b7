/* Makes the pictures of the docs from the demo round: `npm run pictures`, after a change of a screen. */
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { chromiumLaunch } from '../e2e/chromium'

const port = 3987
const url = `http://localhost:${port}`
const dataFolder = mkdtempSync(join(tmpdir(), 'foothold-pictures-'))
const env = {
  ...process.env,
  FOOTHOLD_DATA_DIR: dataFolder,
  PORT: String(port),
  NEXT_TELEMETRY_DISABLED: '1',
  // Else the accounts of the demo could not sign in.
  FOOTHOLD_DEMO: '1',
}

execFileSync(process.execPath, ['--conditions=react-server', '--import', 'tsx', 'cli/demo/fill.ts'], { env })
const server = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '-p', String(port)], {
  env,
  stdio: 'ignore',
})
const browser = await chromium.launch(await chromiumLaunch())
try {
  await untilServing()
  const phone = await browser.newPage({
    viewport: { width: 360, height: 700 },
    deviceScaleFactor: 2,
    locale: 'ar',
  })
  await phone.goto(`${url}/s/sample`)
  await phone.locator('main button.primary').first().click()
  for (let questions = 0; questions < 3; questions += 1)
    await phone.getByRole('button', { name: 'التالي' }).click()
  await phone.locator('input[type=radio]').nth(1).check({ force: true })
  await picture(phone, 'answering-ar-phone', false)

  const desk = await browser.newPage({ viewport: { width: 1180, height: 1210 }, deviceScaleFactor: 2 })
  await signIn(desk, 'researcher')
  await desk.goto(`${url}/profiles/sample`)
  await picture(desk, 'profile', false)

  const editor = await browser.newPage({ viewport: { width: 1280, height: 900 }, deviceScaleFactor: 2 })
  await signIn(editor, 'administrator')
  await editor.goto(`${url}/questionnaires/migrant-short`)
  await editor.getByRole('button', { name: 'Edit', exact: true }).click()
  await editor.waitForURL('**/edit')
  await editor.locator('[data-place="item feel_safe"]').click()
  await editor.frameLocator('iframe').getByRole('radio').first().waitFor({ state: 'attached' })
  await picture(editor, 'editor', false)
} finally {
  await browser.close()
  server.kill('SIGTERM')
  rmSync(dataFolder, { recursive: true, force: true })
}

async function signIn(page: Page, role: string): Promise<void> {
  await page.goto(`${url}/sign-in`)
  await page.getByLabel('E-mail').fill(`${role}@example.org`)
  await page
    .getByLabel('Password', { exact: true })
    .fill(readFileSync(join(dataFolder, 'demo-password'), 'utf8'))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`${url}/`)
}

async function picture(page: Page, name: string, fullPage: boolean): Promise<void> {
  await page.screenshot({ path: `docs/images/${name}.png`, fullPage })
}

async function untilServing(): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (
      await fetch(`${url}/api/health`).then(
        (response) => response.ok,
        () => false,
      )
    )
      return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('The app did not begin to serve. Build it first: npm start')
}
