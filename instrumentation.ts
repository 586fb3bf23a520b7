/** Next calls this when a page or an action of its own fails, before it answers. */
export async function onRequestError(
  error: unknown,
  request: { readonly headers: Readonly<Record<string, string | string[] | undefined>> },
): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { noteUnreadableForm } = await import('./app/server/unreadable-forms')
  noteUnreadableForm(error, String(request.headers['x-request-id']))
}

/** Next calls this once when the server starts, in each of its runtimes. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { beginToServe } = await import('./app/server/begin-to-serve')
  await beginToServe()
}
