import type { Result } from '../../result'
import { type GivenWeights, weightProblems } from './check-weights'
import { type WeightDiagnostics, weightDiagnostics } from './weighting'

const mostRounds = 10_000

/**
 * Weights brought within limits; what is cut off is given in equal parts to those who were inside, so that the sum stays.
 *
 * Once only: a weight just inside may then lie outside by its part. `strict` goes on until none does. Margins met before are not
 * exactly met after; rake again with the trimmed weights, or calibrate within bounds, where that matters.
 *
 * @param lower, upper limits of a weight; no limit when left out
 * @param redistribute false: what is cut off is lost, and the sum of weights changes
 * @returns a problem when a limit is not sensible, or no weights of this sum can lie within them
 * @see R survey, trimWeights; Potter (1990), Proceedings of the Survey Research Methods Section, ASA
 */
export function trimWeights({
  weights,
  lower = Number.NEGATIVE_INFINITY,
  upper = Number.POSITIVE_INFINITY,
  redistribute = true,
  strict = false,
}: {
  readonly weights: GivenWeights
  readonly lower?: number
  readonly upper?: number
  readonly redistribute?: boolean
  readonly strict?: boolean
}): Result<{ readonly weights: Float64Array; readonly diagnostics: WeightDiagnostics }> {
  const problems = [...weightProblems(weights)]
  if (!(lower < upper) || !(upper > 0)) {
    problems.push({
      path: 'trim',
      code: 'trim_limits',
      message: `The limits ${lower} and ${upper} leave no room. The upper limit must be positive and above the lower.`,
    })
  }
  if (problems.length > 0) return { ok: false, problems }

  const before = Float64Array.from(weights, (weight) => weight ?? 0)
  const isOutside = (weight: number) => weight < lower || weight > upper
  const touched = new Uint8Array(before.length)
  let after = before
  let rounds = 0
  while (after.some(isOutside) && rounds < (strict ? mostRounds : 1)) {
    rounds += 1
    let cutOff = 0
    let inside = 0
    for (const [row, weight] of after.entries()) {
      if (!isOutside(weight)) inside += 1
      else {
        touched[row] = 1
        cutOff += weight - clamp(weight, lower, upper)
      }
    }
    if (redistribute && inside === 0) return cannotHold(lower, upper, before)
    const part = redistribute ? cutOff / inside : 0
    after = after.map((weight) => (isOutside(weight) ? clamp(weight, lower, upper) : weight + part))
  }
  const isUnsettled = strict && after.some((weight) => weight > upper * (1 + 1e-9) || weight < lower - 1e-9)
  if (isUnsettled || after.some((weight) => !(weight > 0))) return cannotHold(lower, upper, before)
  return {
    ok: true,
    value: {
      weights: after,
      diagnostics: weightDiagnostics(before, after, {
        shareTrimmed: touched.reduce((sum, flag) => sum + flag, 0) / before.length,
        iterations: rounds,
        largestError: 0,
      }),
    },
  }
}

function clamp(weight: number, lower: number, upper: number): number {
  return Math.max(lower, Math.min(weight, upper))
}

function cannotHold(lower: number, upper: number, weights: Float64Array): Result<never> {
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length
  return {
    ok: false,
    problems: [
      {
        path: 'trim',
        code: 'trim_cannot_hold',
        message: `The weights cannot keep their sum between ${lower} and ${upper}: their mean is ${mean}. Choose limits further below and above it.`,
        params: { lower, upper, mean },
      },
    ],
  }
}
