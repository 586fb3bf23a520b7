/** What is asked of a profile, as an address writes it: `?by=category,gender&where=age_band=a18_24&exact=true`. */
export type WrittenQuestion = {
  readonly by?: readonly string[]
  readonly where: Readonly<Record<string, string>>
  readonly exact: boolean
}

/**
 * Reads what an address asks of a profile. Whether such a table may be shown is for `planTable` to say.
 *
 * @param search `by`: names parted by commas; `where`: `name=code` parted by commas, or repeated; `exact`: `true`
 */
export function profileQuestion(search: URLSearchParams): WrittenQuestion {
  const by = search.getAll('by').flatMap(partsOf)
  const conditions = search.getAll('where').flatMap(partsOf)
  return {
    ...(search.has('by') && { by: [...new Set(by)] }),
    where: Object.fromEntries(
      conditions.map((condition) => {
        const equals = condition.indexOf('=')
        return equals === -1 ? [condition, ''] : [condition.slice(0, equals), condition.slice(equals + 1)]
      }),
    ),
    exact: search.get('exact') === 'true',
  }
}

function partsOf(list: string): readonly string[] {
  return list
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
