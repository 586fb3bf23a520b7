import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandLine } from './testing/command-line'

type Example = { id: string; questionnaire: string; answers: unknown; expected: Record<string, unknown> }
const golden: {
  examples: Example[]
  invalidAnswers: { questionnaire: string; answers: unknown; item: string }[]
} = JSON.parse(readFileSync('lib/scoring/fixtures/golden.json', 'utf8'))

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'foothold-cli-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Calls the command line as somebody would, in a data folder of its own. */
function foothold(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...commandLine, ...args], {
    input,
    encoding: 'utf8',
    env: { ...process.env, FOOTHOLD_DATA_DIR: join(folder, 'data') },
  })
  return { status, lines: stdout.split('\n').filter((line) => line !== ''), stderr }
}

test.each(['migrant-short', 'migrant-long', 'public-perceptions', 'social-fabric'])(
  'score gives the worked examples of %s',
  (id) => {
    const examples = golden.examples.filter((example) => example.questionnaire === id)
    const input = examples.map(({ id: name, answers }) => JSON.stringify({ id: name, answers })).join('\n')
    const { status, lines, stderr } = foothold(
      ['score', '--questionnaire', `lib/instruments/${id}.json`],
      input,
    )
    expect([status, stderr, lines.length]).toEqual([0, '', examples.length])
    for (const [place, line] of lines.entries()) {
      const { id: name, overall, category } = JSON.parse(line)
      const { expected } = examples[place] ?? {}
      expect([name, category]).toEqual([expected?.id, expected?.category])
      if (typeof expected?.overall === 'number') expect(overall).toBeCloseTo(expected.overall, 6)
      else expect(overall).toBeNull()
    }
  },
)

test('a wrong line is named by file, line and item; the right ones are scored; the status is 2', () => {
  const file = join(folder, 'answers.jsonl')
  writeFileSync(
    file,
    '{"id":1,"answers":{"gender":"woman"}}\n{"id":2,"answers":{"gender":"x"}}\nnot json\n{"id":4}\n',
  )
  const { status, lines, stderr } = foothold([
    'score',
    '--questionnaire',
    'lib/instruments/migrant-short.json',
    '--in',
    file,
  ])
  expect([status, lines.length]).toEqual([2, 1])
  expect(stderr).toContain(`${file}, line 2:`)
  expect(stderr).toContain('answers.gender')
  expect(stderr).toContain('line 3:')
  expect(stderr).toContain('line 4:')
})

test.each([
  [['score'], '--questionnaire'],
  [['score', '--questionnaire', 'nowhere.json'], 'no such file'],
  [['score', '--colour', 'red'], '--colour'],
  [['dance'], 'There is no command "dance"'],
  [['survey', 'create', '--slug', 'a', '--title', 'b'], '--questionnaire'],
  [['survey', 'create', '--questionnaire', 'nothing', '--slug', 'a', '--title', 'b'], 'no questionnaire'],
  [['survey', 'create', '--questionnaire', 'migrant-short', '--slug', 'A b', '--title', 'b'], 'slug'],
  [['responses', 'import', '--survey', 'nowhere', 'package.json'], 'no round'],
  [['user', 'add', '--email', 'a@example.org', '--role', 'king'], '--role king: choose administrator,'],
])('foothold %j says what is wrong, with status 2', (args, words) => {
  const { status, lines, stderr } = foothold(args)
  expect([status, lines]).toEqual([2, []])
  expect(stderr).toContain(words)
})

test('a malformed questionnaire is refused with every problem', () => {
  const file = join(folder, 'broken.json')
  const document = JSON.parse(readFileSync('lib/instruments/migrant-short.json', 'utf8'))
  document.items[4].relevant = "${nobody} = 'x'"
  document.items[5].label = {}
  writeFileSync(file, JSON.stringify(document))
  const { status, lines, stderr } = foothold(['questionnaire', 'validate', file])
  expect([status, lines.length]).toEqual([2, 2])
  expect(stderr).toContain('2 problems')
  expect(foothold(['questionnaire', 'import', file]).status).toBe(2)
  expect(foothold(['questionnaire', 'list']).lines.some((line) => line.startsWith('broken'))).toBe(false)
})

test('a table is imported whole or not at all, and once', () => {
  expect(
    foothold([
      'survey',
      'create',
      '--questionnaire',
      'migrant-short',
      '--slug',
      'cli',
      '--title',
      'By command',
    ]).lines,
  ).toEqual(['cli'])
  const file = join(folder, 'rows.csv')
  writeFileSync(
    file,
    'id,gender,hard_events,life_control\n1,woman,held detained,7\n2,man,none,3,extra\n3,man,pnta,11\n',
  )
  const refused = foothold(['responses', 'import', '--survey', 'cli', file])
  expect([refused.status, refused.lines]).toEqual([2, []])
  expect(refused.stderr).toContain('row 3:\n  It has 5 columns and the first row has 4')
  expect(refused.stderr).toContain('row 4:\n  answers.life_control')
  expect(foothold(['survey', 'list']).lines[0]).toContain('cli\topen\t0')
  writeFileSync(
    file,
    'id,gender,hard_events,life_control\n1,woman,held detained,7\n2,man,none,3\n3,man,pnta,10\n',
  )
  expect(JSON.parse(foothold(['responses', 'import', '--survey', 'cli', file]).lines[0] ?? '')).toMatchObject(
    { added: 3, alreadyThere: 0 },
  )
  expect(JSON.parse(foothold(['responses', 'import', '--survey', 'cli', file]).lines[0] ?? '')).toMatchObject(
    { added: 0, alreadyThere: 3 },
  )
  expect(foothold(['profile', '--survey', 'cli']).stderr).toContain('There is no release yet')
  const exact = JSON.parse(
    foothold(['profile', '--survey', 'cli', '--exact', '--format', 'json']).lines.join('\n'),
  )
  expect(exact.cells.map(({ n }: { n: number }) => n).reduce((sum: number, n: number) => sum + n, 0)).toBe(3)
  const { status, lines } = foothold(['doctor'])
  expect(status).toBe(0)
  // A new folder has neither a backup nor a copy of its key: that is to be done, and nothing is wrong.
  expect(lines.filter((line) => !line.startsWith('ok ')).map((line) => line.split(':')[0])).toEqual([
    'TO DO  backups',
    'TO DO  copy of the key',
  ])

  const rebuilt = foothold(['doctor', '--rebuild', 'cli'])
  expect([rebuilt.status, rebuilt.lines]).toEqual([0, lines])
  const logged = foothold(['audit', '--limit', '2']).lines.map((line) => JSON.parse(line))
  expect(logged.map(({ action, account }) => [action, account])).toEqual([
    ['sums.rebuild', 'operator'],
    ['response.import', 'operator'],
  ])
}, 60_000)
