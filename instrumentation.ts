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
  const { holdDataFolder } = await import('./app/server/hold-data-folder')
  holdDataFolder()
  const { guardServers } = await import('./app/server/guard')
  guardServers()
  const { stopGracefully } = await import('./app/server/stop')
  stopGracefully()
  const { prepareToServe } = await import('./app/before-serving')
  await prepareToServe()
  const { beginHourlyWork } = await import('./app/hourly-work')
  beginHourlyWork()
}
