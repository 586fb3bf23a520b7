import { expect, test } from 'vitest'
import type { Profile, ProfileCell } from '@/lib/profile/profile'
import { readGroups } from './groups'

const categories = ['victim', 'average', 'privileged', 'undetermined']
const profile = {
  by: ['category'],
  cells: categories.map((category): ProfileCell => ({ group: { category }, suppressed: true })),
}

/** The categories that an address compares, of a table that shows some of them. */
function compared(address: string, ...shown: readonly string[]): readonly (string | undefined)[] | undefined {
  const cells = profile.cells.map((cell) => ({
    ...cell,
    suppressed: !shown.includes(cell.group.category ?? ''),
  }))
  const read = readGroups(new URLSearchParams(address), { ...profile, cells } as unknown as Profile)
  return read?.map(({ category }) => category)
}

test.each([
  ['', ['victim', 'average', 'privileged'], ['victim', 'average']],
  ['', ['average', 'privileged'], ['average', 'privileged']],
  ['first=average', ['victim', 'average', 'privileged'], ['average', 'victim']],
  ['second=victim', ['victim', 'average', 'privileged'], ['average', 'victim']],
  ['first=privileged&second=average', ['victim', 'average', 'privileged'], ['privileged', 'average']],
  // What was asked for by name stays: the refusal says what is wrong with it.
  ['first=victim&second=victim', ['victim', 'average'], ['victim', 'victim']],
] as const)('the address "%s" of a table that shows %j compares %j', (address, shown, expected) => {
  expect(compared(address, ...shown)).toEqual(expected)
})

test('a table that shows one group compares nothing', () => {
  expect(compared('', 'average')).toBeUndefined()
})
