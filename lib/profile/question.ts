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
  const where = new Map<string, Set<string>>()
  for (const condition of search.getAll('where').flatMap(partsOf)) {
    const [name = '', ...code] = condition.split('=')
    where.set(name, (where.get(name) ?? new Set()).add(code.join('=')))
  }
  return {
    ...(search.has('by') && { by: [...new Set(by)] }),
    // A second band of one breakdown is not dropped: no band is called by both, so that `planTable` names what was asked.
    where: Object.fromEntries([...where].map(([name, codes]) => [name, [...codes].join(', ')])),
    exact: search.get('exact') === 'true',
  }
}

function partsOf(list: string): readonly string[] {
  return list
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
