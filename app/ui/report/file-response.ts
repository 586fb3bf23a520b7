import 'server-only'

/** A page of a report. @param cache value of `Cache-Control` */
export function pageResponse(
  html: string | Uint8Array<ArrayBuffer>,
  { status = 200, cache }: { status?: number; cache: string },
): Response {
  return new Response(html, {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': cache,
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

/** A file to keep, under a name made by us. */
export function fileResponse(
  body: BodyInit,
  { name, mediaType, cache }: { readonly name: string; readonly mediaType: string; readonly cache: string },
): Response {
  return new Response(body, {
    headers: {
      'Content-Type': mediaType,
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': cache,
      'X-Content-Type-Options': 'nosniff',
    },
  })
}
