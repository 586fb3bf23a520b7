import { readProfile } from '@/db/profiles'
import { quoted } from '@/lib/interchange/csv/write'
import type { MeanFigure, ShareFigure } from '@/lib/profile/figure'
import type { Profile, VisibleCell } from '@/lib/profile/profile'
import { profileQuestion } from '@/lib/profile/question'
import { listed, oneOf, readCall, required } from './call'
import { operator, say } from './terminal'

/** `profile --survey SLUG [--by category,…] [--where NAME=CODE,…] [--exact] [--format json|csv|table]` */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = readCall(args, {
    survey: { type: 'string' },
    by: { type: 'string' },
    where: { type: 'string' },
    exact: { type: 'boolean', default: false },
    format: { type: 'string', default: 'table' },
  })
  const format = oneOf('--format', values.format, ['json', 'csv', 'table'])
  const profile = await readProfile(operator, required(values.survey, '--survey SLUG'), {
    ...profileQuestion(writtenSearch(values)),
    exact: values.exact,
  })
  if (format === 'json') process.stdout.write(`${JSON.stringify(profile, null, 2)}\n`)
  else {
    const rows = [
      headerOf(profile),
      ...profile.cells.map((cell) =>
        cell.suppressed ? hiddenRow(profile, cell.group) : rowOf(profile, cell),
      ),
    ]
    process.stdout.write(format === 'csv' ? asCsv(rows) : asTable(rows))
  }
  say(profile.method.weighting)
  for (const note of profile.notes) say(note.text)
  return 0
}

/**
 * The question of `--by` and `--where`, as an address writes it. An empty `--by` asks for everybody together.
 *
 * @throws UsageError naming a breakdown or a condition that is empty or stands twice
 */
export function writtenSearch({
  by,
  where,
}: {
  readonly by?: string | undefined
  readonly where?: string | undefined
}): URLSearchParams {
  if (by !== undefined && by !== '') listed(by, '--by')
  if (where !== undefined) listed(where, '--where')
  return new URLSearchParams({ ...(by !== undefined && { by }), ...(where !== undefined && { where }) })
}

function headerOf({ by, dimensions }: Profile): readonly string[] {
  return [
    ...by,
    'n',
    'overall',
    'overall_low',
    'overall_high',
    ...dimensions.flatMap((id) => [id, `${id}_low`, `${id}_high`, `${id}_deprived`]),
    'H',
    'A',
    'M0',
  ]
}

function rowOf({ by, dimensions }: Profile, cell: VisibleCell): readonly string[] {
  return [
    ...by.map((name) => cell.group[name] ?? ''),
    String(cell.n),
    ...meanCells(cell.overall),
    ...dimensions.flatMap((id) => {
      const figures = cell.dimensions[id]
      return figures === undefined ? ['', '', '', ''] : [...meanCells(figures), shareCell(figures.deprived)]
    }),
    ...[cell.poverty?.H, cell.poverty?.A, cell.poverty?.M0].map((share) => rounded(share ?? null, 3)),
  ]
}

function hiddenRow(profile: Profile, group: Readonly<Record<string, string>>): readonly string[] {
  const names = profile.by.map((name) => group[name] ?? '')
  return [
    ...names,
    'hidden',
    ...headerOf(profile)
      .slice(names.length + 1)
      .map(() => ''),
  ]
}

function meanCells({ mean, ci }: MeanFigure): readonly string[] {
  return [rounded(mean, 1), rounded(ci?.[0] ?? null, 1), rounded(ci?.[1] ?? null, 1)]
}

function shareCell(figure: ShareFigure | null): string {
  return figure?.shareText ?? rounded(figure?.share ?? null, 3)
}

function rounded(value: number | null, digits: number): string {
  return value === null ? '' : value.toFixed(digits)
}

function asCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(quoted).join(',')}\n`).join('')
}

function asTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, place) => Math.max(...rows.map((row) => row[place]?.length ?? 0)))
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, place) => cell.padEnd(widths[place] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}
