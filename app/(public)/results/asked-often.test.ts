import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { withdrawResults } from '@/db/publications'
import { readStanding } from '@/db/standing-publications'
import { openFreshStore, staffWith } from '@/db/testing/actors'
import { fillSpring, publishSpring } from '@/db/testing/publication'
import type { Actor } from '@/lib/permissions'
import { GET as getFile } from './[slug]/[version]/[file]/route'
import { GET as getVersion } from './[slug]/[version]/route'
import { GET as getNewest } from './[slug]/route'
import { anybody } from './published-files'

/** What was drawn, by the functions that are dear, as themselves. */
const drawn = vi.hoisted((): string[] => [])

vi.mock('@/app/ui/figures/figure-file', async (original) => {
  const own = await original<typeof import('@/app/ui/figures/figure-file')>()
  return {
    ...own,
    figureFile: (...given: Parameters<typeof own.figureFile>) => {
      drawn.push(`${given[2].language} ${given[0].id}.${given[3]}`)
      return own.figureFile(...given)
    },
  }
})
vi.mock('@/app/ui/report/pdf', async (original) => {
  const own = await original<typeof import('@/app/ui/report/pdf')>()
  return {
    reportPdf: (...given: Parameters<typeof own.reportPdf>) => {
      drawn.push('report.pdf')
      return own.reportPdf(...given)
    },
  }
})
vi.mock('@/app/ui/report/round-report', async (original) => {
  const own = await original<typeof import('@/app/ui/report/round-report')>()
  return {
    ...own,
    roundReport: (...given: Parameters<typeof own.roundReport>) => {
      drawn.push('report')
      return own.roundReport(...given)
    },
  }
})

let fresh: Awaited<ReturnType<typeof openFreshStore>>
let manager: Actor
let languages: readonly string[]
beforeAll(async () => {
  fresh = await openFreshStore()
  manager = await staffWith('manager')
  await fillSpring()
  await publishSpring(manager)
  languages = (await readStanding(anybody, 'spring')).languages
})
afterAll(() => fresh.remove())
beforeEach(() => void drawn.splice(0))

async function fileOf(file: string, language = 'en', version = 'v1'): Promise<Response> {
  const address = `http://localhost/results/spring/${version}/x?language=${encodeURIComponent(language)}`
  return getFile(new Request(address), { params: Promise.resolve({ slug: 'spring', version, file }) })
}

async function pageOf(language = 'en', version?: string): Promise<Response> {
  const request = new Request(`http://localhost/results/spring?language=${encodeURIComponent(language)}`)
  return version === undefined
    ? getNewest(request, { params: Promise.resolve({ slug: 'spring' }) })
    : getVersion(request, { params: Promise.resolve({ slug: 'spring', version }) })
}

/** The names of files that a page offers, without what follows them. */
async function offered(language: string): Promise<readonly string[]> {
  const html = await (await pageOf(language)).text()
  return [...html.matchAll(/\/results\/spring\/v1\/([a-z0-9-]+\.[a-z]+)/g)].map(([, file = '']) => file)
}

test('names that a publication has not are refused, and nothing is drawn for them', async () => {
  // The publication's list of its own pictures is made once, whoever asks for what.
  expect((await fileOf('no-such.png')).status).toBe(404)
  expect(drawn).toEqual(['report'])
  for (let time = 0; time < 500; time += 1) {
    const name = ['no-such.png', `p${time}.svg`, `${time}`, '../../keys.png', 'means.gif', 'report.pdf.png'][
      time % 6
    ]
    const answer = await fileOf(name ?? '', ['en', 'xx', '../ar', '', 'AR'][time % 5])
    expect([name, answer.status]).toEqual([name, 404])
  }
  for (const version of ['v2', 'v0', '1', 'v1000000', '..']) {
    expect((await fileOf('means.png', 'en', version)).status).toBe(404)
    expect((await pageOf('en', version)).status).toBe(404)
  }
  expect(drawn).toEqual(['report'])
})

test('asked 500 times for pictures, reports and pages, each is drawn once', async () => {
  const spoken = languages.slice(0, 3)
  expect(spoken).toHaveLength(3)
  const files = [...new Set(await offered('en'))]
  expect(files).toContain('report.pdf')
  expect(files).toContain('results.json')
  const first = new Map<string, string>()
  drawn.splice(0)
  for (let time = 0; time < 500; time += 1) {
    const language = spoken[time % 3] ?? ''
    const file = files[time % 7] ?? ''
    const answer = time % 50 === 49 ? await pageOf(language) : await fileOf(file, language)
    expect(answer.status).toBe(200)
    const key = `${language} ${time % 50 === 49 ? 'page' : file}`
    const bytes = Buffer.from(await answer.arrayBuffer()).toString('base64')
    expect(bytes).toBe(first.get(key) ?? bytes)
    first.set(key, bytes)
  }
  const pictures = drawn.filter((one) => /\.(svg|png|csv)$/.test(one))
  expect(new Set(pictures).size).toBe(pictures.length)
  expect(drawn.length).toBeLessThan(60)
  // A language that nobody speaks here is the first of those that are, and no file of its own.
  drawn.splice(0)
  for (let time = 0; time < 500; time += 1) {
    expect((await fileOf(files[time % 7] ?? '', `x${time}`)).status).toBe(200)
    expect((await pageOf(`x${time}`)).status).toBe(200)
  }
  expect(drawn).toEqual([])
})

test('every picture is offered in every language under the same name', async () => {
  const files = await offered('en')
  for (const language of languages) expect([language, await offered(language)]).toEqual([language, files])
})

test('who asks for everything at once is asked to come again, and a reader of the page is not', async () => {
  const files = [...new Set(await offered('en'))].filter((file) => /\.(svg|png|csv|pdf)$/.test(file))
  const version = await publishSpring(manager)
  const everything = languages.flatMap((language) => files.map((file) => [file, language] as const))
  expect(everything.length).toBeGreaterThan(60)
  const asked = everything.map(([file, language]) => fileOf(file, language, `v${version}`))
  const page = await pageOf('en', `v${version}`)
  expect(page.status).toBe(200)
  const answers = await Promise.all(asked)
  const refused = answers.filter(({ status }) => status === 503)
  expect(refused.length).toBeGreaterThan(everything.length - 20)
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 503]))
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(refused[0]?.headers.get('content-type')).toBe('application/problem+json')
  // In the end everybody is served.
  for (const [file, language] of everything.slice(0, 12))
    expect((await fileOf(file, language, `v${version}`)).status).toBe(200)
})

test('what was drawn is given no longer once it is withdrawn', async () => {
  expect((await fileOf('report.pdf')).status).toBe(200)
  await withdrawResults(manager, 'spring', 1)
  drawn.splice(0)
  for (const file of ['report.pdf', 'results.json', 'means.png', 'no-such.png'])
    expect((await fileOf(file)).status).toBe(410)
  expect((await pageOf('en', 'v1')).status).toBe(410)
  expect(drawn).toEqual([])
})
