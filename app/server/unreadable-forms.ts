import type { ServerResponse } from 'node:http'

/** How Next says that a body is no form, and that an action was sent to a page that is not there. */
const senders = [/body as FormData/, /Expected RSC response/] as const

/** Requests whose form Next could not read, by their number, until they are answered. */
const unreadable = new Set<string>()

/**
 * Notes a request whose body is no form although it says so: Next would answer it as a fault of ours.
 *
 * @param id the number of the request
 */
export function noteUnreadableForm(error: unknown, id: string): void {
  if (error instanceof Error && senders.some((fault) => fault.test(error.message))) unreadable.add(id)
}

/** Has a request that was noted answered with status 400. @returns what forgets the note, when the answer is over */
export function blameUnreadableForm(response: ServerResponse, id: string): () => void {
  const { writeHead } = response
  response.writeHead = ((status: number, ...more: unknown[]) =>
    Reflect.apply(writeHead, response, [
      status === 500 && unreadable.has(id) ? 400 : status,
      ...more,
    ])) as typeof writeHead
  return () => unreadable.delete(id)
}
