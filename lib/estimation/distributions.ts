import normal from '@stdlib/stats-base-dists-normal-quantile'
import student from '@stdlib/stats-base-dists-t-quantile'

/** Quantile of the standard normal distribution. @param p probability, 0 to 1 */
export function normalQuantile(p: number): number {
  return normal(p, 0, 1)
}

/** Quantile of Student's t. @param p probability, 0 to 1 @param df degrees of freedom, above 0; infinite is the normal */
export function tQuantile(p: number, df: number): number {
  return df === Number.POSITIVE_INFINITY ? normalQuantile(p) : student(p, df)
}
