/*
 * What a publication gives never changes, and drawing it is dear: what was made lately is kept in memory, so that many readers cost no more
 * than one. Whether the publication still stands is asked of the database every time, before anything kept is given.
 */

const mostKept = 64
const kept = new Map<string, Promise<unknown>>()

/**
 * What was made under a key, or makes it now. Readers who come at once wait for one making.
 *
 * @param key address, language and all else that the thing depends on; things of one key are of one type
 */
export async function keptOrMade<T>(key: readonly (string | number)[], make: () => Promise<T>): Promise<T> {
  const name = key.join(' ')
  const known = kept.get(name)
  kept.delete(name)
  // The key names the maker, and so the type.
  const making = (known as Promise<T> | undefined) ?? make()
  kept.set(name, making)
  for (const oldest of kept.keys()) {
    if (kept.size <= mostKept) break
    kept.delete(oldest)
  }
  try {
    return await making
  } catch (error) {
    kept.delete(name)
    throw error
  }
}
