/* What the two commands need before any package is there: Node alone. */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the project. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

const lockStamp = join(root, 'node_modules', '.foothold-lock')
const buildStamp = join(root, '.next', 'foothold-sources')

/** Ends with a clear sentence on a Node that is too old. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 9)) return
  fail(
    `Foothold needs Node 20.9 or later; this is Node ${process.versions.node}. Install a newer one from nodejs.org.`,
  )
}

/** Installs the packages of the lock file when they are missing or others. */
export function installPackages() {
  const wanted = hashOf([join(root, 'package-lock.json')])
  if (existsSync(lockStamp) && readFileSync(lockStamp, 'utf8') === wanted) return
  refuseLinkedPackages()
  say('Installing packages (once; this takes a minute or two) …')
  runOrFail(
    'npm',
    ['ci', '--no-audit', '--no-fund'],
    'The packages could not be installed. Check the network and run the command again.',
  )
  writeFileSync(lockStamp, wanted)
}

/** `npm ci` empties the folder of the packages first; behind a link that would be somebody else's. */
function refuseLinkedPackages() {
  const folder = join(root, 'node_modules')
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return
  fail(
    `${folder} is a symbolic link, and installing would empty what it points to. Take the link away (not what it points to), and run the command again: the packages then get a folder of their own.`,
  )
}

/** Builds the app when a source changed since the last build. */
export function buildApp() {
  const wanted = hashOf(sources())
  if (existsSync(buildStamp) && readFileSync(buildStamp, 'utf8') === wanted) return
  say('Building the app …')
  runOrFail(process.execPath, [nextBin(), 'build'], 'The app could not be built. The lines above say why.')
  mkdirSync(dirname(buildStamp), { recursive: true })
  writeFileSync(buildStamp, wanted)
}

/** Runs TypeScript of the project (a command, a script) as a child that shares this terminal. */
export function runTypeScript(file, args, options = {}) {
  return spawn(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', join(root, file), ...args],
    {
      cwd: root,
      stdio: 'inherit',
      env: environment(),
      ...options,
    },
  )
}

/** Waits for a child, passes on the signals that would end it, and gives its exit code. */
export function finished(child) {
  const passOn = (signal) => child.kill(signal)
  process.on('SIGTERM', passOn)
  process.on('SIGINT', passOn)
  return new Promise((settle) => {
    child.on('exit', (code, signal) => {
      process.off('SIGTERM', passOn)
      process.off('SIGINT', passOn)
      settle(code ?? (signal === 'SIGTERM' || signal === 'SIGINT' ? 0 : 1))
    })
  })
}

/** Path of Next's command. */
export function nextBin() {
  return join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
}

/** This environment, with Next's reports home switched off. */
export function environment(more = {}) {
  return { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...more }
}

/** A line on standard error: standard output is for data. */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/** Ends the command with a sentence. */
export function fail(line) {
  say(line)
  process.exit(1)
}

function runOrFail(command, args, sentence) {
  const isWindowsNpm = process.platform === 'win32' && command === 'npm'
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: environment(),
    shell: isWindowsNpm,
  })
  if (status !== 0) fail(sentence)
}

function sources() {
  const roots = ['app', 'lib', 'db', 'public']
  const files = [
    'next.config.js',
    'scripts/build-respondent-pages.mjs',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'proxy.ts',
    'instrumentation.ts',
  ]
  const found = [
    ...files.map((file) => join(root, file)),
    ...roots.flatMap((folder) =>
      existsSync(join(root, folder))
        ? readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
            .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
        : [],
    ),
  ]
  return found.filter((file) => existsSync(file)).sort()
}

function hashOf(files) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file.slice(root.length)).update(readFileSync(file))
  return hash.update(process.versions.modules).digest('hex')
}
