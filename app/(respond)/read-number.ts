/** Marks that part groups of digits and nothing else: spaces (NFKC has made every kind one), apostrophes, the Arabic mark. */
const groupMarks = /[ '\u2019\u02bc\u066c]/gu
/** Groups of three; or, as in India, of two before a last three. One mark throughout, and no zero in front. */
const grouped = /^[1-9]\d{0,2}(?:(['.,])\d{3}(?:\1\d{3})*)$|^[1-9]\d?(['.,])(?:\d\d\2)+\d{3}$/
/** Either thousands or thousandths. */
const likeThousands = /^[1-9]\d*[.,]\d{3}$/

/**
 * The number that a person wrote: digits of any script, groups of thousands or lakhs, decimal point or comma.
 *
 * The same comma parts thousands in one country and decimals in the next, and nobody knows which country a person learned to
 * write in. What the item allows decides:
 *
 * | written | decimals of the item | read as |
 * |---|---|---|
 * | `1,500` or `1.500` | up to 2 | 1500: three decimals cannot be meant |
 * | `1,500` or `1.500` | 3 and more | 1.5: whoever is asked for thousandths means them; `1 500` is 1500 here too |
 * | `1,500,000`, `1,50,000`, `1 500` | any | thousands |
 * | `1.234,5`, `1,234.5`, `1 234,5` | any | 1234.5: the last of two marks parts the decimals |
 * | `1500,000` | up to 2 | null: no such groups, and no such decimals |
 *
 * @param decimals most digits after the decimal mark that the item takes; more are read, for the engine to refuse
 * @returns null when it is no number, or when it cannot be told which
 */
export function readNumber(text: string, decimals: number): number | null {
  // Compatibility forms first (full-width and mathematical digits), so that each script left has one row of ten.
  const plain = text
    .normalize('NFKC')
    // Marks of direction, which some languages' own numbers carry.
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)))
    .replace(groupMarks, "'")
    .replaceAll('\u060c', ',')
    .replace(/^\u2212/u, '-')
  const isNegative = plain.startsWith('-')
  const size = readSize(isNegative ? plain.slice(1) : plain, decimals)
  return size === null || !isNegative ? size : -size
}

function readSize(plain: string, decimals: number): number | null {
  const hasGroups = grouped.test(plain)
  const isUnsure = likeThousands.test(plain)
  if (hasGroups && !(isUnsure && decimals >= 3)) return wholeNumber(plain)
  if (isUnsure && decimals < 3) return null
  const [, before = plain, mark, after = ''] = /^(.*)([.,\u066b])(.*)$/.exec(plain) ?? []
  if (mark === undefined) return wholeNumber(plain)
  const whole = before.includes(mark) ? null : wholeNumber(before)
  return whole === null || !/^\d{0,10}$/.test(after) ? null : Number(`${whole}.${after}`)
}

/** A number without decimals, in groups or not. */
function wholeNumber(plain: string): number | null {
  const digits = grouped.test(plain) ? plain.replace(/['.,]/g, '') : plain
  return /^\d{1,15}$/.test(digits) ? Number(digits) : null
}

// Unicode keeps the ten digits of a script in a row, beginning at a code point whose neighbour before is no digit.
function digitValue(digit: string): number {
  const point = digit.codePointAt(0) ?? 0
  let zero = point
  while (point - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  return point - zero
}
