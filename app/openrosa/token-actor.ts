import { countWrongToken } from '@/app/code-tries'
import { actorOfAccessToken } from '@/db/access-tokens'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'

/**
 * Who calls, by an access token as the password of HTTP Basic, the one scheme besides Digest that Collect knows; whatever the name is.
 * Digest takes the password itself, or what is worth as much, on the server, and neither is kept here.
 *
 * @throws not_signed_in, which asks the client for it; token_refused; too_many_requests
 */
export async function actorOfBasic(request: Request): Promise<Actor> {
  const [scheme, credentials = ''] = (request.headers.get('authorization') ?? '').trim().split(/\s+/)
  if (scheme?.toLowerCase() !== 'basic') throw problem('not_signed_in')
  const written = Buffer.from(credentials, 'base64').toString('utf8')
  const token = written.slice(written.indexOf(':') + 1)
  const actor = await actorOfAccessToken({ kind: 'public' }, token, new Date())
  if (actor !== null) return actor
  countWrongToken(request)
  throw problem('token_refused')
}
