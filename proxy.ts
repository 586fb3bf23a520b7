import { type NextRequest, NextResponse } from 'next/server'
import { readEnvironment } from '@/db/environment'

/**
 * Every page but those of respondents, which bring their own headers, and what is no page. Uploads of recordings are left out
 * because what passes here is held in memory first, and cut off after 10 MB.
 */
export const config = {
  matcher: [
    '/((?!api/|openrosa/|s/|left|withdraw|preview|questionnaires/[^/]+/recordings/files|questionnaires/import/publish|respondent-files/|_next/static|_next/image|icon.svg).*)',
  ],
}

const unusedFeatures = ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'browsing-topics']

/**
 * Says to the browser what a staff page may load and do: only what comes from here, and only scripts of this very answer.
 * It guards no data: what may be seen is decided in `db`.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID())
  const policy = contentSecurityPolicy(nonce)
  const headers = new Headers(request.headers)
  // From here Next learns the nonce, and writes it into each script of the page.
  headers.set('content-security-policy', policy)
  const answer = NextResponse.next({ request: { headers } })
  answer.headers.set('content-security-policy', policy)
  answer.headers.set('x-content-type-options', 'nosniff')
  // Not `no-referrer`: plain forms would be posted with `Origin: null`, which the origin check must refuse.
  answer.headers.set('referrer-policy', 'same-origin')
  answer.headers.set('cross-origin-opener-policy', 'same-origin')
  answer.headers.set('permissions-policy', unusedFeatures.map((feature) => `${feature}=()`).join(', '))
  if (readEnvironment().isBehindTls) answer.headers.set('strict-transport-security', 'max-age=31536000')
  return answer
}

function contentSecurityPolicy(nonce: string): string {
  // The development server of React rebuilds stacks by eval; the built app never does.
  const whileDeveloping = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : ''
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${whileDeveloping}`,
    // Charts are drawn on the server with their sizes and colours in the markup.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}
