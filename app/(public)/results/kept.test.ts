import { expect, test } from 'vitest'
import { keptOrMade } from './kept'

test('what was made is given again, to those who come at once too; another key is made anew', async () => {
  let made = 0
  const make = async () => {
    made += 1
    return made
  }
  expect(await Promise.all([keptOrMade(['a', 1], make), keptOrMade(['a', 1], make)])).toEqual([1, 1])
  expect(await keptOrMade(['a', 2], make)).toBe(2)
  expect(await keptOrMade(['a', 1], make)).toBe(1)
})

test('what could not be made is tried again', async () => {
  const failing = () => Promise.reject(new Error('no room'))
  await expect(keptOrMade(['b'], failing)).rejects.toThrow('no room')
  expect(await keptOrMade(['b'], async () => 'made')).toBe('made')
})

test('what was asked for longest ago goes first', async () => {
  let made = 0
  const make = async () => {
    made += 1
    return made
  }
  await keptOrMade(['first'], make)
  await keptOrMade(['second'], make)
  for (let place = 0; place < 62; place += 1) await keptOrMade(['other', place], make)
  await keptOrMade(['first'], make)
  await keptOrMade(['one more'], make)
  const before = made
  await keptOrMade(['first'], make)
  expect(made).toBe(before)
  await keptOrMade(['second'], make)
  expect(made).toBe(before + 1)
})
