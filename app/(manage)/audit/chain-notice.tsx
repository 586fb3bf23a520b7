/** What a check of the chain found. @param broken number of the first entry that does not fit; null when all do */
export function ChainNotice({ broken }: { readonly broken: number | null }) {
  if (broken === null) {
    return (
      <p className="notice" role="status">
        The log is whole: each entry fits the one before it.
      </p>
    )
  }
  return (
    <div className="notice warning" role="alert">
      <p>
        <strong>Entry {broken} does not fit the one before it.</strong> Somebody changed the file of the
        database by hand, or it is damaged. Entries before {broken} can be trusted, later ones cannot.
      </p>
      <p>
        Keep a copy of the data folder as it is now. Then compare the log with that of your last backup, whose
        newest hash was printed when it was made.
      </p>
    </div>
  )
}
