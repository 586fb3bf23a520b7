/* npm start: installs what is missing, builds what is stale, migrates, serves. */
import { spawn } from 'node:child_process'
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
const code = await finished(runTypeScript('scripts/prepare.ts', []))
if (code !== 0) process.exit(code)
const port = process.env.PORT || '3000'
process.exit(
  await finished(
    spawn(process.execPath, [nextBin(), 'start', '-p', port], {
      cwd: root,
      stdio: ['inherit', 'ignore', 'inherit'],
      // The server ends by itself on a signal, after what is under way.
      env: environment({ NEXT_MANUAL_SIG_HANDLE: 'true' }),
    }),
  ),
)
