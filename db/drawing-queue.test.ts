import { expect, test } from 'vitest'
import type { ProblemError } from '@/lib/problem'
import { drawInTurn, mostWaiting } from './drawing-queue'

const ordinary = { mayAlwaysWait: false }

/** Things that are drawn when they are let go, one by one. */
function studio() {
  const begun: string[] = []
  const finish: (() => void)[] = []
  let atOnce = 0
  let mostAtOnce = 0
  const ask = (name: string, { mayAlwaysWait } = ordinary) =>
    drawInTurn(
      name,
      async () => {
        begun.push(name)
        atOnce += 1
        mostAtOnce = Math.max(mostAtOnce, atOnce)
        await new Promise<void>((resolve) => finish.push(resolve))
        atOnce -= 1
        return new TextEncoder().encode(name)
      },
      { mayAlwaysWait },
    )
  const finishAll = async (count: number) => {
    for (let done = 0; done < count; done += 1) {
      await expect.poll(() => finish.length).toBeGreaterThan(0)
      finish.shift()?.()
    }
  }
  return { begun, ask, finishAll, mostAtOnce: () => mostAtOnce }
}

async function outcomeOf(drawing: Promise<Uint8Array>): Promise<string> {
  return drawing.then(
    (bytes) => new TextDecoder().decode(bytes),
    ({ code, status, params }: ProblemError) => `${code} ${status} ${Number(params.retryAfterSeconds) > 0}`,
  )
}

test('one thing is drawn at a time, once for all who ask, and who finds a full queue is asked to come again', async () => {
  const { begun, ask, finishAll, mostAtOnce } = studio()
  const names = Array.from({ length: mostWaiting + 3 }, (_, place) => `picture ${place}`)
  const first = [...names, ...names.slice(0, 4)].map((name) => outcomeOf(ask(name)))
  await finishAll(mostWaiting + 1)
  const outcomes = await Promise.all(first)
  const refused = 'too_many_drawings 503 true'
  const drawn = names.slice(0, mostWaiting + 1)
  expect(outcomes).toEqual([...drawn, refused, refused, ...names.slice(0, 4)])
  expect(begun).toEqual(drawn)
  expect(mostAtOnce()).toBe(1)
})

test('what may always wait is never refused and goes before the rest', async () => {
  const { begun, ask, finishAll } = studio()
  const names = Array.from({ length: mostWaiting + 1 }, (_, place) => `picture ${place}`)
  const pictures = names.map((name) => outcomeOf(ask(name)))
  const pages = ['page 1', 'page 2'].map((name) => outcomeOf(ask(name, { mayAlwaysWait: true })))
  await finishAll(names.length + 2)
  expect(await Promise.all(pages)).toEqual(['page 1', 'page 2'])
  expect(await Promise.all(pictures)).toEqual(names)
  expect(begun).toEqual([names[0], 'page 1', 'page 2', ...names.slice(1)])
})

test('what could not be drawn is drawn again when it is asked for again, and the next has its turn', async () => {
  const failing = drawInTurn('broken', () => Promise.reject(new Error('no room')), ordinary)
  const next = drawInTurn('next', async () => new TextEncoder().encode('next'), ordinary)
  await expect(failing).rejects.toThrow('no room')
  expect(await outcomeOf(next)).toBe('next')
  const again = drawInTurn('broken', async () => new TextEncoder().encode('mended'), ordinary)
  expect(await outcomeOf(again)).toBe('mended')
})
