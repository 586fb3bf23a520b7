import { afterEach, beforeEach, expect, test, vi } from 'vitest'

const site = 'https://survey.example'

/** What the page kept of the survey `spring`, in French. */
const kept = {
  slug: 'spring',
  served: { language: 'fr', direction: 'ltr', media: {} },
  languages: [{ code: 'fr' }],
  title: 'Questions sur votre vie ici',
  script: 'build.js',
  styleHash: '',
  style: '',
}

type Answer = (event: object) => void
let answerFetch: Answer

/** The events that the worker listens to, and a browser's cache with the survey in it. */
beforeEach(async () => {
  vi.resetModules()
  const listeners = new Map<string, Answer>()
  vi.stubGlobal('self', {
    addEventListener: (name: string, listen: Answer) => listeners.set(name, listen),
  })
  const match = async (path: string) =>
    path.startsWith('/s/spring/given/fr') ? Response.json(kept) : undefined
  vi.stubGlobal('caches', { keys: async () => ['pages-build.js'], open: async () => ({ match }), match })
  await import('./worker')
  answerFetch = listeners.get('fetch') ?? (() => undefined)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** What the page gets for a request, while the network does this. */
async function asked(path: string, network: () => Promise<Response>): Promise<Response> {
  vi.stubGlobal('fetch', network)
  const request = { url: site + path, method: 'GET', mode: path === '/s/spring/fr' ? 'navigate' : 'cors' }
  return new Promise((settle, reject) => {
    answerFetch({ request, respondWith: (response: Promise<Response>) => response.then(settle, reject) })
  })
}

/** By what each answer of the kept survey is known. */
const answers = [
  { what: 'the page', path: '/s/spring/fr', fromKept: '<title>Questions sur votre vie ici' },
  { what: 'the words', path: '/s/spring/words/fr', fromKept: '"language":"fr"' },
  { what: 'the script', path: '/s/spring/survey/fr', fromKept: 'globalThis.givenSurvey=' },
]

test.each(answers)(
  '$what: a server that is not there, in each way of it, is stood in for by what is kept',
  async ({ path, fromKept }) => {
    // RFC 9110, 15.6.3 to 15.6.5: what a gateway says of a server that is down, overloaded or silent.
    for (const status of [502, 503, 504]) {
      const response = await asked(path, async () => new Response('<h1>Bad gateway</h1>', { status }))
      expect(response.status).toBe(200)
      expect(await response.text()).toContain(fromKept)
    }
    const failed = await asked(path, () => Promise.reject(new TypeError('Failed to fetch')))
    expect(await failed.text()).toContain(fromKept)
    vi.useFakeTimers()
    const silent = asked(path, () => new Promise(() => undefined))
    await vi.advanceTimersByTimeAsync(5_000)
    expect(await (await silent).text()).toContain(fromKept)
  },
)

test.each(answers)('$what: a server that is there has the word, also when it refuses', async ({ path }) => {
  for (const status of [200, 404, 410, 500]) {
    const response = await asked(path, async () => new Response('the server’s own', { status }))
    expect([response.status, await response.text()]).toEqual([status, 'the server’s own'])
  }
})

test('words that are not kept are not made up', async () => {
  const bad = async () => new Response('<h1>Bad gateway</h1>', { status: 502 })
  await expect(asked('/s/spring/words/es', bad)).rejects.toThrow()
})
