import type { FormState } from '@/app/ui/form/form-state'
import type { Problem } from '@/lib/result'
import type { InspectionWords } from './inspection-words'

/** A form of margins after the server looked at it, with what the weights would be. */
export type MarginsState = FormState & { readonly preview: InspectionWords | null }

/** More problems than this are counted, not listed. */
const mostListed = 40

/**
 * Problems of a table or a fit as a form shows them: each leads to a field that is there, and says its place in the table.
 *
 * @param fieldOf the field for a path of the problem; null for the table
 * @param table the field of the table
 */
export function problemsInForm(
  problems: readonly Problem[],
  table: string,
  fieldOf: (path: string) => string | null,
): readonly Problem[] {
  const shown = problems.slice(0, mostListed).map(({ path, code, message }, place) => {
    const field = fieldOf(path)
    return field === null
      ? { path: table, code: `${code} ${place}`, message: `${placeInWords(path)}${message}` }
      : { path: field, code, message }
  })
  const more = problems.length - shown.length
  if (more === 0) return shown
  return [...shown, { path: table, code: 'more', message: `And ${more} more of this kind.` }]
}

/** `line 3, weight` begins the sentence; the path of a margin is named in the sentence itself. */
function placeInWords(path: string): string {
  return path.startsWith('line ') ? `${path.charAt(0).toUpperCase()}${path.slice(1)}: ` : ''
}
