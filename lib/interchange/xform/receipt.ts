import { start } from './layout'

/*
 * The code by which a person withdraws, made in the form itself: the person goes away long before the answers are sent. Its digits come
 * from a random UUID, which clients draw from the safe source of the device; random() would not be one. A receipt is 15 characters of 32,
 * and one that checks them: see lib/code.ts.
 */

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const hexadecimal = '0123456789abcdef'

/** Places in a UUID whose hexadecimal digits are random: all but the hyphens, the version and the variant. */
const randomPlaces = [...Array(36).keys()].filter((place) => ![8, 13, 14, 18, 19, 23].includes(place))

export const randomPath = `${start}/_random`
export const receiptPath = `${start}/_receipt`

/** What the client puts into the node of chance, once. */
export const randomValue = "translate(uuid(), 'ABCDEF', 'abcdef')"

const digitPath = (place: number) => `${start}/_digit_${place}`

/** The nodes of the code with how each is calculated. */
export function receiptCalculations(): readonly { readonly path: string; readonly calculation: string }[] {
  const places = Array.from({ length: 15 }, (_, place) => place)
  const digits = places.map((place) => ({
    path: digitPath(place),
    calculation: `${hexadecimalAt(2 * place)} mod 2 * 16 + ${hexadecimalAt(2 * place + 1)}`,
  }))
  const sum = places
    .map((place) => {
      const digit = digitPath(place)
      return place % 2 === 0 ? `int(2 * ${digit} div 32) + (2 * ${digit}) mod 32` : digit
    })
    .join(' + ')
  const check = { path: digitPath(15), calculation: `(32 - (${sum}) mod 32) mod 32` }
  const characters = [...places, 15].flatMap((place) => {
    const character = `substr('${alphabet}', ${digitPath(place)}, ${digitPath(place)} + 1)`
    return place > 0 && place % 4 === 0 ? ["'-'", character] : [character]
  })
  const receipt = {
    path: receiptPath,
    // Without chance, on a client that knows none, there is no code; the server then makes one.
    calculation: `if(string-length(${randomPath}) = 36, concat(${characters.join(', ')}), '')`,
  }
  return [...digits, check, receipt]
}

function hexadecimalAt(index: number): string {
  const place = randomPlaces[index] ?? 0
  return `string-length(substring-before('${hexadecimal}', substr(${randomPath}, ${place}, ${place + 1})))`
}
