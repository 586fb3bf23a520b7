import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { operations } from '@/app/api/operations'

const text = (file: string) => readFileSync(file, 'utf8')
const names = (source: string, pattern: RegExp) =>
  [...new Set([...source.matchAll(pattern)].map((match) => match[1] ?? ''))].sort()

test('the README names every setting, and none that does not exist', () => {
  const settings = names(text('db/environment.ts'), /^ {2}([A-Z_]+): z/gm)
  expect(settings.length).toBeGreaterThan(5)
  expect(names(text('README.md'), /^\| `([A-Z_]+)`/gm)).toEqual(settings)
})

test('the command line is documented, command by command, and its help names the same', () => {
  const commands = names(text('cli/foothold.ts'), /^ {2}(\w+): \(\) => import/gm)
  expect(commands.length).toBeGreaterThan(5)
  expect(names(text('docs/command-line.md'), /^\| `(\w+)/gm)).toEqual(commands)
  const help = text('cli/foothold.ts').split('const help = `')[1] ?? ''
  expect(names(help.split('`')[0] ?? '', /^ {2}(\w+)/gm)).toEqual(commands)
})

test('the API is documented, call by call, and its examples are the files that the stories run', () => {
  const calls = operations.map(({ method, path }) => `${method} ${path}`).sort()
  const paper = text('docs/api.md')
  expect(names(paper, /^\| `((?:GET|POST|PUT|DELETE) [^`]+)` /gm)).toEqual(calls)
  const examples = [...paper.matchAll(/<!-- (docs\/\S+) -->\n\n```\w+\n(.*?)```\n/gs)]
  expect(examples.map(([, file]) => file).sort()).toEqual(
    readdirSync('docs/examples/api')
      .map((name) => `docs/examples/api/${name}`)
      .sort(),
  )
  for (const [, file = '', quoted] of examples) expect(quoted).toBe(text(file))
})

test('every link in the papers leads somewhere', () => {
  const papers = [
    ...readdirSync('.').filter((name) => name.endsWith('.md')),
    ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => join('docs', name)),
  ]
  const broken = papers.flatMap((paper) =>
    names(text(paper), /\]\((?!https?:)([^)#]+)/g)
      .filter((target) => !existsSync(join(dirname(paper), target)))
      .map((target) => `${paper}: ${target}`),
  )
  expect(broken).toEqual([])
})
