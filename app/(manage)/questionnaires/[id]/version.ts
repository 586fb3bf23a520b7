/** A version in an address or a form; undefined, which stands for the newest, when it is none. */
export function versionIn(text: unknown): number | undefined {
  return /^[1-9]\d{0,8}$/.test(String(text)) ? Number(text) : undefined
}
