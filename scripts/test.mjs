/* npm test: everything that a machine can check, from a fresh clone. `--quick` leaves out build, browser and unused code. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environment, installPackages, requireNode, root, say } from './bootstrap.mjs'

requireNode()
installPackages()

const isQuick = process.argv.includes('--quick')
const reports = mkdtempSync(join(tmpdir(), 'foothold-test-'))
let passed = 0
let failed = 0

/** One check that either holds or does not; what it prints comes when it has ended, because others run meanwhile. */
async function check(name, command, args, nodeArgs = []) {
  const child = spawn(process.execPath, [...nodeArgs, join(root, 'node_modules', command), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment({ FORCE_COLOR: '0' }),
  })
  const printed = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => printed.push(text))
  const [status] = await once(child, 'close')
  const holds = status === 0
  if (holds) passed += 1
  else failed += 1
  say(`\n── ${name}`)
  process.stderr.write(Buffer.concat(printed))
  say(`${holds ? 'holds' : 'FAILS'}: ${name}`)
}

async function checks() {
  await check('format and lint', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'])
  await check('types', 'typescript/bin/tsc', ['--noEmit'])
  await check(
    'import boundaries',
    'dependency-cruiser/bin/dependency-cruise.mjs',
    ['--config', '.dependency-cruiser.cjs', 'app', 'db', 'lib', 'cli'],
    ['--import', './scripts/read-tsx.mjs'],
  )
  if (!isQuick) await check('nothing unused', 'knip/bin/knip.js', [])
}

/** Beside the checks: each of them takes one core. */
async function build() {
  if (isQuick) return
  const [status] = await once(
    spawn(process.execPath, [join(root, 'scripts', 'build.mjs')], { cwd: root, stdio: ['ignore', 2, 2] }),
    'close',
  )
  if (status !== 0) process.exit(1)
}

/** A test runner that writes a JSON report; its tests are counted one by one. */
function tests(name, command, args, report, countOf) {
  say(`\n── ${name}`)
  const status = run(command, args)
  let counts = { passed: 0, failed: 1 }
  try {
    counts = countOf(JSON.parse(readFileSync(report, 'utf8')))
  } catch {
    say(`${name}: the runner left no report.`)
  }
  passed += counts.passed
  failed += counts.failed === 0 && status !== 0 ? 1 : counts.failed
}

function run(script, args, nodeArgs = []) {
  const bin = join(root, 'node_modules', script)
  const { status } = spawnSync(process.execPath, [...nodeArgs, bin, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: environment({ FORCE_COLOR: '0' }),
  })
  return status
}

await Promise.all([checks(), build()])

const unitReport = join(reports, 'unit.json')
tests(
  'unit and property tests',
  'vitest/vitest.mjs',
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
  unitReport,
  (report) => ({
    passed: report.numPassedTests,
    failed:
      report.numFailedTests +
      report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
        .length,
  }),
)

if (!isQuick) {
  const storyReport = join(reports, 'stories.json')
  process.env.PLAYWRIGHT_JSON_OUTPUT_FILE = storyReport
  tests(
    'stories in a browser',
    '@playwright/test/cli.js',
    ['test', '--reporter=list,json'],
    storyReport,
    ({ stats, errors }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected + errors.length,
    }),
  )
}

rmSync(reports, { recursive: true, force: true })
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
