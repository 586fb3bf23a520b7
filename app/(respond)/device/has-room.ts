/**
 * Whether the browser has room for so much more, as far as it tells.
 *
 * @param bytes that are to be free
 */
export async function hasRoom(bytes: number): Promise<boolean> {
  try {
    const { quota = Number.POSITIVE_INFINITY, usage = 0 } = await navigator.storage.estimate()
    return quota - usage > bytes
  } catch {
    return true
  }
}
