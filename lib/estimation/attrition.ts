import type { Problem, Result } from '../result'
import { rowsInWords, weightProblems } from './weighting/check-weights'
import { postStratify } from './weighting/post-stratify'
import type { Weighting } from './weighting/weighting'

/**
 * Weights of the people found again, raised so that they stand for those who were not: within each class they add up to what the
 * whole class had in the earlier wave.
 *
 * @param weights of the earlier wave
 * @param isFound whether each person was found again
 * @param classes what is known of each person from the earlier wave and goes along with being found: place, stay, age
 * @returns the rows of the people found again, and their weighting in that order; or the class of which nobody was found
 * @see Little (1986), International Statistical Review 54: weighting classes
 */
export function adjustForAttrition(
  weights: ArrayLike<number | null>,
  isFound: readonly boolean[],
  classes: readonly (string | null)[],
): Result<{ readonly rows: readonly number[]; readonly weighting: Weighting }> {
  const rows = isFound.flatMap((found, row) => (found ? [row] : []))
  const population = new Map<string, number>()
  const lost = new Map<string, number>()
  for (const [row, name] of classes.entries()) {
    if (name === null) continue
    population.set(name, (population.get(name) ?? 0) + (weights[row] ?? 0))
    if (isFound[row] !== true) lost.set(name, (lost.get(name) ?? 0) + 1)
  }
  for (const row of rows) lost.delete(classes[row] ?? '')
  const without = classes.flatMap((name, row) => (name === null ? [row] : []))
  const missing: Problem[] =
    without.length === 0
      ? []
      : [
          {
            path: 'classes',
            code: 'class_missing',
            message: `${rowsInWords(without)} no class. Put these people into a class of their own, or into a larger one.`,
            params: { count: without.length },
          },
        ]
  const alone: Problem[] = [...lost].map(([name, count]) => ({
    path: `classes.${name}`,
    code: 'class_without_linked',
    message: `None of the ${count} people of the class "${name}" was found again, so nobody can stand for them. Join it with a class like it.`,
    params: { class: name, count },
  }))
  const problems = [...weightProblems(weights), ...missing, ...alone]
  if (problems.length > 0) return { ok: false, problems }
  const weighting = postStratify({
    weights: rows.map((row) => weights[row] ?? null),
    cells: {
      name: 'attrition class',
      categories: rows.map((row) => classes[row] ?? null),
      population,
      unit: 'counts',
    },
  })
  return weighting.ok ? { ok: true, value: { rows, weighting: weighting.value } } : weighting
}
