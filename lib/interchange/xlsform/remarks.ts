import type { Problem } from '../../result'

/** A place of a form in a workbook. */
export type Place = {
  readonly sheet: string
  /** As a spreadsheet program numbers it, from 1. */
  readonly row: number
  /** The heading of the column, as it is written there. */
  readonly column: string
}

/** Something at a place of a form: what cannot be carried, what was taken otherwise, or what is wrong. */
export type Remark = Place & {
  /** Stable machine name in snake_case. */
  readonly code: string
  /** What it is, and what became of it or what would be right, in English. */
  readonly message: string
}

/** `survey, row 12, column "relevant": …` */
export function remarkInWords({ sheet, row, column, message }: Remark): string {
  const parts = [sheet, row > 0 ? `row ${row}` : '', column === '' ? '' : `column "${column}"`]
  const place = parts.filter((part) => part !== '').join(', ')
  return place === '' ? message : `${place}: ${message}`
}

/** A remark as a problem, with the place as its path: `survey!12.relevant`. */
export function problemOfRemark(remark: Remark): Problem {
  const { sheet, row, column, code } = remark
  const path = `${sheet}${row > 0 ? `!${row}` : ''}${column === '' ? '' : `.${column}`}`
  return { path, code, message: remarkInWords(remark) }
}

/** Gathers what is to be said of a form while it is read; what is found again is said once. */
export class Remarks {
  private readonly faults = new Map<string, Remark>()
  private readonly notes = new Map<string, Remark>()

  /** The form cannot be taken until this is put right. */
  fault(place: Place, code: string, message: string): void {
    gather(this.faults, { ...place, code, message })
  }

  /** The form is taken without this, or with something else in its place. */
  note(place: Place, code: string, message: string): void {
    gather(this.notes, { ...place, code, message })
  }

  /** Takes over what another has gathered. */
  add({ faults, notes }: { readonly faults: readonly Remark[]; readonly notes: readonly Remark[] }): void {
    for (const fault of faults) gather(this.faults, fault)
    for (const note of notes) gather(this.notes, note)
  }

  get all(): { readonly faults: readonly Remark[]; readonly notes: readonly Remark[] } {
    return { faults: [...this.faults.values()], notes: [...this.notes.values()] }
  }
}

function gather(remarks: Map<string, Remark>, remark: Remark): void {
  const { sheet, row, column, code, message } = remark
  const key = [sheet, row, column, code, message].join('\n')
  if (!remarks.has(key)) remarks.set(key, remark)
}
