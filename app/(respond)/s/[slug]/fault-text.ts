import type { EntryFault } from '../../entry'
import type { Say } from '../../message'

/** What is wrong with an entry and what to do, in the language of the page. */
export function faultText(say: Say, fault: EntryFault): string {
  return say(`error.${fault.code}`, fault.params)
}
