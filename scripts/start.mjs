/* npm start: installs what is missing, builds what is stale, migrates, serves. */
import { buildApp, finished, installPackages, requireNode, runTypeScript } from './bootstrap.mjs'
import { serve } from './serve.mjs'

requireNode()
installPackages()
buildApp()
const code = await finished(runTypeScript('scripts/prepare.ts', []))
if (code !== 0) process.exit(code)
process.exit(await serve())
