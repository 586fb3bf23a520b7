/*
 * npm run bench [-- PART …]: figures with their targets, each as a ratio where a baseline can be measured in the same run.
 * Parts: server, answering, overload; all of them by default. bench/README.md says how each figure is measured.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  buildApp,
  environment,
  fail,
  installPackages,
  nextBin,
  requireNode,
  root,
  say,
} from './bootstrap.mjs'

const parts = { server: benchServer, answering: benchAnswering, overload: benchOverload }
const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts)
const unknown = chosen.find((name) => !Object.hasOwn(parts, name))
if (unknown !== undefined)
  fail(`There is no part "${unknown}". Name one of: ${Object.keys(parts).join(', ')}.`)

requireNode()
installPackages()
buildApp()

const resultsFile = join(root, 'bench/results.json')
const results = JSON.parse(readFileSync(resultsFile, 'utf8'))
for (const name of chosen) {
  const { figures, ...more } = await parts[name]()
  results[name] = {
    date: new Date().toISOString().slice(0, 10),
    node: process.versions.node,
    cores: cpus().length,
    ...more,
    figures,
  }
}
writeFileSync(resultsFile, `${JSON.stringify(results, null, 2)}\n`)
const figures = chosen.flatMap((name) => results[name].figures)
console.table(Object.fromEntries(figures.map(({ name, ...rest }) => [name, rest])))
process.exit(figures.every(({ holds }) => holds !== false) ? 0 : 1)

/** Import, scoring, submissions and the profile page, on a hundred thousand responses. */
async function benchServer() {
  const folder = mkdtempSync(join(tmpdir(), 'foothold-bench-'))
  const dataFolder = join(folder, 'data')
  const ports = { foothold: 3971, bare: 3972 }
  const servers = []
  const figures = []
  const figure = (...given) => figures.push(said(...given))
  const typeScript = (file, args) =>
    JSON.parse(
      execFileSync(
        process.execPath,
        ['--conditions=react-server', '--import', 'tsx', join(root, file), ...args],
        {
          cwd: root,
          env: environment({ FOOTHOLD_DATA_DIR: dataFolder }),
          stdio: ['ignore', 'pipe', 2],
          maxBuffer: 1e8,
        },
      ).toString(),
    )

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
    servers.push(await serve(bare, ports.bare, { BARE_DATABASE: join(folder, 'bare.db') }))
    servers.push(await serve(root, ports.foothold, { FOOTHOLD_DATA_DIR: dataFolder }))
    const ours = []
    const theirs = []
    // The first run of each warms it up; then they take turns.
    for (const run of [1, 2, 3, 4, 5]) {
      const bodies = join(folder, `bodies-${run}.jsonl`)
      theirs.push(send(ports.bare, '/api/store', bodies))
      ours.push(send(ports.foothold, '/api/v1/surveys/submissions/responses', bodies))
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

    const { milliseconds } = browserScript('bench/profile-page.ts', [
      `http://localhost:${ports.foothold}`,
      password,
    ])
    figure('profile page of 100,000 responses, server time', milliseconds, 'ms', '< 100', milliseconds < 100)
    return { figures }
  } finally {
    for (const server of servers) server.kill('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The answering pages on a slow line and phone, beside SurveyJS and Enketo. */
async function benchAnswering() {
  say('Answering on a slow line, in Foothold, SurveyJS and Enketo: about ten minutes …')
  const { figures, ...more } = browserScript('bench/answering.ts', [])
  return {
    ...more,
    figures: figures.map(({ name, value, unit, target, holds, ...rest }) => ({
      ...said(name, value, unit, target, holds),
      ...rest,
    })),
  }
}

/** Four times the submissions that the server sustains. */
async function benchOverload() {
  say('Submissions at four times the rate that is sustained: about three minutes …')
  const args = ['--conditions=react-server', '--import', 'tsx', join(root, 'bench/overload.ts')]
  const printed = execFileSync(process.execPath, args, {
    cwd: root,
    env: environment(),
    stdio: ['ignore', 'pipe', 2],
  })
  const { figures, ...more } = JSON.parse(printed.toString())
  return { ...more, figures: figures.map((figure) => said(...figure)) }
}

/** @param {number | null} value null when it could not be measured */
function said(name, value, unit, target, holds) {
  const verdict = holds === null ? '      ' : holds ? 'holds ' : 'MISSED'
  const figure = value === null ? '' : Number(value.toPrecision(4))
  say(`${verdict}  ${name}: ${figure} ${unit}${target === '' ? '' : `   (target ${target})`}`)
  return { name, value: value === null ? null : Math.round(value * 1000) / 1000, unit, target, holds }
}

function browserScript(file, args) {
  return JSON.parse(
    execFileSync(process.execPath, ['--import', 'tsx', join(root, file), ...args], {
      cwd: root,
      env: environment(),
      stdio: ['ignore', 'pipe', 2],
    }).toString(),
  )
}

async function serve(cwd, port, more) {
  const server = spawn(process.execPath, [nextBin(), 'start', '-p', String(port)], {
    cwd,
    env: environment(more),
    stdio: 'ignore',
  })
  for (let tries = 0; tries < 100; tries += 1) {
    const isUp = await fetch(`http://localhost:${port}/`, { redirect: 'manual' }).then(
      () => true,
      () => false,
    )
    if (isUp) return server
    await new Promise((settle) => setTimeout(settle, 200))
  }
  server.kill('SIGTERM')
  throw new Error(`Nothing serves at port ${port}.`)
}

function send(port, path, bodies) {
  const args = [join(root, 'bench/client.mjs'), `http://localhost:${port}${path}`, bodies, '16']
  return JSON.parse(execFileSync(process.execPath, args, { stdio: ['ignore', 'pipe', 2] }).toString())
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}
