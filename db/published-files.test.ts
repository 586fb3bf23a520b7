import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Actor } from '@/lib/permissions'
import type { ProblemError } from '@/lib/problem'
import { withdrawResults } from './publications'
import { forgetPublishedFiles, readPublishedFile } from './published-files'
import { readStanding } from './standing-publications'
import { openFreshStore, operator, staffWith, stranger } from './testing/actors'
import { fillSpring, publishSpring } from './testing/publication'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
let manager: Actor
beforeAll(async () => {
  fresh = await openFreshStore()
  manager = await staffWith('manager')
  await fillSpring()
})
afterAll(() => fresh.remove())
afterEach(() => vi.restoreAllMocks())

/** Reads a file of a publication that is drawn in a few letters. */
function asking(version: number, letters = 'drawn') {
  const draw = vi.fn(async () => new TextEncoder().encode(letters))
  const ask = async (name = 'en.means.svg') => {
    const bytes = await readPublishedFile(stranger, 'spring', version, { name, mayAlwaysWait: false, draw })
    return new TextDecoder().decode(bytes)
  }
  return { draw, ask }
}

async function folderOf(version: number): Promise<string> {
  return join(fresh.folder, 'published', (await readStanding(stranger, 'spring', version)).id)
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'given',
    ({ code }: ProblemError) => code,
  )
}

test('a file is drawn once, lies in the data folder for its owner alone, and is drawn anew when the server starts anew', async () => {
  const version = await publishSpring(manager)
  const { draw, ask } = asking(version)
  for (let time = 0; time < 500; time += 1) expect(await ask()).toBe('drawn')
  expect(draw).toHaveBeenCalledTimes(1)
  const folder = await folderOf(version)
  expect(readdirSync(folder)).toEqual(['en.means.svg'])
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(statSync(join(folder, 'en.means.svg')).mode & 0o777).toBe(0o600)
  await forgetPublishedFiles(operator)
  expect(existsSync(folder)).toBe(false)
  expect(await asking(version, 'drawn better').ask()).toBe('drawn better')
})

test('no name leads out of the folder', async () => {
  const { draw, ask } = asking(1)
  for (const name of ['../keys', '..', '.', 'a/b', 'a\\b', '', '.hidden', 'a..b', 'a\0b'])
    await expect(ask(name)).rejects.toThrow(RangeError)
  expect(draw).not.toHaveBeenCalled()
})

test('what cannot be kept is given all the same', async () => {
  const said = vi.spyOn(console, 'error').mockReturnValue()
  await forgetPublishedFiles(operator)
  // Where the folder should be there is a file.
  writeFileSync(join(fresh.folder, 'published'), '')
  const { draw, ask } = asking(1)
  expect([await ask(), await ask()]).toEqual(['drawn', 'drawn'])
  expect(draw).toHaveBeenCalledTimes(2)
  expect(said).toHaveBeenCalledTimes(2)
  rmSync(join(fresh.folder, 'published'))
})

test('all of it goes when the publication is withdrawn, and nothing is drawn for it again', async () => {
  const version = await publishSpring(manager)
  const { draw, ask } = asking(version)
  await ask()
  const folder = await folderOf(version)
  await withdrawResults(manager, 'spring', version)
  expect(existsSync(folder)).toBe(false)
  expect(await codeOf(ask())).toBe('publication_withdrawn')
  expect(await codeOf(ask('en.deprived.svg'))).toBe('publication_withdrawn')
  expect(draw).toHaveBeenCalledTimes(1)
  // Others stand as they did.
  expect(await asking(1).ask()).toBe('drawn')
})

test('what is withdrawn while it is drawn is neither given nor kept', async () => {
  const version = await publishSpring(manager)
  const folder = await folderOf(version)
  const file = {
    name: 'en.means.svg',
    mayAlwaysWait: false,
    draw: async () => {
      await withdrawResults(manager, 'spring', version)
      return new TextEncoder().encode('late')
    },
  }
  expect(await codeOf(readPublishedFile(stranger, 'spring', version, file))).toBe('publication_withdrawn')
  expect(existsSync(folder)).toBe(false)
})
