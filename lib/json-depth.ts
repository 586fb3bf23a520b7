/**
 * Whether lists and objects of a JSON text stand inside of each other more than so many times. Reads the text once, as it is: what is not JSON is
 * for the parser to refuse.
 *
 * @param most 1 for a list of plain values
 */
export function isDeeperThan(text: string, most: number): boolean {
  let depth = 0
  let isInString = false
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (isInString) {
      if (character === '\\') at += 1
      else if (character === '"') isInString = false
    } else if (character === '"') isInString = true
    else if (character === '[' || character === '{') {
      depth += 1
      if (depth > most) return true
    } else if (character === ']' || character === '}') depth -= 1
  }
  return false
}
