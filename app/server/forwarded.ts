import type { IncomingHttpHeaders } from 'node:http'

const forwardedHeaders = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port']

/** What proxies say in other words: nothing here reads them, so nothing that does may be misled by them. */
const otherHeaders = ['forwarded', 'x-real-ip', 'x-client-ip', 'true-client-ip', 'cf-connecting-ip', 'via']

/**
 * Leaves in a request's headers only what is true of where it came from. Each proxy adds to `x-forwarded-for` whom it saw, so that of
 * a list only the last entries are believed, one for each proxy of ours; whatever stands before them was written by the client.
 *
 * @param headers changed in place: `x-forwarded-for` is one address afterwards
 * @param peer address of the other end of the connection
 * @param trustedProxies how many proxies of ours stand before this program
 */
export function keepTrueOrigin(headers: IncomingHttpHeaders, peer: string, trustedProxies: number): void {
  for (const name of otherHeaders) delete headers[name]
  const seen = [headers['x-forwarded-for'] ?? []]
    .flat()
    .join(',')
    .split(',')
    .map((entry) => entry.trim())
  const client = trustedProxies === 0 ? undefined : seen.at(-trustedProxies)
  const host = last(headers['x-forwarded-host'])
  const proto = last(headers['x-forwarded-proto'])
  for (const name of forwardedHeaders) delete headers[name]
  headers['x-forwarded-for'] = client === undefined || client === '' ? peer : client
  if (trustedProxies === 0) return
  if (host !== undefined) headers['x-forwarded-host'] = host
  if (proto === 'https' || proto === 'http') headers['x-forwarded-proto'] = proto
}

function last(header: string | string[] | undefined): string | undefined {
  return [header ?? []].flat().join(',').split(',').at(-1)?.trim() || undefined
}
