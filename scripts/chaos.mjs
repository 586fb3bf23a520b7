/* npm run chaos: what happens to answers while the server is killed, again and again. bench/chaos says what is held. */
import { buildApp, finished, installPackages, requireNode, runTypeScript } from './bootstrap.mjs'

requireNode()
installPackages()
buildApp()
process.exit(await finished(runTypeScript('bench/chaos/chaos.ts', process.argv.slice(2))))
