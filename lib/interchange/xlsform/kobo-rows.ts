import type { FormRow } from './headings'

/*
 * KoboToolbox has two kinds of questions that no other program knows, each of several rows: a rating, in which rows share the options of one list,
 * and a ranking, in which each level is answered by another option of one list.
 */

/** Rows of these kinds as rows that every program knows: a table of questions, and a group of questions with different answers. */
export function withoutKoboTypes(rows: readonly FormRow[]): readonly FormRow[] {
  let begun: FormRow | null = null
  let levels: string[] = []
  return rows.map((row) => {
    switch (row.text('type').toLowerCase()) {
      case 'begin_score':
        begun = row
        return withCells(row, { type: 'begin_group', appearance: 'table-list' })
      case 'begin_rank':
        begun = row
        return withCells(row, { type: 'begin_group' })
      case 'score__row':
        return withCells(row, rated(begun, row))
      case 'rank__level': {
        const cells = ranked(begun, row, levels)
        levels = [...levels, row.text('name')]
        return withCells(row, cells)
      }
      case 'end_score':
      case 'end_rank':
        begun = null
        levels = []
        return withCells(row, { type: 'end_group' })
      default:
        return row
    }
  })
}

type Cells = Readonly<Record<string, string>>

function rated(begun: FormRow | null, row: FormRow): Cells {
  return {
    type: `select_one ${begun?.text('kobo--score-choices') ?? ''}`,
    required: row.text('required') || (begun?.text('required') ?? ''),
  }
}

function ranked(begun: FormRow | null, row: FormRow, before: readonly string[]): Cells {
  const isAnother = before.map((name) => `. != \${${name}}`).join(' and ')
  return {
    type: `select_one ${begun?.text('kobo--rank-items') ?? ''}`,
    required: row.text('required') || (begun?.text('required') ?? ''),
    ...(isAnother !== '' && {
      constraint: isAnother,
      constraint_message: begun?.text('kobo--rank-constraint-message') ?? '',
    }),
  }
}

/** A row with other texts in some of its cells. */
function withCells(row: FormRow, cells: Cells): FormRow {
  const text = (name: string) => cells[name] ?? row.text(name)
  // What has no language of its own is said in that of the first label.
  const [language = ''] = row.texts('label').keys()
  return {
    ...row,
    text,
    texts: (name) => {
      const own = cells[name]
      return own === undefined ? row.texts(name) : new Map(own === '' ? [] : [[language, own]])
    },
    filled: row.filled.filter(({ name }) => !name.startsWith('kobo--')),
  }
}
