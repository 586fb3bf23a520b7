/** Names of a form and the ids that stand for them here. */
export class Names {
  private readonly idByRow = new Map<number, string>()
  private readonly idsByName = new Map<string, string[]>()
  private readonly taken = new Set<string>()

  /** Gives a row its id: the name in lower case, with _ for what an id cannot hold; a number behind it when it is taken. */
  take(row: number, name: string): string {
    const id = this.free(idOf(name))
    this.idByRow.set(row, id)
    this.idsByName.set(name, [...(this.idsByName.get(name) ?? []), id])
    return id
  }

  /** An id for what no row of the form names. */
  free(wished: string): string {
    let id = wished
    for (let n = 2; this.taken.has(id); n += 1) id = `${wished.slice(0, 60)}_${n}`
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
