import { directionOf } from '../questionnaire/language'
import { xmlText } from '../xml-text'

/**
 * A page that stands alone: no script, nothing loaded from elsewhere, legible in print.
 *
 * @param body markup, in which every text has passed `xmlText`
 */
export function htmlPage(title: string, language: string, body: readonly string[]): string {
  return `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${xmlText(title)}</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-inline-size: 46rem; margin: 2rem auto; padding-inline: 1rem; }
h3 { margin-block: 2rem .25rem; font-size: 1rem; }
article { break-inside: avoid; }
table { border-collapse: collapse; margin-block: .5rem; }
td, th { padding: .15rem .75rem .15rem 0; text-align: start; vertical-align: top; }
code { font-size: .85em; padding-inline: .25rem; border: 1px solid; border-radius: .25rem; }
.note { font-size: .85rem; margin-block: .25rem; }
</style>
</head>
<body>
${body.join('\n')}
</body>
</html>
`
}
