import { type Cell, type Microdata, missing, missingKinds, type Variable } from './microdata'

/** Tables that the tests of file formats write and let other programs read. Pure: a seed gives the same table on every machine. */
export type SampleTable = Omit<Microdata, 'rows'> & { readonly cells: readonly (readonly Cell[])[] }

/** A sample as writers take it. */
export function microdata({ cells, ...table }: SampleTable): Microdata {
  async function* rows() {
    yield* cells
  }
  return { ...table, rows: rows() }
}

const about = {
  language: 'ar',
  madeOn: '2026-03-01',
  missingLabels: {
    refused: 'رفض الإجابة',
    dont_know: 'লা জানি না',
    not_applicable: 'not applicable',
    not_asked: 'not asked',
    skipped: 'skipped 🫥',
  },
} as const

const noOneAsked = { question: '', group: 'design' } as const

/** A variable of every kind, and every kind of trouble with names, labels and values. */
const variables: readonly Variable[] = [
  {
    name: 'work_status',
    label: 'حالة العمل',
    question: 'ما هي حالتك الوظيفية الآن؟\nيرجى اختيار إجابة واحدة.',
    group: 'employment',
    type: 'categorical',
    level: 'nominal',
    categories: [
      { code: 'employed', value: 1, label: 'يعمل' },
      { code: 'looking', value: 2, label: 'কাজ খুঁজছেন' },
      { code: 'other', value: 3, label: '' },
    ],
  },
  {
    // The same name but for case, and a label that neither format keeps whole.
    name: 'Work_Status',
    label: `كم ${'تكفي النقود '.repeat(30)}`,
    question: '',
    group: 'income',
    type: 'categorical',
    level: 'ordinal',
    categories: [
      { code: 'never', value: -97, label: 'l’argent ne suffit jamais '.repeat(8) },
      { code: 'always', value: 200, label: 'always' },
    ],
  },
  {
    ...noOneAsked,
    name: 'with',
    label: 'With',
    type: 'number',
    decimals: 0,
    min: 0,
    max: 120,
    unit: 'years',
  },
  {
    ...noOneAsked,
    name: 'balance',
    label: 'Balance 💶',
    type: 'number',
    decimals: 2,
    min: -1200,
    max: 5000,
    unit: 'EUR',
  },
  {
    ...noOneAsked,
    name: 'weight',
    label: '',
    type: 'number',
    decimals: null,
    min: null,
    max: null,
    unit: '',
  },
  {
    ...noOneAsked,
    name: 'people',
    label: 'People',
    type: 'number',
    decimals: 0,
    min: -40_000,
    max: 100_000,
    unit: '',
  },
  {
    ...noOneAsked,
    name: '1st_day_in_the_country_where_this_person_arrived_and_stayed_since_then',
    label: 'First day',
    type: 'date',
  },
  { ...noOneAsked, name: 'initials', label: 'Initials', type: 'text', maxBytes: 2 },
  { ...noOneAsked, name: 'nine', label: 'Nine', type: 'text', maxBytes: 9 },
  { ...noOneAsked, name: 't255', label: 'Text of 255', type: 'text', maxBytes: 255 },
  { ...noOneAsked, name: 't300', label: 'Text of 300', type: 'text', maxBytes: 300 },
  { ...noOneAsked, name: 't3000', label: 'Text of 3000', type: 'text', maxBytes: 3000 },
  { ...noOneAsked, name: 't10000', label: 'Text of 10000', type: 'text', maxBytes: 10_000 },
]

/** Every variable, with each kind of missing value in each. */
export const everything: SampleTable = {
  ...about,
  name: 'everything',
  title: 'مسح تجريبي للمهاجرين '.repeat(6),
  variables,
  rowCount: 5 + missingKinds.length,
  cells: [
    [
      ...[1, -97, 0, -1200, Math.PI, -40_000, '2026-03-01', 'é'],
      ...['নাম', 'x'.repeat(255), 'م'.repeat(150), 'ক'.repeat(1000), '😀'.repeat(2500)],
    ],
    // Texts that read like codes of missing values, in each format.
    [2, 200, 120, 4999.99, -1e300, 100_000, '1582-10-15', '.a', '-99', '-95', '-98  ', '.b', '.e'],
    [3, 200, 100, 0.1, 0.1 + 0.2, 0, '1960-01-01', '-9', "it's", 'a/b:c=(d)\ttab', 'é', 'two\nlines', ' x'],
    [1, 200, 101, -99, 5e-324, -97, '1970-01-01', 'x', 'y', 'أ'.repeat(127), 'z'.repeat(252), 'q', 'r'],
    [1, 200, 17, -95.5, -99, 32_741, '9999-12-31', 'ab', 'abcdefghi', 'b', 'b'.repeat(256), 'b', 'b'],
    ...missingKinds.map((kind) => variables.map(() => missing[kind])),
  ],
}

