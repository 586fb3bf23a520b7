import type { Questionnaire } from '../definition'
import { type Finding, finding, inItem } from './finding'

/** Items that are filled in before anybody has answered. */
export function* lintDefaults({ items }: Questionnaire): Generator<Finding> {
  for (const [place, item] of items.entries()) {
    if (item.default === undefined) continue
    yield finding(
      'filled_in_beforehand',
      inItem(place, item, 'default'),
      {},
      `Item "${item.id}" is filled in beforehand, and many people leave what stands there. Keep that for what is known, and ask what is not without it.`,
    )
  }
}
