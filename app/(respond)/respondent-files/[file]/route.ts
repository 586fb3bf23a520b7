import { readFile } from 'node:fs/promises'
import { builtFilePath } from '../../rendering'

/** A script or style sheet of the answering pages, packed at build time. Its name holds its hash, so it never changes. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ file: string }> },
): Promise<Response> {
  const { file } = await params
  const accepted = request.headers.get('accept-encoding') ?? ''
  const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null
  const path = await builtFilePath(file, encoding)
  if (path === null) return new Response(null, { status: 404 })
  return new Response(await readFile(path), {
    headers: {
      'content-type': file.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      vary: 'accept-encoding',
      ...(encoding !== null && { 'content-encoding': encoding }),
    },
  })
}
