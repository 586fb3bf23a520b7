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
  // Repeats whose sections or names are not right yet are asked once.
  const areRepeatsWrong = paths.some((path) => /^sections\[\d+\]\.repeat$|^repeats(\[\d+\]\.id)?$/.test(path))
  const { repeats = [], ...plain } = draft
  const whole =
    repeats.length === 0
      ? draft
      : areRepeatsWrong
        ? { ...plain, sections: draft.sections.map(({ repeat: _, ...section }) => section) }
        : {
            ...draft,
            repeats: repeats.map((repeat, place) => ({
              ...repeat,
              most: Math.max(repeat.most, 2),
              relevant: isWrong(`repeats[${place}].relevant`, repeat.relevant) ? null : repeat.relevant,
              count: isWrong(`repeats[${place}].count`, repeat.count) ? '1' : repeat.count,
            })),
          }
  return {
    ...whole,
    items: draft.items.map((item, place) =>
      itemWithout(item, (field, text) => isWrong(`items[${place}].${field}`, text)),
    ),
  }
}

function itemWithout(item: Item, isWrong: (field: string, condition?: string | null) => boolean): Item {
  const { constraint, default: start, ...bare } = item
  const shared = {
    ...bare,
    relevant: isWrong('relevant', item.relevant) ? null : item.relevant,
    required: typeof item.required === 'string' && isWrong('required', item.required) ? false : item.required,
    ...(constraint !== undefined && !isWrong('constraint', constraint) && { constraint }),
    ...(start !== undefined && !isWrong('default', start) && { default: start }),
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
