import type { Problem } from '../result'
import type { CodebookDetails } from './codebook-details'
import { writeCsv } from './csv/write'
import { writeDdi } from './ddi/write'
import type { ExportFormatId, TableFormatId } from './export-formats'
import { exportFileName } from './export-request'
import { writeJsonLines } from './jsonl/write'
import type { Microdata } from './microdata'
import { parquetProblems } from './parquet/limits'
import { writeParquet } from './parquet/write'
import { type SurveyDesign, writeRScript } from './r/write'
import { savProblems } from './spss/limits'
import { writeSav } from './spss/sav'
import { writeDta } from './stata/dta'
import { dtaProblems } from './stata/limits'
import type { Study } from './study'
import type { TableDescription } from './table-description'
import { xlsxProblems } from './xlsx/limits'
import { writeXlsx } from './xlsx/write'

/** What a codebook says beyond the table. */
export type AboutTable = {
  readonly study: Study
  readonly details: CodebookDetails
  /** The variables that people are weighted by; null where every person counts once. */
  readonly design: SurveyDesign | null
}

/** How a table is written in each format that holds rows: single answers as well as aggregates. */
export const tableWriters: Readonly<Record<TableFormatId, (table: Microdata) => AsyncIterable<Uint8Array>>> =
  {
    csv: (table) => writeCsv(table),
    xlsx: writeXlsx,
    sav: writeSav,
    dta: writeDta,
    parquet: writeParquet,
    jsonl: writeJsonLines,
  }

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
    write: tableWriters.csv,
  },
  xlsx: {
    carries: 'Codes and numbers, with variables, labels and missing values on sheets of their own.',
    problems: xlsxProblems,
    write: tableWriters.xlsx,
  },
  sav: {
    carries: 'Labels, measurement levels and user-missing values, for SPSS and PSPP.',
    problems: savProblems,
    write: tableWriters.sav,
  },
  dta: {
    carries: 'Labels and extended missing values, for Stata 14 and later and for R.',
    problems: dtaProblems,
    write: tableWriters.dta,
  },
  parquet: {
    carries: 'Compressed columns with their types, for large data in R, Python and DuckDB.',
    problems: parquetProblems,
    write: tableWriters.parquet,
  },
  jsonl: {
    carries: 'One object a person, for programs.',
    problems: hasRoom,
    write: tableWriters.jsonl,
  },
  ddi: {
    carries: 'The codebook alone, for archives and catalogues: no answers.',
    problems: hasRoom,
    write: ({ rows: _unread, ...description }, { study, details }) =>
      writeDdi(description, study, [], details),
  },
  r: {
    carries:
      'Reads the CSV file in R with labels and the reasons for missing values, and sets up the survey design: no answers.',
    problems: hasRoom,
    write: ({ rows: _unread, ...description }, { design }) =>
      writeRScript(description, { csv: exportFileName(description.name, 'csv') }, design),
  },
}
