import { problem } from '@/lib/problem'

/**
 * Why somebody was sent back to sign in, in words.
 *
 * @param error as it stands in the address; anybody may have written it, so none of it is shown
 * @param service name of the sign-in service; null where there is none
 */
export function faultOf(error: unknown, service: string | null): string | null {
  if (error === undefined) return null
  if (error === 'too_many_requests') return 'Too many tries. Wait a minute and try again.'
  const isOfService = typeof error === 'string' && /^(OAuth|Callback|AccessDenied|service_)/.test(error)
  if (service === null || !isOfService) return 'Signing in did not work. Check both fields and try again.'
  return error === 'service_unknown_person'
    ? problem('service_unknown_person').message
    : `Signing in with ${service} did not work. Nothing was changed. Try again, and tell an administrator if it goes on.`
}