export const noRows: SampleTable = { ...everything, name: 'no-rows', title: '', rowCount: 0, cells: [] }

export const oneRow: SampleTable = {
  ...everything,
  name: 'one-row',
  rowCount: 1,
  cells: everything.cells.slice(0, 1),
}

/** A table that a seed decides: a few variables and rows of any kind. */
export function randomTable(seed: number): SampleTable {
  const below = randomNumbers(seed)
  const variables = Array.from({ length: 1 + below(7) }, (_, place) => randomVariable(place, below))
  const rowCount = below(30)
  const cells = Array.from({ length: rowCount }, () =>
    variables.map((variable) => randomCell(variable, below)),
  )
  return { ...about, name: `random-${seed}`, title: `Random ${seed}`, variables, rowCount, cells }
}

/** Whole numbers from 0 to below a bound. */
type RandomNumbers = (bound: number) => number

/** @see Park and Miller (1988): multiplier 48271, modulus 2³¹ − 1 */
function randomNumbers(seed: number): RandomNumbers {
  let state = seed
  return (bound) => {
    state = (state * 48_271) % 2_147_483_647
    return state % bound
  }
}

const letters = ['a', 'Z', '9', ' ', '.', '-', "'", 'é', 'م', 'ক', 'কি', '語', '😀', '👩‍👩‍👧', '\t']
const lengths = [1, 4, 7, 8, 9, 16, 254, 255, 256, 257, 300, 504, 505, 510, 2045, 2046, 2500]

function randomText(mostBytes: number, below: RandomNumbers): string {
  const wanted = below(3) === 0 ? mostBytes : below(Math.min(mostBytes, 20)) + 1
  let text = ''
  let bytes = 0
  for (let tries = 0; tries < wanted * 2; tries += 1) {
    const letter = letters[below(letters.length)] ?? 'a'
    const size = new TextEncoder().encode(letter).length
    if (bytes + size > wanted) continue
    text += letter
    bytes += size
  }
  return text
}

function randomVariable(place: number, below: RandomNumbers): Variable {
  const base = { name: `v${place}`, label: randomText(60, below), question: '', group: 'random' }
  switch (below(4)) {
    case 0: {
      const first = below(400) - 200
      const count = 1 + below(5)
      const categories = Array.from({ length: count }, (_, number) => ({
        code: `c${number}`,
        value: first + number * (1 + below(3) * 1000),
        label: randomText(30, below),
      }))
      const seen = new Map(categories.map((category) => [category.value, category]))
      return { ...base, type: 'categorical', level: 'nominal', categories: [...seen.values()] }
    }
    case 1: {
      const decimals = [0, 0, 3, null][below(4)] ?? null
      const min = below(4) === 0 ? null : below(2_000_000) - 1_000_000
      const max = min === null ? null : min + below(10 ** (1 + below(6)))
      return { ...base, type: 'number', decimals, min, max, unit: '' }
    }
    case 2:
      return { ...base, type: 'text', maxBytes: lengths[below(lengths.length)] ?? 1 }
    default:
      return { ...base, type: 'date' }
  }
}

function randomCell(variable: Variable, below: RandomNumbers): Cell {
  if (below(4) === 0) return missing[missingKinds[below(5)] ?? 'skipped']
  switch (variable.type) {
    case 'categorical':
      return variable.categories[below(variable.categories.length)]?.value ?? 0
    case 'number': {
      const share = below(1_000_001) / 1_000_000
      const value =
        variable.min === null || variable.max === null
          ? (share - 0.5) * 10 ** (below(20) - 5)
          : variable.min + share * (variable.max - variable.min)
      // Added to zero, minus zero is zero.
      return variable.decimals === null ? value : Number(value.toFixed(variable.decimals)) + 0
    }
    case 'text':
      return randomText(variable.maxBytes, below)
    case 'date':
      return new Date((below(120_000) - 60_000) * 86_400_000).toISOString().slice(0, 10)
  }
}
