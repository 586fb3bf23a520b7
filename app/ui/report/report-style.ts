import 'server-only'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** In the order in which they build on one another. */
const sheets = ['tokens.css', 'charts/charts.css', 'report/report.css']

let shared: string | undefined

/** The style of report pages, which stands in the page itself; read once. */
export function reportStyle(): string {
  shared ??= sheets
    .map((sheet) => readFileSync(join(process.cwd(), 'app', 'ui', sheet), 'utf8'))
    .join('\n')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\s*\n\s*/g, '')
  return shared
}
