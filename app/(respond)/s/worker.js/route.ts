import { readFile } from 'node:fs/promises'
import { workerPath } from '../../rendering'

/** The service worker of the answering pages. Under `/s/`, so that it sees these pages and no others. */
export async function GET(): Promise<Response> {
  return new Response(await readFile(workerPath), {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'content-security-policy': "default-src 'none'; connect-src 'self'",
    },
  })
}
