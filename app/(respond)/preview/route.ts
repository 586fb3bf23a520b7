import { contentSecurityPolicy, documentHtml, filesPath } from '../document-html'
import { rendering } from '../rendering'

/**
 * The page in which an editor shows a draft: the real pages, drawn by the script from what the editor's own page tells it. It holds nothing of
 * anybody, so nobody has to be signed in. It is framed by pages of this program alone.
 */
export async function GET(): Promise<Response> {
  const { files, style } = await rendering()
  const html = documentHtml({
    language: 'en',
    direction: 'ltr',
    title: 'Preview',
    body: '',
    style,
    survey: null,
    script: `${filesPath}/${files['preview.js']}`,
    given: null,
    manifest: null,
  })
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy(style).replace(
        "frame-ancestors 'none'",
        "frame-ancestors 'self'",
      ),
      'x-frame-options': 'SAMEORIGIN',
      'cache-control': 'no-store',
    },
  })
}
