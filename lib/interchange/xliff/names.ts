/** Names of the format, by which it is written and read. */

/** Namespace of the core of XLIFF 2.0 and 2.1; 2.2 has its own, for the same elements. */
export const xliff20 = 'urn:oasis:names:tc:xliff:document:2.0'
export const coreNamespaces: readonly string[] = [xliff20, 'urn:oasis:names:tc:xliff:document:2.2']

/** Of the one attribute of ours: `before` on a unit is the fingerprint of the translation when the file was made. */
export const footholdNamespace = 'urn:foothold:translations:1'

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
