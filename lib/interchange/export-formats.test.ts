import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { exportFormats } from './export-formats'

const page = readFileSync(new URL('../../docs/files.md', import.meta.url), 'utf8')

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
}

test('docs/files.md prints what each format carries and loses', () => {
  const rows = page
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map(cellsOf)
  for (const { id, name, extension, labels, categories, missing, dates, losses } of exportFormats) {
    expect(rows).toContainEqual([
      `\`${id}\``,
      `${name} (.${extension})`,
      labels,
      categories,
      missing,
      dates,
      losses,
    ])
  }
})

test('ids and the extensions of files with answers are all different', () => {
  const ids = exportFormats.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const extensions = exportFormats.map(({ extension }) => extension)
  expect(new Set(extensions).size).toBe(extensions.length)
})
