import type { Sheet } from '../../workbook/sheet'
import { own } from './own'
import type { Place, Remarks } from './remarks'

/** A column of a form: what it holds, and in which language if it says so. */
export type Heading = {
  /** The name that XLSForm gives the column now, in lower case: `constraint_message`. */
  readonly name: string
  /** As written, `Arabic (ar)`; null when the column says nothing of a language. */
  readonly language: string | null
  /** As it stands in the sheet. */
  readonly written: string
}

/** A row of a form by its columns. */
export type FormRow = {
  readonly number: number
  /** The text of a column that has no language; empty when there is none. */
  readonly text: (name: string) => string
  /** The texts of a column by language as written, `''` for the column without one; only those that are not empty. */
  readonly texts: (name: string) => ReadonlyMap<string, string>
  /** @param language as written, for a column that stands once for each */
  readonly place: (name: string, language?: string) => Place
  /** Every column that has a text in this row. */
  readonly filled: readonly Heading[]
}

/** What columns were called at other times and in other programs; https://xlsform.org and pyxform know them too. */
const otherNames: Readonly<Record<string, string>> = {
  caption: 'label',
  relevance: 'relevant',
  skip_logic: 'relevant',
  'bind::relevant': 'relevant',
  'bind::constraint': 'constraint',
  'bind::required': 'required',
  'bind::readonly': 'readonly',
  'bind::calculate': 'calculation',
  'bind::jr:constraintmsg': 'constraint_message',
  'bind::jr:requiredmsg': 'required_message',
  'jr:constraintmsg': 'constraint_message',
  constraintmsg: 'constraint_message',
  requiredmsg: 'required_message',
  calculate: 'calculation',
  read_only: 'readonly',
  choice_filters: 'choice_filter',
  count: 'repeat_count',
  'jr:count': 'repeat_count',
  'control::appearance': 'appearance',
  command: 'type',
  tag: 'name',
  value: 'name',
  list: 'list_name',
  image: 'media::image',
  audio: 'media::audio',
  video: 'media::video',
  'big-image': 'media::big-image',
}

const mediaKinds = ['image', 'audio', 'video', 'big-image']
/** Columns that may stand once for each language. */
const translated = [
  'label',
  'hint',
  'guidance_hint',
  'constraint_message',
  'required_message',
  ...mediaKinds.map((kind) => `media::${kind}`),
]

/**
 * A heading as written: `label::Arabic (ar)`, `label:English`, `Constraint Message`, `media::image::fr`, `bind:relevant`.
 */
export function readHeading(written: string): Heading {
  const parts = written.trim().split(/\s*::?\s*/)
  // "jr:" is a prefix and no separator.
  const jr = parts.findIndex((part) => part.toLowerCase() === 'jr')
  if (jr >= 0) parts.splice(jr, 2, `jr:${parts[jr + 1] ?? ''}`)
  const lower = parts.map((part) => part.toLowerCase())
  const head = lower[0] ?? ''
  if (['bind', 'control', 'body', 'instance'].includes(head)) {
    const name = lower.slice(0, 2).join('::')
    return { name: own(otherNames, name) ?? name, language: parts.slice(2).join('::') || null, written }
  }
  const isMedia = head === 'media'
  const spelled = (isMedia ? lower.slice(0, 2).join('::') : head).replace(/\s+/g, '_')
  const name = own(otherNames, spelled) ?? spelled
  const language = parts.slice(isMedia ? 2 : 1).join('::')
  return translated.includes(name)
    ? { name, language: language || null, written }
    : { name: language === '' ? name : written.trim().toLowerCase(), language: null, written }
}

/** The rows of a sheet below its headings. Two columns of the same name are a fault: one would be passed over. */
export function formRows(sheet: Sheet, remarks: Remarks): readonly FormRow[] {
  const [top, ...rows] = sheet.rows
  if (top === undefined) return []
  const headings = new Map<number, Heading>()
  const columns = new Map<string, number>()
  for (const [column, written] of top.cells) {
    if (written.trim() === '') continue
    const heading = readHeading(written)
    const key = keyOf(heading.name, heading.language ?? '')
    if (columns.has(key)) {
      remarks.fault(
        { sheet: sheet.name, row: top.number, column: written },
        'column_repeated',
        `The column stands here a second time. Keep one of the two.`,
      )
      continue
    }
    headings.set(column, heading)
    columns.set(key, column)
  }
  for (const row of rows)
    for (const column of row.cells.keys())
      if (!headings.has(column) && !top.cells.has(column)) {
        remarks.note(
          { sheet: sheet.name, row: row.number, column: '' },
          'cell_without_heading',
          `Column ${column + 1} has a text here and no heading. It was left out.`,
        )
      }
  return rows
    .map((row): FormRow => {
      const text = (name: string) => tidy(row.cells.get(columns.get(keyOf(name, '')) ?? -1) ?? '')
      return {
        number: row.number,
        text,
        texts: (name) => {
          const texts = new Map<string, string>()
          for (const [column, heading] of headings) {
            const found = tidy(row.cells.get(column) ?? '')
            if (heading.name === name && found !== '') texts.set(heading.language ?? '', found)
          }
          return texts
        },
        place: (name, language) => {
          const ofName = [...headings.values()].filter((heading) => heading.name === name)
          const inLanguage = ofName.find((heading) => heading.language === language)
          return {
            sheet: sheet.name,
            row: row.number,
            column: (inLanguage ?? ofName[0])?.written ?? name,
          }
        },
        filled: [...headings]
          .filter(([column]) => tidy(row.cells.get(column) ?? '') !== '')
          .map(([, heading]) => heading),
      }
    })
    .filter(({ filled }) => filled.length > 0)
}

/** Whether a cell says yes. */
export function isYes(text: string): boolean {
  return /^(yes|true|true\(\))$/i.test(text)
}

function keyOf(name: string, language: string): string {
  return `${name}\n${language}`
}

/** Spaces at the ends are there by accident. */
function tidy(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim()
}
