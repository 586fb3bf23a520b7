type Searched = { readonly label: string; readonly otherNames?: readonly string[] | undefined }

/**
 * The options whose labels hold what somebody wrote, or whose other names begin with it: first those that are called just so,
 * then by where it stands: at the beginning of the label, of another name, of a later word of the label, anywhere in the label.
 * Each in the order given. Capitals, accents, punctuation and the ways of writing an Arabic letter make no difference.
 *
 * @param written as typed; blank finds nothing
 */
export function findOptions<O extends Searched>(options: readonly O[], written: string): readonly O[] {
  const wanted = folded(written)
  if (wanted === '') return []
  const found = holding(options, wanted)
  // An Arabic name ends in ا or ه (ة) as its writer likes. Only once nothing is found: earlier it may be half a name.
  return found.length === 0 && /...[اه]$/.test(wanted) ? holding(options, wanted.slice(0, -1)) : found
}

function holding<O extends Searched>(options: readonly O[], wanted: string): readonly O[] {
  const ranks: O[][] = [[], [], [], [], []]
  for (const option of options) {
    const label = folded(option.label)
    const others = (option.otherNames ?? []).map(folded)
    const rank = [
      label === wanted || others.includes(wanted),
      label.startsWith(wanted),
      others.some((name) => name.startsWith(wanted)),
      ` ${label}`.includes(` ${wanted}`),
      label.includes(wanted),
    ].indexOf(true)
    ranks[rank]?.push(option)
  }
  return ranks.flat()
}

/**
 * A text as it is compared. Marks are dropped from Latin, Greek, Cyrillic and Arabic letters only: in other scripts a mark is a
 * vowel, and another word without it.
 */
function folded(text: string): string {
  return (
    text
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/g, '')
      .replace(/[ٱىیکةøłđıßæœ]/g, (letter) => sameLetters[letter] ?? letter)
      // The apostrophe of Ukrainian counts as a letter, and is seldom on the keyboard.
      .replace(/(?:[^\p{L}\p{M}\p{N}]|ʼ)+/gu, ' ')
      .trim()
  )
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
