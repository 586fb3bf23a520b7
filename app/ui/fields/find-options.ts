/**
 * The options whose labels hold what somebody wrote: those that begin with it first, then those where a later word does, then
 * those that hold it anywhere, each in the order given. Capitals, accents, punctuation and the ways of writing an Arabic letter
 * make no difference.
 *
 * @param written as typed; blank finds nothing
 */
export function findOptions<O extends { readonly label: string }>(
  options: readonly O[],
  written: string,
): readonly O[] {
  const wanted = folded(written)
  if (wanted === '') return []
  const atStart: O[] = []
  const atWord: O[] = []
  const anywhere: O[] = []
  for (const option of options) {
    const label = folded(option.label)
    if (label.startsWith(wanted)) atStart.push(option)
    else if (` ${label}`.includes(` ${wanted}`)) atWord.push(option)
    else if (label.includes(wanted)) anywhere.push(option)
  }
  return [...atStart, ...atWord, ...anywhere]
}

/**
 * A text as it is compared. Marks are dropped from Latin, Greek, Cyrillic and Arabic letters only: in other scripts a mark is a
 * vowel, and another word without it.
 */
function folded(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/g, '')
    .replace(/[ٱىیکةøłđıßæœ]/g, (letter) => sameLetters[letter] ?? letter)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}

/** Letters that are written for one another, and that decomposition does not bring together. */
const sameLetters: Readonly<Record<string, string>> = {
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
}
