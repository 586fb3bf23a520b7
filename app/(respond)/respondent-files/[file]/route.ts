import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { builtFilePath } from '../../rendering'

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
}

/**
 * A script, style sheet or icon of the answering pages. Its name holds its hash, so it never changes.
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
      'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    },
  })
}
