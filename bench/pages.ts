/* Server time of the profile page, and bytes of the answering page in a real browser. */
import { chromium } from '@playwright/test'
import { chromiumLaunch } from '../e2e/chromium'

const [url = '', password = ''] = process.argv.slice(2)
const browser = await chromium.launch(await chromiumLaunch())
try {
  const page = await browser.newPage()
  await page.goto(`${url}/sign-in`)
  await page.getByLabel('E-mail').fill('researcher@example.org')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`${url}/`)
  const cookies = await page.context().cookies()
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const times: number[] = []
  for (let run = 0; run < 25; run += 1) {
    const startedAt = performance.now()
    const response = await fetch(`${url}/profiles/large`, { headers: { cookie } })
    if (!(await response.text()).includes('<svg')) throw new Error('The profile page has no picture.')
    times.push(performance.now() - startedAt)
  }
  const warm = times.slice(5).sort((a, b) => a - b)

  const transferred = async (isScripted: boolean) => {
    const context = await browser.newContext({ javaScriptEnabled: isScripted })
    const answering = await context.newPage()
    const session = await context.newCDPSession(answering)
    let bytes = 0
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength
    })
    await session.send('Network.enable')
    await answering.goto(`${url}/s/submissions`, { waitUntil: 'networkidle' })
    await context.close()
    return bytes / 1024
  }
  process.stdout.write(
    JSON.stringify({
      profileMilliseconds: warm[Math.floor(warm.length / 2)],
      readableKilobytes: await transferred(false),
      interactiveKilobytes: await transferred(true),
    }),
  )
} finally {
  await browser.close()
}
