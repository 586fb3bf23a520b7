import { directionOf } from '@/lib/questionnaire/language'
import type { BuiltFiles } from './rendering'

/** Where the browser's files are served. */
const filesPath = '/respondent-files'

/**
 * Nothing is loaded from elsewhere, nothing runs that is not ours, nobody frames the page. The data that the page carries is
 * inert: a script element of a type that is no script.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** A whole page as it is sent. */
export function documentResponse({
  status,
  language,
  title,
  body,
  files,
  given = null,
}: {
  readonly status: number
  readonly language: string
  readonly title: string
  /** Drawn by React: its texts are escaped. */
  readonly body: string
  readonly files: BuiltFiles
  /** What the answering page's script takes over with; null for a page that needs none but the exit. */
  readonly given?: object | null
}): Response {
  const script = given === null ? files['leaving.js'] : files['answering.js']
  const html = `<!DOCTYPE html><html lang="${escaped(language)}" dir="${directionOf(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,"><meta name="format-detection" content="telephone=no"><title>${escaped(title)}</title><link rel="stylesheet" href="${filesPath}/${files['pages.css']}"><script type="module" src="${filesPath}/${script}"></script></head><body><div id="survey">${body}</div>${given === null ? '' : `<script type="application/json" id="given">${inertJson(given)}</script>`}</body></html>`
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      vary: 'accept-language',
      'content-security-policy': contentSecurityPolicy,
    },
  })
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

/** JSON that cannot end its element: no answer and no translation holds a `<` of its own there. */
function inertJson(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}
