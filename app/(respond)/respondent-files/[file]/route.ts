import { readFile } from 'node:fs/promises'
import { builtFilePath } from '../../rendering'

/**
 * A script or style sheet of the answering pages. Its name holds its hash, so it never changes.
 * It is packed on its way out by the framework, which drops any packing done here.
 */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ file: string }> },
): Promise<Response> {
  const { file } = await params
  const path = await builtFilePath(file)
  if (path === null) return new Response(null, { status: 404 })
  return new Response(await readFile(path), {
    headers: {
      'content-type': file.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    },
  })
}
