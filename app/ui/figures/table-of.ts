import type { MeanFigure, ShareFigure } from '@/lib/profile/figure'
import type { Group } from '@/lib/profile/table-parts'
import type { CsvCell } from '../charts/chart-csv'
import type { FigureTable } from './figure'
import { precisionInWords, type Wording } from './wording'

/** One row of a table behind a picture: a figure of a group, and of a part where a picture has several. */
export type TableEntry = {
  /** Words of the row, as many as the table has names. */
  readonly names: readonly string[]
  /** The same for programs: codes. */
  readonly codes: readonly string[]
  /** Null: the group is hidden. */
  readonly figure: MeanFigure | ShareFigure | null
  /** The figure in words. */
  readonly text: string
}

/**
 * A table of figures with their intervals.
 *
 * @param nameColumns headings of the names; `codeColumns` those of the codes in files
 */
export function tableOf(
  wording: Wording,
  nameColumns: readonly string[],
  codeColumns: readonly string[],
  valueColumn: string,
  entries: readonly TableEntry[],
): FigureTable {
  const { say } = wording
  const hasNotes = entries.some(({ figure }) => (figure?.qualityMarks.length ?? 0) > 0)
  return {
    columns: [...nameColumns, valueColumn, ...(hasNotes ? [say('figure.note')] : [])],
    rows: entries.map(({ names, figure, text }) => [
      ...names,
      text,
      ...(hasNotes ? [precisionInWords(wording, figure?.qualityMarks ?? [])] : []),
    ]),
    data: {
      columns: [...codeColumns, 'estimate', 'se', 'low', 'high', 'reason', 'quality_marks'],
      rows: entries.map(({ codes, figure }) => [...codes, ...figureCells(figure)]),
    },
  }
}

/** Estimate, standard error, both ends of the interval, why there is none, and the marks of low precision. */
function figureCells(figure: MeanFigure | ShareFigure | null): readonly CsvCell[] {
  if (figure === null) return [null, null, null, null, 'too_few_people', '']
  const value = 'mean' in figure ? figure.mean : figure.share
  const text = 'shareText' in figure ? figure.shareText : null
  return [
    value,
    value === null ? null : figure.se,
    value === null ? null : (figure.ci?.[0] ?? null),
    value === null ? null : (figure.ci?.[1] ?? null),
    value === null ? (text ?? figure.reason ?? '') : '',
    figure.qualityMarks.join(' '),
  ]
}

/** Codes of a group in the order of names. */
export function codesOfGroup(group: Group, names: readonly string[]): readonly string[] {
  return names.map((name) => group[name] ?? '')
}
