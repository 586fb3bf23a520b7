import { turnBackHash, turnBackScript } from './turn-back'

/** Where the browser's files are served. */
export const filesPath = '/respondent-files'

/** The style sheet, which stands in the page itself: on a slow network, asking for it costs half a second. */
export type PageStyle = {
  readonly text: string
  /** SHA-256, base64: by which the page's policy knows it. */
  readonly hash: string
}

/**
 * Nothing is loaded from elsewhere, nothing runs that is not ours, nobody frames the page. The data that the page carries is
 * inert: a script element of a type that is no script.
 */
export function contentSecurityPolicy({ hash }: PageStyle): string {
  return policy.replace('STYLE', `'sha256-${hash}'`)
}

const policy = [
  "default-src 'none'",
  `script-src 'self' 'sha256-${turnBackHash}'`,
  'style-src STYLE',
  "img-src 'self' data:",
  "media-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * A whole page, as the server sends it and as a device makes it again without a network.
 *
 * @param body drawn by React, so its texts are escaped; empty where the browser draws it
 * @param survey address of the script that holds the survey; null where the page carries it itself, or has none
 * @param script address of the page's own script, which runs after it
 * @param given what the answering page's script takes over with; null for a page that needs none but the exit
 * @param manifest address of the web app manifest; null where there is nothing to install
 */
export function documentHtml({
  language,
  direction,
  title,
  body,
  style,
  survey,
  script,
  given,
  manifest,
}: {
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  readonly title: string
  readonly body: string
  readonly style: PageStyle
  readonly survey: string | null
  readonly script: string
  readonly given: object | null
  readonly manifest: string | null
}): string {
  const head = [
    '<meta charset="utf-8">',
    `<script>${turnBackScript}</script>`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="format-detection" content="telephone=no">',
    '<link rel="icon" href="data:,">',
    `<title>${escaped(title)}</title>`,
    `<style>${style.text}</style>`,
    survey === null ? '' : `<script defer id="given-survey" src="${escaped(survey)}"></script>`,
    `<script type="module" src="${escaped(script)}"></script>`,
    manifest === null ? '' : `<link rel="manifest" href="${escaped(manifest)}">`,
  ].join('')
  const data = given === null ? '' : `<script type="application/json" id="given">${inertJson(given)}</script>`
  return `<!DOCTYPE html><html lang="${escaped(language)}" dir="${direction}"><head>${head}</head><body><div id="survey">${body}</div>${data}</body></html>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

/** JSON that cannot end its element: no answer and no translation holds a `<` of its own there. */
function inertJson(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}
