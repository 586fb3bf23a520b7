import { readEnvironment } from '@/db/environment'

/** What a cookie's name begins with behind TLS, where the browser then holds it to this very host. */
export function cookiePrefix(): '__Host-' | '' {
  return readEnvironment().isBehindTls ? '__Host-' : ''
}
