/* npm run demo: as npm start, in a data folder of its own filled with a synthetic sample survey. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import {
  buildApp,
  environment,
  finished,
  installPackages,
  nextBin,
  requireNode,
  root,
  runTypeScript,
} from './bootstrap.mjs'

requireNode()
installPackages()
buildApp()
process.env.FOOTHOLD_DATA_DIR = process.env.FOOTHOLD_DEMO_DATA_DIR || join(root, 'demo-data')
process.env.FOOTHOLD_DEMO = '1'
const code = await finished(runTypeScript('cli/demo/fill.ts', []))
if (code !== 0) process.exit(code)
const port = process.env.PORT || '3000'
process.exit(
  await finished(
    spawn(process.execPath, [nextBin(), 'start', '-p', port], {
      cwd: root,
      stdio: ['inherit', 'ignore', 'inherit'],
      env: environment(),
    }),
  ),
)
