import { breakdownsOf } from '@/lib/disclosure/lattice'
import type { Profile } from '@/lib/profile/profile'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { breakdownName } from './words'

/** Chooses how the people are divided: a plain form whose answer is an address. */
export function BreakdownForm({
  profile,
  questionnaire,
}: {
  readonly profile: Profile
  readonly questionnaire: Questionnaire
}) {
  const breakdowns = breakdownsOf(questionnaire)
  if (breakdowns.length === 0) return null
  const chosen = profile.by.filter((name) => breakdowns.some(({ id }) => id === name))
  const fields = [
    { label: 'Divide by', value: chosen[0] ?? '' },
    { label: 'and by', value: chosen[1] ?? '' },
  ]
  return (
    <form className="breakdown-form" method="get">
      {profile.categories.length > 0 && <input type="hidden" name="by" value="category" />}
      {profile.method.disclosure.exact && <input type="hidden" name="exact" value="true" />}
      {fields.map(({ label, value }) => (
        <label key={label}>
          <span>{label}</span>
          <select name="by" defaultValue={value}>
            <option value="">nothing more</option>
            {breakdowns.map(({ id }) => (
              <option key={id} value={id}>
                {breakdownName(id)}
              </option>
            ))}
          </select>
        </label>
      ))}
      <button type="submit" className="button secondary">
        Show
      </button>
    </form>
  )
}
