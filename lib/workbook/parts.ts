import { xmlText } from '../xml-text'
import { sheetText } from './cell-xml'

/** The parts of a workbook that are not sheets (ISO/IEC 29500). */

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** What a workbook says of itself. */
export type WorkbookDescription = {
  readonly title: string
  /** Language code. */
  readonly language: string
  /** Date, `2026-03-01`. */
  readonly madeOn: string
}

export type Part = { readonly name: string; readonly xml: string }

/** @param sheets names of the sheets, in their order; `sharedTexts` are those that cells name by number */
export function workbookParts(
  table: WorkbookDescription,
  sheets: readonly string[],
  sharedTexts: readonly string[],
): readonly Part[] {
  const numbered = sheets.map((name, index) => ({ name, id: index + 1 }))
  const stylesId = sheets.length + 1
  const textsId = sheets.length + 2
  return [
    {
      name: '[Content_Types].xml',
      xml:
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        '<Default Extension="xml" ContentType="application/xml"/>' +
        `<Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>` +
        numbered
          .map(
            ({ id }) =>
              `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="${types}.worksheet+xml"/>`,
          )
          .join('') +
        `<Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/>` +
        `<Override PartName="/xl/sharedStrings.xml" ContentType="${types}.sharedStrings+xml"/>` +
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>' +
        '</Types>',
    },
    {
      name: '_rels/.rels',
      xml:
        `<Relationships xmlns="${packageRelations}">` +
        `<Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/>` +
        `<Relationship Id="rId2" Type="${packageRelations}/metadata/core-properties" Target="docProps/core.xml"/>` +
        '</Relationships>',
    },
    {
      name: 'docProps/core.xml',
      xml:
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ' +
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ' +
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
        `<dc:title>${xmlText(table.title)}</dc:title>` +
        `<dcterms:created xsi:type="dcterms:W3CDTF">${table.madeOn}T00:00:00Z</dcterms:created>` +
        `<dc:language>${xmlText(table.language)}</dc:language>` +
        '</cp:coreProperties>',
    },
    {
      name: 'xl/workbook.xml',
      xml:
        `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>` +
        numbered.map(({ name, id }) => `<sheet name="${name}" sheetId="${id}" r:id="rId${id}"/>`).join('') +
        '</sheets></workbook>',
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      xml:
        `<Relationships xmlns="${packageRelations}">` +
        numbered
          .map(
            ({ id }) =>
              `<Relationship Id="rId${id}" Type="${relations}/worksheet" Target="worksheets/sheet${id}.xml"/>`,
          )
          .join('') +
        `<Relationship Id="rId${stylesId}" Type="${relations}/styles" Target="styles.xml"/>` +
        `<Relationship Id="rId${textsId}" Type="${relations}/sharedStrings" Target="sharedStrings.xml"/>` +
        '</Relationships>',
    },
    { name: 'xl/styles.xml', xml: stylesXml },
    {
      name: 'xl/sharedStrings.xml',
      xml:
        `<sst xmlns="${main}" uniqueCount="${sharedTexts.length}">` +
        sharedTexts.map((text) => `<si><t xml:space="preserve">${sheetText(text)}</t></si>`).join('') +
        '</sst>',
    },
  ].map(({ name, xml }) => ({ name, xml: declaration + xml }))
}

// In the order of `styles` in cell-xml.ts: plain, header, date, text (49 is the text format that every program knows).
const stylesXml =
  `<styleSheet xmlns="${main}">` +
  '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>' +
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill>' +
  '<fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>' +
  '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
  '</styleSheet>'

/** What stands before the rows of a sheet: the header stays in sight, and a right-to-left language reads from the right. */
export function sheetStart(isRightToLeft: boolean, columnWidths: readonly number[]): string {
  const direction = isRightToLeft ? ' rightToLeft="1"' : ''
  const columns = columnWidths
    .map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`)
    .join('')
  return (
    `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView${direction} workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `${columns === '' ? '' : `<cols>${columns}</cols>`}<sheetData>`
  )
}

export const sheetEnd = '</sheetData></worksheet>'
