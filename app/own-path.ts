const here = 'http://localhost'

/**
 * An address as a path of this server; anything that a browser would follow elsewhere leads home, so that no link can send a
 * person to another site.
 */
export function ownPath(address: unknown): string {
  if (typeof address !== 'string' || !/^\/[^\\\s]*$/.test(address) || !URL.canParse(address, here)) return '/'
  const { origin, pathname, search } = new URL(address, here)
  // A dot segment goes when an address is read: "/.//elsewhere" is "//elsewhere", which is another host.
  return origin === here && !pathname.startsWith('//') ? `${pathname}${search}` : '/'
}
