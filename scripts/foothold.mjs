/* The command line: `npm run -s foothold -- COMMAND`. */
import { finished, installPackages, requireNode, runTypeScript } from './bootstrap.mjs'

requireNode()
installPackages()
process.exit(await finished(runTypeScript('cli/foothold.ts', process.argv.slice(2))))
