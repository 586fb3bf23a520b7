import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type Frame, type Page } from '@playwright/test'
import axe from 'axe-core'
import type { StaffRole } from '@/lib/permissions'
import { bundledText, forServers } from '@/scripts/bundle'

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

declare global {
  interface Window {
    /** Where a page was looked at by `expectAccessible`. */
    axe: typeof axe
  }
}

/** What axe calls the success criteria of WCAG 2.2, levels A and AA. */
const wcagTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] as const

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

/** Signs in as the account of a role by the form, and is on the home page then. */
export async function signInByForm(page: Page, foothold: Foothold, role: StaffRole): Promise<void> {
  await page.goto(`${foothold.url}/sign-in`)
  await page.getByLabel('E-mail').fill(`${role}@example.org`)
  await page.getByLabel('Password', { exact: true }).fill(foothold.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`${foothold.url}/`)
}

/** Gives the browser a session of its own, as the form does, without drawing two pages that the story is not about. */
export async function signIn(page: Page, foothold: Foothold, role: StaffRole): Promise<void> {
  const auth = `${foothold.url}/api/auth`
  const { csrfToken } = await (await page.request.get(`${auth}/csrf`)).json()
  const form = { email: `${role}@example.org`, password: foothold.password, csrfToken, callbackUrl: '/' }
  const answer = await page.request.post(`${auth}/callback/credentials`, { form, maxRedirects: 0 })
  expect(answer.headers().location, 'where the sign-in leads').toBe('/')
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
  const text = `
    import { store } from './db/connection'
    import * as drafts from './db/questionnaire-drafts'
    import * as questionnaires from './db/questionnaires'
    import * as rounds from './db/rounds'
    import { responses } from './db/schema/responses'
    const operator = { kind: 'operator' }
    const run = async () => { ${script} }
    run().then((result) => {
      process.stdout.write(JSON.stringify(result ?? null))
      store().close()
    })`
  return JSON.parse(runProgram(bundledText({ text }), dataFolder))
}

/** Runs a command of the command line on a data folder, as an operator of its machine does. @returns what it prints */
export function command({ dataFolder }: Foothold, ...args: readonly string[]): string {
  return runProgram(programOf('cli/foothold.ts'), dataFolder, args)
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

/**
 * Fails when axe finds a fault by WCAG 2.2 AA on the page, or in a frame of it.
 *
 * axe is put into a document once, however often it is looked at. Its own package for Playwright does it at each look, and again
 * in a blank page that joins what frames found.
 */
export async function expectAccessible(page: Page): Promise<void> {
  // Going from page to page within the app, the old title leaves a moment before the new one comes.
  await expect(page).toHaveTitle(/\S/)
  for (const frame of page.frames()) {
    const violations = await violationsIn(frame)
    expect(violations, `what axe finds at ${new URL(frame.url()).pathname}`).toEqual([])
  }
}

async function violationsIn(frame: Frame): Promise<readonly string[]> {
  if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(axe.source)
  return frame.evaluate(async (tags) => {
    // A colour on its way to another one is no fault.
    const changes = document.getAnimations().filter((change) => change instanceof CSSTransition)
    await Promise.allSettled(changes.map(({ finished }) => finished))
    const { violations } = await window.axe.run(document, {
      runOnly: { type: 'tag', values: [...tags] },
      resultTypes: ['violations'],
      iframes: false,
    })
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    )
  }, wcagTags)
}

/** The answers that the data folder holds for a round, in the order in which they came. */
export function storedAnswers(
  foothold: Foothold,
  slug: string,
): readonly Readonly<Record<string, unknown>>[] {
  return JSON.parse(runProgram(programOf('e2e/stored-answers.ts'), foothold.dataFolder, [slug]))
}

/** Each is bundled once for all stories of a worker. */
const programs = new Map<string, string>()

function programOf(file: string): string {
  const program = programs.get(file) ?? bundledText({ file })
  programs.set(file, program)
  return program
}

/** Runs a program on a data folder. @returns what it prints */
function runProgram(program: string, dataFolder: string, args: readonly string[] = []): string {
  return execFileSync(process.execPath, [forServers, '--input-type=module', '-', ...args], {
    input: program,
    env: { ...process.env, FOOTHOLD_DATA_DIR: dataFolder },
    encoding: 'utf8',
    stdio: 'pipe',
  })
}

/**
 * Serves a data folder for as long as `use` lasts.
 *
 * @param options as of `startFoothold`
 */
export async function run(
  kind: 'full' | 'empty' | 'none',
  use: (foothold: Foothold) => Promise<void>,
  options: { readonly more?: Settings; readonly dataFolder?: string } = {},
): Promise<void> {
  const { more, dataFolder } = options
  const { foothold, server, stop } = await startFoothold(kind, more, dataFolder)
  try {
    await use(foothold)
  } finally {
    stop()
    // A folder that stays may be served anew: by one process at a time.
    if (dataFolder !== undefined && server.exitCode === null && server.signalCode === null)
      await new Promise((settle) => server.once('exit', settle))
  }
}

/** Of the environment, and what its own address decides of it. */
type Settings = Readonly<Record<string, string>> | ((url: string) => Readonly<Record<string, string>>)

/** A server that was started for one story. */
type Started = {
  readonly foothold: Foothold
  readonly server: ChildProcess
  /** Everything that it has printed so far. */
  readonly printed: () => string
  /** Ends it, and removes a folder that was made for it. */
  readonly stop: () => void
}

/**
 * Starts a server of its own.
 *
 * @param kind what the data folder is filled with first; with `none` it is served as it is
 * @param more settings beside those of every story
 * @param ownFolder a folder of the story's own, which stays; left out, one is made and removed
 */
export async function startFoothold(
  kind: 'full' | 'empty' | 'none',
  more: Settings = {},
  ownFolder?: string,
): Promise<Started> {
  const dataFolder = ownFolder ?? mkdtempSync(join(tmpdir(), 'foothold-story-'))
  const port = await freePort()
  const url = `http://localhost:${port}`
  const env = {
    ...process.env,
    FOOTHOLD_DATA_DIR: dataFolder,
    PORT: String(port),
    NEXT_TELEMETRY_DISABLED: '1',
    FOOTHOLD_LOG: 'errors',
    // A story that stands for another network says so as a proxy of ours would.
    FOOTHOLD_TRUSTED_PROXIES: '1',
    ...(typeof more === 'function' ? more(url) : more),
  }
  const { setupLink, password } =
    kind === 'none'
      ? { setupLink: null, password: '' }
      : JSON.parse(runProgram(programOf('e2e/seed.ts'), dataFolder, [kind]))
  const server = spawn(
    process.execPath,
    ['node_modules/next/dist/bin/next', 'start', '-p', String(port), '--keepAliveTimeout', '120000'],
    {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const printed: string[] = []
  for (const stream of [server.stdout, server.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => printed.push(text))
  server.stderr.pipe(process.stderr)
  const stop = () => {
    server.kill('SIGTERM')
    if (ownFolder === undefined) rmSync(dataFolder, { recursive: true, force: true })
  }
  try {
    await untilServing(url, server)
    const foothold = { url, dataFolder, setupLink, password }
    return { foothold, server, printed: () => printed.join(''), stop }
  } catch (error) {
    stop()
    throw error
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

/** A port that nothing uses. */
export function freePort(): Promise<number> {
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
