import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checksumsText } from './checksums'
import { outputOf, programThatAnswers } from './fixtures/programs'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

test('a line a file, sorted by path', () => {
  const files = [
    { path: 'b.csv', sha256: sha256('b') },
    { path: 'a/question naire.json', sha256: sha256('a') },
  ]
  expect(checksumsText(files)).toBe(
    'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb *a/question naire.json\n' +
      '3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d *b.csv\n',
  )
})

test('what is no check sum or no path is refused', () => {
  expect(() => checksumsText([{ path: 'a', sha256: 'AB' }])).toThrow(
    'The check sum of "a" is not that of SHA-256',
  )
  expect(() => checksumsText([{ path: 'a\nb', sha256: sha256('') }])).toThrow('holds no line end')
})

const program = programThatAnswers([['sha256sum', '--version']])
test.runIf(program !== null)('sha256sum finds the files whole, and one that was changed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sums-'))
  try {
    mkdirSync(join(folder, 'a'))
    writeFileSync(join(folder, 'a/one.csv'), 'one')
    writeFileSync(join(folder, 'ماء.csv'), 'two')
    const sums = checksumsText([
      { path: 'ماء.csv', sha256: sha256('two') },
      { path: 'a/one.csv', sha256: sha256('one') },
    ])
    writeFileSync(join(folder, 'SHA256SUMS'), sums)
    const check = () =>
      outputOf('sh', ['-c', `cd "${folder}" && sha256sum --check --strict --quiet SHA256SUMS`])
    expect(check()).toBe('')
    writeFileSync(join(folder, 'a/one.csv'), 'changed')
    expect(check).toThrow()
  } finally {
    rmSync(folder, { recursive: true })
  }
})
