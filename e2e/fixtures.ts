import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import type { StaffRole } from '@/lib/permissions'

/** A running Foothold with a data folder of its own. */
export type Foothold = {
  /** Address without a slash at its end. */
  readonly url: string
  readonly dataFolder: string
  /** Path of the one-time set-up link; null when there are accounts. */
  readonly setupLink: string | null
  /** Password of the accounts ROLE@example.org. */
  readonly password: string
}

type WorkerFixtures = {
  /**
   * With an account for each role; open rounds `spring` (short form), `summer` (long form) and `types` (one item of each
   * type), and `autumn`, not open.
   */
  readonly foothold: Foothold
  /** As on the first day: no account, no round. */
  readonly newFoothold: Foothold
}

/** Stories start from a built app on a fresh data folder. */
export const test = base.extend<{ readonly baseURL: string }, WorkerFixtures>({
  foothold: [async ({ browserName: _ }, use) => run('full', use), { scope: 'worker', timeout: 60_000 }],
  newFoothold: [async ({ browserName: _ }, use) => run('empty', use), { scope: 'worker', timeout: 60_000 }],
  baseURL: async ({ foothold }, use) => use(foothold.url),
})

export { expect }

/** Signs in as the account of a role. */
export async function signIn(page: Page, foothold: Foothold, role: StaffRole): Promise<void> {
  await page.goto(`${foothold.url}/sign-in`)
  await page.getByLabel('E-mail').fill(`${role}@example.org`)
  await page.getByLabel('Password', { exact: true }).fill(foothold.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`${foothold.url}/`)
}

/** Signs out, and is back on the sign-in page before it returns. */
export async function signOut(page: Page, foothold: Foothold): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(`${foothold.url}/sign-in`)
}

/**
 * Does something in a data folder while the app serves it, as the command line would.
 *
 * @param script TypeScript with `operator`, `rounds`, `questionnaires`, `responses` at hand; what it returns is returned
 */
export function behindTheScenes(dataFolder: string, script: string): unknown {
  const whole = `
    import { store } from './db/connection'
    import * as questionnaires from './db/questionnaires'
    import * as rounds from './db/rounds'
    import { responses } from './db/schema/responses'
    const operator = { kind: 'operator' }
    const run = async () => { ${script} }
    run().then((result) => {
      process.stdout.write(JSON.stringify(result ?? null))
      store().close()
    })`
  const args = ['--conditions=react-server', '--import', 'tsx', '--input-type=module', '-e', whole]
  const env = { ...process.env, FOOTHOLD_DATA_DIR: dataFolder }
  return JSON.parse(execFileSync(process.execPath, args, { env }).toString())
}

/** Submission ids that a round has stored, one for each response. */
export function storedSubmissions(dataFolder: string, slug: string): readonly string[] {
  const found = behindTheScenes(
    dataFolder,
    `const { id } = rounds.roundRow('${slug}')
     const rows = store().reader.select().from(responses).all()
     return rows.filter(({ roundId }) => roundId === id).map(({ submissionId }) => submissionId)`,
  )
  return Array.isArray(found) ? found.map(String) : []
}

/** Fails when axe finds a fault by WCAG 2.2 AA on the page. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
  ).toEqual([])
}

/** The answers that the data folder holds for a round, in the order in which they came. */
export function storedAnswers(
  foothold: Foothold,
  slug: string,
): readonly Readonly<Record<string, unknown>>[] {
  const printed = execFileSync(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', 'e2e/stored-answers.ts', slug],
    { env: { ...process.env, FOOTHOLD_DATA_DIR: foothold.dataFolder } },
  )
  return JSON.parse(printed.toString())
}

async function run(kind: 'full' | 'empty', use: (foothold: Foothold) => Promise<void>): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'foothold-story-'))
  const port = await freePort()
  const env = {
    ...process.env,
    FOOTHOLD_DATA_DIR: dataFolder,
    PORT: String(port),
    NEXT_TELEMETRY_DISABLED: '1',
  }
  const seeded = execFileSync(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', 'e2e/seed.ts', kind],
    { env },
  )
  const { setupLink, password } = JSON.parse(seeded.toString())
  const server = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '-p', String(port)], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  try {
    const url = `http://localhost:${port}`
    await untilServing(url, server)
    await use({ url, dataFolder, setupLink, password })
  } finally {
    server.kill('SIGTERM')
    rmSync(dataFolder, { recursive: true, force: true })
  }
}

async function untilServing(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 150; tries += 1) {
    if (server.exitCode !== null) throw new Error('The app ended before it served. Is it built?')
    const isServing = await fetch(`${url}/api/health`).then(
      (response) => response.ok,
      () => false,
    )
    if (isServing) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('The app did not begin to serve.')
}

function freePort(): Promise<number> {
  return new Promise((settle, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, () => {
      const address = probe.address()
      probe.close(() =>
        typeof address === 'object' && address !== null ? settle(address.port) : reject(new Error('no port')),
      )
    })
  })
}
