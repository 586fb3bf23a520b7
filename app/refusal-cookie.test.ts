import { expect, test } from 'vitest'
import { problem } from '@/lib/problem'
import { cookieOfRefusal, readRefusal } from './refusal-cookie'

function refusalOf(count: number) {
  const errors = Array.from({ length: count }, (_, place) => ({
    path: `${(place * 2654435761).toString(36)}.xx.mp3`,
    code: 'item_unknown',
    message: `"${place}" is not a question of this questionnaire.`,
  }))
  return cookieOfRefusal(problem('media_invalid', undefined, errors), '/questionnaires/a/recordings')
}

const cookieValue = (cookie: string) => /^foothold-upload=([\w-]+);/.exec(cookie)?.[1]

test('what is refused reaches the page, and only the page that it is about', () => {
  const { mark, cookie } = refusalOf(3)
  expect(readRefusal(cookieValue(cookie), mark)?.problems).toHaveLength(3)
  expect(readRefusal(cookieValue(cookie), 'another')).toBeNull()
  expect(readRefusal('no cookie of ours', mark)).toBeNull()
  expect(readRefusal(undefined, mark)).toBeNull()
})

test('a list that is too long for a cookie is cut, and its rest is counted', () => {
  const { mark, cookie } = refusalOf(1000)
  expect(cookie.length).toBeLessThan(4096)
  const read = readRefusal(cookieValue(cookie), mark)
  expect(read?.problems.length).toBeGreaterThan(20)
  expect((read?.problems.length ?? 0) + (read?.more ?? 0)).toBe(1000)
})
