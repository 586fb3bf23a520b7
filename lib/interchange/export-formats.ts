/**
 * The formats in which a table of single answers leaves, as data: the command line and the API take an id, pages offer them, and docs/files.md
 * prints what each carries.
 */
export type ExportFormat = {
  /** As `--format` and `?format=` take it. */
  readonly id: string
  readonly name: string
  /** Of the file, without a dot. */
  readonly extension: string
  readonly mediaType: string
  /** Whether it holds answers, or only says what they mean. */
  readonly hasRows: boolean
  /** How variable labels and questions travel. */
  readonly labels: string
  /** What a category is in a cell. */
  readonly categories: string
  /** How the reasons for a missing value are kept apart. */
  readonly missing: string
  readonly dates: string
  /** What is lost, and the limits that are checked before writing. */
  readonly losses: string
}

export const exportFormats = [
  {
    id: 'csv',
    name: 'CSV',
    extension: 'csv',
    mediaType: 'text/csv; charset=utf-8',
    hasRows: true,
    labels: 'in the codebook and the R script',
    categories: 'their codes; labels when asked for',
    missing: '`pnta`, `dk`, `na`, `skipped`; empty: not asked',
    dates: '`2026-03-01`',
    losses: 'types; an empty text looks like a question not asked to most readers',
  },
  {
    id: 'xlsx',
    name: 'Excel',
    extension: 'xlsx',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    hasRows: true,
    labels: 'on the sheets `variables` and `values`',
    categories: 'their codes',
    missing: '`pnta`, `dk`, `na`, `skipped`; empty: not asked',
    dates: 'dates; text before March 1900',
    losses: '1,048,575 responses, 16,384 columns, 32,766 characters a cell; an empty text is an empty cell',
  },
  {
    id: 'sav',
    name: 'SPSS',
    extension: 'sav',
    mediaType: 'application/x-spss-sav',
    hasRows: true,
    labels: 'as variable and value labels',
    categories: 'numbers with value labels',
    missing: 'user-missing values with labels',
    dates: 'dates',
    losses: 'see [SPSS](#spss-sav)',
  },
  {
    id: 'dta',
    name: 'Stata',
    extension: 'dta',
    mediaType: 'application/x-stata-dta',
    hasRows: true,
    labels: 'as variable and value labels',
    categories: 'numbers with value labels',
    missing: 'extended missing values with labels',
    dates: 'dates',
    losses: 'see [Stata](#stata-dta)',
  },
  {
    id: 'parquet',
    name: 'Parquet',
    extension: 'parquet',
    mediaType: 'application/vnd.apache.parquet',
    hasRows: true,
    labels: 'in the metadata of the file, as JSON',
    categories: 'their codes',
    missing: 'null, and why in the column `NAME__missing`',
    dates: 'dates',
    losses: 'nothing; a variable may not have the name of a column of reasons',
  },
  {
    id: 'jsonl',
    name: 'JSON lines',
    extension: 'jsonl',
    mediaType: 'application/jsonl',
    hasRows: true,
    labels: 'in the codebook',
    categories: 'their codes',
    missing: 'null, and why under `$missing`; no reason: not asked',
    dates: '`"2026-03-01"`',
    losses: 'a date looks like a text',
  },
  {
    id: 'ddi',
    name: 'DDI-Codebook 2.5',
    extension: 'xml',
    mediaType: 'application/xml',
    hasRows: false,
    labels: 'all, with questions, groups and the description of the survey',
    categories: 'code, number and label of each',
    missing: 'categories marked as missing',
    dates: 'the format',
    losses: 'the answers: it is the codebook',
  },
  {
    id: 'r',
    name: 'R script',
    extension: 'R',
    mediaType: 'text/x-r',
    hasRows: false,
    labels: 'all, with questions; they become attributes of the columns',
    categories: 'factors with labels',
    missing: 'NA, and why in the data frame `reasons`',
    dates: 'dates',
    losses: 'the answers: it reads the CSV file beside it',
  },
] as const satisfies readonly ExportFormat[]

export type ExportFormatId = (typeof exportFormats)[number]['id']

/** A format that holds rows: of people, or of aggregates. */
export type TableFormatId = Extract<(typeof exportFormats)[number], { readonly hasRows: true }>['id']
export const tableFormatIds = [
  'csv',
  'xlsx',
  'sav',
  'dta',
  'parquet',
  'jsonl',
] as const satisfies readonly TableFormatId[]
