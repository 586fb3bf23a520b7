/** Next calls this once when the server starts, in each of its runtimes. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { refuseUnreadableRequests } = await import('./app/unreadable-requests')
  refuseUnreadableRequests()
  const { prepareToServe } = await import('./app/before-serving')
  await prepareToServe()
  const { beginHourlyWork } = await import('./app/hourly-work')
  beginHourlyWork()
}
