/** A file of a package, with what was computed over its bytes. */
export type FileChecksum = {
  /** Path inside the package, with `/`. */
  readonly path: string
  /** SHA-256 in lower-case hexadecimal digits. */
  readonly sha256: string
}

/**
 * The text of a `SHA256SUMS` file, as `sha256sum --check` reads it: sorted by path, read in binary.
 *
 * @throws RangeError when a check sum does not have 64 hexadecimal digits, or a path holds a line end or a backslash
 */
export function checksumsText(files: readonly FileChecksum[]): string {
  const lines = files
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, sha256 }) => {
      if (!/^[0-9a-f]{64}$/.test(sha256)) {
        throw new RangeError(`The check sum of "${path}" is not that of SHA-256: 64 digits 0–9 and a–f.`)
      }
      if (path === '' || /[\\\r\n]/.test(path)) {
        throw new RangeError('A path in a package is not empty and holds no line end and no backslash.')
      }
      return `${sha256} *${path}\n`
    })
  return lines.join('')
}
