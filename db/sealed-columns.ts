/**
 * Every column whose values are sealed. A value is sealed for the row that its key column names, and for no other. Where `isUnderSecret`,
 * a secret that only its owner has goes into the key too: we cannot seal such a value anew, and it ends by itself.
 */
export const sealedColumns = [
  { table: 'responses', column: 'answers', rowColumn: 'id', isUnderSecret: false },
  { table: 'responses', column: 'free_text', rowColumn: 'id', isUnderSecret: false },
  { table: 'release_details', column: 'sums', rowColumn: 'id', isUnderSecret: false },
  { table: 'rounds', column: 'sealing_private_key', rowColumn: 'id', isUnderSecret: false },
  { table: 'rounds', column: 'noise_key', rowColumn: 'id', isUnderSecret: false },
  { table: 'export_files', column: 'key', rowColumn: 'id', isUnderSecret: false },
  { table: 'accounts', column: 'totp_secret', rowColumn: 'id', isUnderSecret: false },
  { table: 'saved_interviews', column: 'interview', rowColumn: 'code_mac', isUnderSecret: true },
] as const satisfies readonly SealedColumn[]

type SealedColumn = {
  readonly table: string
  readonly column: string
  /** Column with the name of the row that a value is bound to. */
  readonly rowColumn: string
  readonly isUnderSecret: boolean
}

type PlaceIn<Column> = Column extends { readonly table: infer Table; readonly column: infer Name }
  ? { readonly table: Table; readonly column: Name; readonly row: string }
  : never

/** Where a sealed value lives. It opens nowhere else: a value cannot be moved to another row or column. */
export type SealedPlace =
  | PlaceIn<(typeof sealedColumns)[number]>
  /** Sealed and opened at once, to see whether that works. */
  | { readonly table: 'health'; readonly column: 'check'; readonly row: 'none' }
