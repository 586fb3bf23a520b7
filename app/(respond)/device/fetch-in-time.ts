/** Longest wait for the server, in milliseconds. Sending and saving again are harmless, so waiting longer serves nobody. */
const patience = 30_000

/**
 * A request that gives up when nobody answers. By hand, because phones of 2021 do not have `AbortSignal.timeout`.
 *
 * @throws where there is no answer in time
 */
export async function fetchInTime(address: string, request: RequestInit): Promise<Response> {
  const giveUp = new AbortController()
  const timer = setTimeout(() => giveUp.abort(), patience)
  try {
    return await fetch(address, { ...request, credentials: 'omit', signal: giveUp.signal })
  } finally {
    clearTimeout(timer)
  }
}
