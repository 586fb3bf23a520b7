import { readEnvironment } from '@/db/environment'
import { directionOf } from '@/lib/questionnaire/language'
import { contentSecurityPolicy, documentHtml, filesPath, type PageStyle } from './document-html'
import type { BuiltFiles } from './rendering'

/** A whole page as it is sent. */
export function documentResponse({
  status,
  retryAfterSeconds = 0,
  language,
  title,
  body,
  files,
  style,
  survey = null,
  given = null,
  manifest = null,
}: {
  readonly status: number
  /** How long to wait before trying again; 0 where nothing is to be waited for. */
  readonly retryAfterSeconds?: number
  readonly language: string
  readonly title: string
  /** Drawn by React: its texts are escaped. */
  readonly body: string
  readonly files: BuiltFiles
  readonly style: PageStyle
  /** Address of the script that holds the survey; null for a page without questions. */
  readonly survey?: string | null
  /** Where the interview stands, for the script that takes it over; null for a page that needs none but the exit. */
  readonly given?: object | null
  readonly manifest?: string | null
}): Response {
  const script = `${filesPath}/${files[survey === null ? 'leaving.js' : 'answering.js']}`
  const html = documentHtml({
    language,
    direction: directionOf(language),
    title,
    body,
    style,
    survey,
    script,
    given,
    manifest,
  })
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      vary: 'accept-language',
      'content-security-policy': contentSecurityPolicy(style),
      ...(readEnvironment().isBehindTls && { 'strict-transport-security': 'max-age=31536000' }),
      ...(retryAfterSeconds > 0 && { 'retry-after': String(retryAfterSeconds) }),
    },
  })
}
