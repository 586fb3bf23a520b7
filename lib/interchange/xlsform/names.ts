/** Names of a form and the ids that stand for them here. */
export class Names {
  private readonly idByRow = new Map<number, string>()
  private readonly idsByName = new Map<string, string[]>()
  private readonly taken = new Set<string>()
  /** The number to try next, by what stands before it: a form may have one name fifty thousand times. */
  private readonly nextNumber = new Map<string, number>()

  /** Gives a row its id: the name in lower case, with _ for what an id cannot hold; a number behind it when it is taken. */
  take(row: number, name: string): string {
    const id = this.free(idOf(name))
    this.idByRow.set(row, id)
    const ids = this.idsByName.get(name)
    if (ids === undefined) this.idsByName.set(name, [id])
    else ids.push(id)
    return id
  }

  /** An id for what no row of the form names. */
  free(wished: string): string {
    let id = wished
    if (this.taken.has(id)) {
      const start = wished.slice(0, 60)
      let n = this.nextNumber.get(start) ?? 2
      for (; this.taken.has(id); n += 1) id = `${start}_${n}`
      this.nextNumber.set(start, n)
    }
    this.taken.add(id)
    return id
  }

  idOfRow(row: number): string {
    return this.idByRow.get(row) ?? ''
  }

  /** The ids of the rows that have a name: none, one, or several when the name is not unique. */
  idsNamed(name: string): readonly string[] {
    return this.idsByName.get(name) ?? []
  }
}

/** A name as an id: `Q1.Age` becomes `q1_age`. */
export function idOf(name: string): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9_]+/g, '_')
  return (/^[a-z]/.test(plain) ? plain : `q${plain.startsWith('_') ? '' : '_'}${plain}`).slice(0, 64)
}
