import type { Problem } from '../result'
import type { CodebookDetails } from './codebook-details'
import { writeCsv } from './csv/write'
import { writeDdi } from './ddi/write'
import type { ExportFormatId } from './export-formats'
import { writeJsonLines } from './jsonl/write'
import type { Microdata } from './microdata'
import { parquetProblems } from './parquet/limits'
import { writeParquet } from './parquet/write'
import { savProblems } from './spss/limits'
import { writeSav } from './spss/sav'
import { writeDta } from './stata/dta'
import { dtaProblems } from './stata/limits'
import type { Study } from './study'
import type { TableDescription } from './table-description'
import { xlsxProblems } from './xlsx/limits'
import { writeXlsx } from './xlsx/write'

/** What a codebook says beyond the table. */
export type AboutTable = { readonly study: Study; readonly details: CodebookDetails }

/** How a format is written. What each carries and loses stands in `exportFormats`. */
export type FormatWriter = {
  /** Whom it is for, in a sentence. */
  readonly carries: string
  /** What the format has no room for in a table, before anything is written; empty when it fits. */
  readonly problems: (table: TableDescription) => readonly Problem[]
  readonly write: (table: Microdata, about: AboutTable) => AsyncIterable<Uint8Array>
}

const hasRoom = (): readonly Problem[] => []

/** Every format that microdata is written in. */
export const formatWriters: Readonly<Record<ExportFormatId, FormatWriter>> = {
  csv: {
    carries: 'Codes and numbers that every program reads. Labels stand in the codebook.',
    problems: hasRoom,
    write: (table) => writeCsv(table),
  },
  xlsx: {
    carries: 'Codes and numbers, with variables, labels and missing values on sheets of their own.',
    problems: xlsxProblems,
    write: (table) => writeXlsx(table),
  },
  sav: {
    carries: 'Labels, measurement levels and user-missing values, for SPSS and PSPP.',
    problems: savProblems,
    write: (table) => writeSav(table),
  },
  dta: {
    carries: 'Labels and extended missing values, for Stata 14 and later and for R.',
    problems: dtaProblems,
    write: (table) => writeDta(table),
  },
  parquet: {
    carries: 'Compressed columns with their types, for large data in R, Python and DuckDB.',
    problems: parquetProblems,
    write: (table) => writeParquet(table),
  },
  jsonl: {
    carries: 'One object a person, for programs.',
    problems: hasRoom,
    write: (table) => writeJsonLines(table),
  },
  ddi: {
    carries: 'The codebook alone, for archives and catalogues: no answers.',
    problems: hasRoom,
    write: ({ rows: _unread, ...description }, { study, details }) =>
      writeDdi(description, study, [], details),
  },
}
