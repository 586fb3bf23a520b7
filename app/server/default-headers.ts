import type { ServerResponse } from 'node:http'

/** A script or a font is no page: on a slow line each further header of it costs. */
const ofParts = { 'x-content-type-options': 'nosniff' } as const

const always = {
  ...ofParts,
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  // What is no page runs nothing and is shown in no frame; a page brings a policy of its own.
  'content-security-policy':
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
} as const

/** HSTS for a year, where people reach this program by HTTPS. */
const strictTransport = ['strict-transport-security', 'max-age=31536000'] as const

/**
 * Gives every answer the headers that keep a browser from doing more with it than it should, unless the answer brings its own. They are
 * set as the head is written: set before, Next would send both.
 *
 * @param isPart whether it is a script, a style or a font of a page
 * @param onHead called once, when the answer begins
 */
export function withDefaultHeaders(
  response: ServerResponse,
  { isBehindTls, isPart }: { readonly isBehindTls: boolean; readonly isPart: boolean },
  onHead: () => void,
): void {
  const { writeHead } = response
  response.writeHead = ((...given: Parameters<typeof writeHead>) => {
    onHead()
    const inCall = given.find(
      (part): part is Record<string, string> => typeof part === 'object' && !Array.isArray(part),
    )
    const named = new Set(Object.keys(inCall ?? {}).map((name) => name.toLowerCase()))
    const own = Object.entries(isPart ? ofParts : always)
    const wanted = isBehindTls ? [...own, strictTransport] : own
    for (const [name, value] of wanted) {
      if (!response.headersSent && !response.hasHeader(name) && !named.has(name))
        response.setHeader(name, value)
    }
    return Reflect.apply(writeHead, response, given)
  }) as typeof writeHead
}
