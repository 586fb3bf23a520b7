/** A citation that leads back to the very version. @param address of the round's results, without a slash at its end */
export function withAddress(citation: string, address: string, version: number): string {
  return `${citation} ${address}/v${version}`
}
