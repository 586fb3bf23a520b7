/* npm run demo: as npm start, in a data folder of its own filled with a synthetic sample survey. */
import { join } from 'node:path'
import { buildApp, finished, installPackages, requireNode, root, runTypeScript } from './bootstrap.mjs'
import { serve } from './serve.mjs'

requireNode()
installPackages()
buildApp()
process.env.FOOTHOLD_DATA_DIR = process.env.FOOTHOLD_DEMO_DATA_DIR || join(root, 'demo-data')
process.env.FOOTHOLD_DEMO = '1'
const code = await finished(runTypeScript('cli/demo/fill.ts', []))
if (code !== 0) process.exit(code)
process.exit(await serve())
