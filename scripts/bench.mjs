/* npm run bench: figures with their targets, each as a ratio where a baseline can be measured in the same run. */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp, environment, installPackages, nextBin, requireNode, root, say } from './bootstrap.mjs'

requireNode()
installPackages()
buildApp()

const folder = mkdtempSync(join(tmpdir(), 'foothold-bench-'))
const dataFolder = join(folder, 'data')
const ports = { foothold: 3971, bare: 3972 }
const servers = []
const figures = []

function figure(name, value, unit, target, holds) {
  figures.push({ name, value: Math.round(value * 1000) / 1000, unit, target, holds })
  say(
    `${holds === null ? '      ' : holds ? 'holds ' : 'MISSED'}  ${name}: ${Number(value.toPrecision(4))} ${unit}${target === '' ? '' : `   (target ${target})`}`,
  )
}

function typeScript(file, args) {
  const out = execFileSync(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', join(root, file), ...args],
    {
      cwd: root,
      env: environment({ FOOTHOLD_DATA_DIR: dataFolder }),
      stdio: ['ignore', 'pipe', 2],
      maxBuffer: 1e8,
    },
  )
  return JSON.parse(out.toString())
}

async function serve(cwd, port, more) {
  servers.push(
    spawn(process.execPath, [nextBin(), 'start', '-p', String(port)], {
      cwd,
      env: environment(more),
      stdio: 'ignore',
    }),
  )
  for (let tries = 0; tries < 100; tries += 1) {
    const isUp = await fetch(`http://localhost:${port}/`, { redirect: 'manual' }).then(
      () => true,
      () => false,
    )
    if (isUp) return
    await new Promise((settle) => setTimeout(settle, 200))
  }
  throw new Error(`Nothing serves at port ${port}.`)
}

function send(port, path, run) {
  const args = [
    join(root, 'bench/client.mjs'),
    `http://localhost:${port}${path}`,
    join(folder, `bodies-${run}.jsonl`),
    '16',
  ]
  return JSON.parse(execFileSync(process.execPath, args, { stdio: ['ignore', 'pipe', 2] }).toString())
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

try {
  say('Preparing 100,000 responses …')
  const { password, importedPerSecond } = typeScript('bench/fill.ts', [
    folder,
    process.env.BENCH_STORED ?? '100000',
  ])
  figure('import, responses stored', importedPerSecond, 'a second', '', null)

  const { scored, copied } = typeScript('bench/scoring.ts', [join(folder, 'answers.json')])
  figure('scoring, short-form answer sets', scored, 'a second', '≥ 20,000', scored >= 20_000)
  figure('scoring against copying the set as JSON', scored / copied, 'ratio', '', null)

  const bare = join(root, 'bench/bare-next')
  const built = spawnSync(process.execPath, [nextBin(), 'build'], {
    cwd: bare,
    env: environment(),
    stdio: ['ignore', 'ignore', 2],
  })
  if (built.status !== 0) throw new Error('The baseline could not be built.')
  await serve(bare, ports.bare, { BARE_DATABASE: join(folder, 'bare.db') })
  await serve(root, ports.foothold, { FOOTHOLD_DATA_DIR: dataFolder })
  const ours = []
  const theirs = []
  // The first run of each warms it up; then they take turns.
  for (const run of [1, 2, 3, 4, 5]) {
    theirs.push(send(ports.bare, '/api/store', run))
    ours.push(send(ports.foothold, '/api/v1/surveys/submissions/responses', run))
  }
  const refused = ours.flatMap(({ statuses }) => Object.keys(statuses)).filter((status) => status !== '201')
  if (refused.length > 0) throw new Error(`Some submissions were refused: ${refused.join(', ')}`)
  const rate = median(ours.slice(1).map(({ perSecond }) => perSecond))
  const baseline = median(theirs.slice(1).map(({ perSecond }) => perSecond))
  const p99 = median(ours.slice(1).map((run) => run.p99))
  figure('submissions over HTTP, 16 clients', rate, 'a second', '', null)
  figure('bare route handler, the same bytes', baseline, 'a second', '', null)
  figure('submissions against the bare handler', rate / baseline, 'ratio', '≥ 0.6', rate / baseline >= 0.6)
  figure('submissions, p99', p99, 'ms', '< 60', p99 < 60)

  const pages = JSON.parse(
    execFileSync(
      process.execPath,
      ['--import', 'tsx', join(root, 'bench/pages.ts'), `http://localhost:${ports.foothold}`, password],
      {
        cwd: root,
        env: environment(),
        stdio: ['ignore', 'pipe', 2],
      },
    ).toString(),
  )
  figure(
    'profile page of 100,000 responses, server time',
    pages.profileMilliseconds,
    'ms',
    '< 100',
    pages.profileMilliseconds < 100,
  )
  figure(
    'answering page, readable without script',
    pages.readableKilobytes,
    'kB compressed',
    '≤ 30',
    pages.readableKilobytes <= 30,
  )
  figure(
    'answering page, fully interactive',
    pages.interactiveKilobytes,
    'kB compressed',
    '≤ 150',
    pages.interactiveKilobytes <= 150,
  )
} finally {
  for (const server of servers) server.kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
}

const results = {
  date: new Date().toISOString().slice(0, 10),
  node: process.versions.node,
  cores: cpus().length,
  figures,
}
writeFileSync(join(root, 'bench/results.json'), `${JSON.stringify(results, null, 2)}\n`)
console.table(Object.fromEntries(figures.map(({ name, ...rest }) => [name, rest])))
process.exit(figures.every(({ holds }) => holds !== false) ? 0 : 1)
