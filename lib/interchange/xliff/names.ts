/** Names of the format, by which it is written and read. */

/** Namespace of the core of XLIFF 2.0 and 2.1; 2.2 has its own, for the same elements. */
export const xliff20 = 'urn:oasis:names:tc:xliff:document:2.0'
export const coreNamespaces: readonly string[] = [xliff20, 'urn:oasis:names:tc:xliff:document:2.2']

/**
 * The `type` of a unit: the fingerprint of its translation when the file was made. A value of our own is what the format has `type` for; an attribute
 * in a namespace of ours would be the purer way, and programs that write the file anew forget to declare it.
 */
export function unitType(fingerprint: string): string {
  return `foothold:x${fingerprint}`
}

/** The fingerprint in the `type` of a unit; null where it is lost. */
export function fingerprintOfType(type: string | null): string | null {
  return /^foothold:x([0-9a-f]{8})$/.exec(type ?? '')?.[1] ?? null
}

/** Values of `subState`, which say more of a segment that is `initial`. */
export const subStates = {
  machine_drafted: 'foothold:machine_drafted',
  to_check: 'foothold:to_check',
} as const

/** The id of a unit: its key as an NMTOKEN, which holds no slash. */
export function unitId(key: string): string {
  return key.replaceAll('/', ':')
}

/** The key that a unit has by its id, where a program has lost its name. */
export function keyOfUnitId(id: string): string {
  return id.replaceAll(':', '/')
}
