import { checkQuestionnaire } from './check'
import type { Item, Questionnaire } from './definition'
import { hasOptions } from './options'

/**
 * A draft without the conditions that are wrong, so that it can be shown while somebody works on it: what they would have decided is left open, and
 * an item whose calculation is wrong has no value.
 */
export function withoutFaults(draft: Questionnaire): Questionnaire {
  const paths = checkQuestionnaire(draft).map(({ path }) => path)
  // Conditions that are not written yet are wrong in shape, which that check takes for granted.
  const isWrong = (path: string, condition: string | null | undefined) =>
    condition === '' ||
    paths.some((wrong) => wrong === path || wrong.startsWith(`${path}.`) || wrong.startsWith(`${path}[`))
  return {
    ...draft,
    items: draft.items.map((item, place) =>
      itemWithout(item, (field, text) => isWrong(`items[${place}].${field}`, text)),
    ),
  }
}

function itemWithout(item: Item, isWrong: (field: string, condition?: string | null) => boolean): Item {
  const { constraint, ...bare } = item
  const shared = {
    ...bare,
    relevant: isWrong('relevant', item.relevant) ? null : item.relevant,
    required: typeof item.required === 'string' && isWrong('required', item.required) ? false : item.required,
    ...(constraint !== undefined && !isWrong('constraint', constraint) && { constraint }),
  }
  if (shared.type === 'calculated') {
    return isWrong('calculation', shared.calculation) ? { ...shared, calculation: "''" } : shared
  }
  if (!hasOptions(shared)) return shared
  const { choiceFilter, variants, ...others } = shared
  return {
    ...others,
    ...(choiceFilter !== undefined && !isWrong('choiceFilter', choiceFilter) && { choiceFilter }),
    ...(variants !== undefined && { variants: isWrong('variants') ? [] : variants }),
  }
}
