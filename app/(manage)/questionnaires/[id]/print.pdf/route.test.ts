import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openFreshStore, stranger } from '@/db/testing/actors'
import type { Actor } from '@/lib/permissions'

let actor: Actor = { kind: 'operator' }
vi.mock('@/app/session', () => ({ currentActor: () => Promise.resolve(actor) }))
const { GET } = await import('./route')

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeAll(async () => {
  fresh = await openFreshStore()
})
afterAll(() => fresh.remove())

function asked(query: string, id = 'migrant-short'): Promise<Response> {
  return GET(new Request(`http://localhost/questionnaires/${id}/print.pdf${query}`), {
    params: Promise.resolve({ id }),
  })
}

test('the file comes named by questionnaire, version and language', async () => {
  const answer = await asked('?version=1&language=ar')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="migrant-short-1-ar.pdf"')
  expect(Buffer.from(await answer.arrayBuffer()).toString('latin1', 0, 5)).toBe('%PDF-')
})

test('what is not there is refused, and so is who is nobody', async () => {
  expect((await asked('?language=xx')).status).toBe(422)
  expect((await asked('', 'nothing')).status).toBe(404)
  actor = stranger
  expect((await asked('')).status).toBe(401)
})
