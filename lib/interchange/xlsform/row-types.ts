import { own } from './own'

/** What a row of the survey sheet is. */
export type RowType =
  | { readonly kind: 'select'; readonly many: boolean; readonly list: string; readonly hasOther: boolean }
  | { readonly kind: 'rank'; readonly list: string }
  | {
      readonly kind:
        | 'integer'
        | 'decimal'
        | 'range'
        | 'text'
        | 'date'
        | 'datetime'
        | 'time'
        | 'note'
        | 'acknowledge'
        | 'calculate'
        | 'hidden'
        | 'today'
    }
  | { readonly kind: 'begin' | 'end'; readonly what: 'group' | 'repeat' }
  /** What people's answers here never hold, or cannot; `why` is a sentence. */
  | { readonly kind: 'not_carried'; readonly why: string }
  | { readonly kind: 'unknown' }

const simple: Readonly<Record<string, RowType & { readonly kind: string }>> = {
  integer: { kind: 'integer' },
  int: { kind: 'integer' },
  decimal: { kind: 'decimal' },
  range: { kind: 'range' },
  text: { kind: 'text' },
  string: { kind: 'text' },
  date: { kind: 'date' },
  datetime: { kind: 'datetime' },
  time: { kind: 'time' },
  note: { kind: 'note' },
  acknowledge: { kind: 'acknowledge' },
  trigger: { kind: 'acknowledge' },
  calculate: { kind: 'calculate' },
  calculation: { kind: 'calculate' },
  hidden: { kind: 'hidden' },
  today: { kind: 'today' },
}

const identifying = 'It tells who or what device answered, and that is never kept here.'
const times = 'Times are not kept with answers: they tell who was where and when. The day is kept.'
const places = 'A place tells where somebody lives. Ask for a district by a list instead.'
const files = 'Pictures, recordings and files of people who answer are not collected.'

const notCarried: Readonly<Record<string, string>> = {
  start: times,
  end: times,
  start_time: times,
  end_time: times,
  deviceid: identifying,
  device_id: identifying,
  imei: identifying,
  phonenumber: identifying,
  phone_number: identifying,
  simserial: identifying,
  sim_serial: identifying,
  subscriberid: identifying,
  subscriber_id: identifying,
  username: identifying,
  email: identifying,
  audit: 'It records how the form was used, with times and places.',
  geopoint: places,
  gps: places,
  location: places,
  geotrace: places,
  geoshape: places,
  'start-geopoint': places,
  osm: places,
  image: files,
  photo: files,
  audio: files,
  video: files,
  file: files,
  signature: files,
  'background-audio': files,
  'background-geopoint': places,
  barcode: 'Codes are not scanned. Ask for the number as text if it is needed.',
  'xml-external': 'The file is not part of the workbook.',
  'csv-external': 'The file is not part of the workbook.',
  'external-xml': 'The file is not part of the workbook.',
  'external-csv': 'The file is not part of the workbook.',
  entity: 'Entities are not known here.',
}

/** Reads the cell `type`, in the spelling of today and in older ones: `select_one yn`, `select one from yn`, `begin repeat`. */
export function readRowType(written: string): RowType {
  const text = written.trim().replace(/\s+/g, ' ')
  const lower = text.toLowerCase()
  const block = /^(begin|end)[ _](group|repeat|lgroup|loop|looped group)$/.exec(lower)
  if (block !== null)
    return {
      kind: block[1] === 'begin' ? 'begin' : 'end',
      what: block[2] === 'group' ? 'group' : 'repeat',
    }
  const other = /( or[ _]other| or specify other)$/.exec(lower)
  const body = other === null ? text : text.slice(0, -other[0].length)
  const select =
    /^(?:add )?(select1|select_one|select one|select_multiple|select multiple|select all that apply|rank)(?: prompt)?(?: from| using)? (\S.*)$/i.exec(
      body,
    )
  if (select !== null) {
    const list = String(select[2]).trim()
    const word = String(select[1]).toLowerCase()
    if (word === 'rank') return { kind: 'rank', list }
    const many = /multiple|all/.test(word)
    return { kind: 'select', many, list, hasOther: other !== null }
  }
  if (/^select_(one|multiple)_(from_file|external)\b/.test(lower))
    return { kind: 'not_carried', why: 'Its options are in a file that is not part of the workbook.' }
  const word = lower.replace(/^(q|get|add) /, '').replace(/ prompt$/, '')
  const spelled = word.replace(/ /g, '_')
  const known = own(simple, word) ?? own(simple, spelled)
  if (known !== undefined) return known
  const plain = word.replace(/^uri:/, '').replace(/ .*/, '')
  const why = own(notCarried, spelled) ?? own(notCarried, plain)
  if (why !== undefined) return { kind: 'not_carried', why }
  return { kind: 'unknown' }
}
