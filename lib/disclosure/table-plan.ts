import type { Problem, Result } from '@/lib/result'

/** A table that was asked for and may be shown. */
export type TablePlan = {
  /** As asked: names of breakdowns, `category`, `wave`. */
  readonly by: readonly string[]
  readonly where: Readonly<Record<string, string>>
  /** The table of the lattice that answers it: `CellAddress.breakdowns`. */
  readonly breakdowns: string
}

/** What tables may be made of. */
export type TableRule = {
  /** Empty in a questionnaire that does not classify: no table is then divided by category. */
  readonly categories: readonly string[]
  /** Besides category and wave, with the codes of their bands. */
  readonly breakdowns: readonly { readonly id: string; readonly bands: readonly string[] }[]
  /** Breakdowns that a table may have besides category and wave. */
  readonly most: 1 | 2
  /** Two breakdowns that may stand together all the same. */
  readonly pair?: readonly string[]
}

/**
 * Holds a wished table against a rule. A filter counts as a breakdown.
 *
 * @param by names to divide by, repeats ignored
 * @param where one band code for each name to filter by; `wave` takes the number of a wave as text
 * @returns the plan, or every problem at once (paths `by[0]`, `where.gender`), each with what would be right
 */
export function planWithin(
  rule: TableRule,
  by: readonly string[],
  where: Readonly<Record<string, string>>,
): Result<TablePlan> {
  const free = rule.categories.length === 0 ? ['wave'] : ['category', 'wave']
  const allowed = [...free, ...rule.breakdowns.map(({ id }) => id)]
  const used = [...new Set([...by, ...Object.keys(where)])]
    .filter((name) => allowed.includes(name) && !free.includes(name))
    .toSorted()
  const isPair = rule.pair !== undefined && used.join(',') === rule.pair.join(',')
  const problems = [
    ...by.flatMap((name, index) =>
      allowed.includes(name) ? [] : [unknownBreakdown(`by[${index}]`, name, allowed)],
    ),
    ...Object.entries(where).flatMap(([name, code]) =>
      allowed.includes(name)
        ? bandProblems(rule, name, code)
        : [unknownBreakdown(`where.${name}`, name, allowed)],
    ),
    ...(used.length > rule.most && !isPair ? [tooManyBreakdowns(rule.most, used)] : []),
  ]
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, value: { by: [...new Set(by)], where, breakdowns: used.join(',') } }
}

function bandProblems(rule: TableRule, name: string, code: string): readonly Problem[] {
  const path = `where.${name}`
  if (name === 'wave') return /^[1-9]\d{0,3}$/.test(code) ? [] : [unknownBand(path, code, ['1, 2, 3 …'])]
  const codes =
    name === 'category' ? rule.categories : (rule.breakdowns.find(({ id }) => id === name)?.bands ?? [])
  return codes.includes(code) ? [] : [unknownBand(path, code, codes)]
}

function unknownBreakdown(path: string, name: string, allowed: readonly string[]): Problem {
  return {
    path,
    code: 'breakdown_unknown',
    message: `There is no breakdown "${name}" here. Choose among: ${allowed.join(', ')}.`,
    params: { name, allowed: allowed.join(', ') },
  }
}

function unknownBand(path: string, code: string, codes: readonly string[]): Problem {
  const shown = codes.length > 20 ? `${codes.slice(0, 20).join(', ')} …` : codes.join(', ')
  return {
    path,
    code: 'band_unknown',
    message: `There is no band "${code}" here. Choose among: ${shown}.`,
    params: { code, codes: shown },
  }
}

function tooManyBreakdowns(most: 1 | 2, used: readonly string[]): Problem {
  const number = most === 1 ? 'one breakdown' : 'two breakdowns'
  return {
    path: 'by',
    code: 'too_many_breakdowns',
    message: `There may be at most ${number} besides category and wave, and a filter counts as one. Leave out some of: ${used.join(', ')}.`,
    params: { limit: most, used: used.join(', ') },
  }
}
