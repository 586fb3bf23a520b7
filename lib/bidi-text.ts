const controls = /[\u202A-\u202E\u2066-\u2069]/

/**
 * A text to stand in a sentence, where its marks of direction end with it: an override that it opens and leaves open would turn the letters of what
 * follows. A text without such marks is given back as it is.
 *
 * It is put between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE. A mark that closes what the text did not open is left out, since it would end
 * that isolate too early; isolates that it left open are closed before.
 *
 * @see https://www.unicode.org/reports/tr9/ (BD9, X5c, X6a)
 */
export function isolatedWords(text: string): string {
  if (!controls.test(text)) return text
  let open = 0
  const kept = [...text].filter((letter) => {
    if (letter >= '\u2066' && letter <= '\u2068') open += 1
    if (letter !== '\u2069') return true
    open -= 1
    if (open >= 0) return true
    open = 0
    return false
  })
  return `\u2068${kept.join('')}${'\u2069'.repeat(open + 1)}`
}
