import { utf8Chunks } from '../byte-chunks'
import type { CodebookDetails } from '../codebook-details'
import type { DataFile, Study } from '../study'
import type { TableDescription } from '../table-description'
import { el, optional } from '../xml'
import { studyXml } from './study-xml'
import { dataXml } from './variable-xml'

/**
 * A codebook as DDI-Codebook 2.5 XML: the survey, the files, and each variable with its question, categories and missing values. Categories have the
 * codes of CSV, Excel, JSON lines and Parquet; the numbers of SPSS and Stata files stand beside them.
 *
 * @param files the data files that go with it
 * @see DDI Alliance, DDI-Codebook 2.5 (2012)
 */
export function writeDdi(
  table: TableDescription,
  study: Study,
  files: readonly DataFile[] = [],
  details: CodebookDetails = {},
): AsyncGenerator<Uint8Array> {
  return utf8Chunks(pieces(table, study, files, details))
}

function* pieces(
  table: TableDescription,
  study: Study,
  files: readonly DataFile[],
  details: CodebookDetails,
): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n'
  yield '<codeBook xmlns="ddi:codebook:2_5" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
  yield 'xsi:schemaLocation="ddi:codebook:2_5 https://www.ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd" '
  yield `version="2.5" xml:lang="${table.language}">\n`
  yield documentXml(table, study)
  yield studyXml(study, table.madeOn)
  for (const [index, file] of files.entries()) yield fileXml(table, file, index)
  yield* dataXml(
    table,
    files.map((_, index) => fileId(index)),
    details,
  )
  yield '</codeBook>\n'
}

function documentXml(table: TableDescription, study: Study): string {
  return el('docDscr', {}, [
    el('citation', {}, [
      el('titlStmt', {}, [el('titl', {}, table.title), optional('IDNo', {}, study.id)]),
      el('prodStmt', {}, [
        ...study.producers.map((producer) => el('producer', {}, producer)),
        el('prodDate', { date: table.madeOn }, table.madeOn),
        el('software', {}, 'Foothold'),
      ]),
    ]),
  ])
}

function fileXml(table: TableDescription, file: DataFile, index: number): string {
  return el('fileDscr', { ID: fileId(index), URI: file.name }, [
    el('fileTxt', {}, [
      el('fileName', {}, file.name),
      el('dimensns', {}, [
        el('caseQnty', {}, `${table.rowCount}`),
        el('varQnty', {}, `${table.variables.length}`),
      ]),
      el('fileType', { charset: 'UTF-8' }, file.format),
    ]),
  ])
}

function fileId(index: number): string {
  return `F${index + 1}`
}
