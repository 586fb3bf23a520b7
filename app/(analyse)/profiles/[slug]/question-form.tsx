import type { Wording } from '@/app/ui/figures/wording'
import { bandName, breakdownName, categoryName } from '@/app/ui/figures/wording'
import { detailBreakdowns } from '@/lib/disclosure/detail'
import { breakdownsOf, categoriesOf } from '@/lib/disclosure/lattice'
import type { AskedRound } from './profile-view'

/**
 * Chooses how the people are divided and which of them are shown: a plain form whose answer is an address.
 *
 * @param kind `profile` takes two breakdowns, `detail` one, and language and mode besides
 */
export function QuestionForm({
  asked,
  kind,
  isDivided = true,
  children,
}: {
  readonly asked: AskedRound
  readonly kind: 'profile' | 'detail'
  /** Whether categories stand apart where the address does not say. */
  readonly isDivided?: boolean
  /** Further fields of the view. */
  readonly children?: React.ReactNode
}) {
  const { wording, question } = asked
  const { questionnaire } = wording
  const breakdowns =
    kind === 'profile'
      ? breakdownsOf(questionnaire).map(({ id }) => id)
      : detailBreakdowns(questionnaire)
          .map(({ id }) => id)
          .filter((id) => id !== 'earlier_state')
  const categories = categoriesOf(questionnaire)
  if (breakdowns.length === 0 && children === undefined) return null
  const chosen = (question.by ?? []).filter((name) => breakdowns.includes(name))
  const fields = [
    { label: 'Divide by', value: chosen[0] ?? '' },
    ...(kind === 'profile' ? [{ label: 'and by', value: chosen[1] ?? '' }] : []),
  ]
  const [filtered = ['', '']] = Object.entries(question.where).filter(([name]) => name !== 'category')
  return (
    <form className="breakdown-form" method="get">
      {question.exact && <input type="hidden" name="exact" value="true" />}
      {categories.length > 0 && (
        <label>
          <span>Categories</span>
          <select name="by" defaultValue={(question.by?.includes('category') ?? isDivided) ? 'category' : ''}>
            <option value="category">apart</option>
            <option value="">all together</option>
          </select>
        </label>
      )}
      {fields.map(({ label, value }) => (
        <label key={label}>
          <span>{label}</span>
          <select name="by" defaultValue={value}>
            <option value="">nothing more</option>
            {breakdowns.map((id) => (
              <option key={id} value={id}>
                {breakdownName(wording, id)}
              </option>
            ))}
          </select>
        </label>
      ))}
      <label>
        <span>Only</span>
        <select name="where" defaultValue={filtered[0] === '' ? '' : `${filtered[0]}=${filtered[1]}`}>
          <option value="">everybody</option>
          {categories.length > 0 && (
            <optgroup label={breakdownName(wording, 'category')}>
              {categories.map((category) => (
                <option key={category} value={`category=${category}`}>
                  {categoryName(wording, category)}
                </option>
              ))}
            </optgroup>
          )}
          {breakdowns.map((id) => (
            <BandOptions key={id} wording={wording} breakdown={id} />
          ))}
        </select>
      </label>
      {children}
      <button type="submit" className="button secondary">
        Show
      </button>
    </form>
  )
}

function BandOptions({ wording, breakdown }: { readonly wording: Wording; readonly breakdown: string }) {
  const found = detailBreakdowns(wording.questionnaire).find(({ id }) => id === breakdown)
  // A list of every country would bury all else; by country one divides.
  if (found === undefined || found.isOpenList) return null
  return (
    <optgroup label={breakdownName(wording, breakdown)}>
      {found.bands.map((code) => (
        <option key={code} value={`${breakdown}=${code}`}>
          {bandName(wording, breakdown, code)}
        </option>
      ))}
    </optgroup>
  )
}
