import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { counted } from '../counts'
import { outputOf, programThatAnswers } from '../fixtures/programs'
import { bareStudy, sampleStudy } from '../fixtures/study'
import { anyTable, bytesOf, sampleTable, tableOf } from '../fixtures/tables'
import { writeDdi } from './write'

// Other programs start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const schema = fileURLToPath(new URL('fixtures/codebook-2.5/codebook.xsd', import.meta.url))
const files = [
  { name: 'spring-2026.csv', format: 'CSV' },
  { name: 'spring-2026.sav', format: 'SPSS system file' },
]

let validator: XsdValidator
beforeAll(() => {
  xmlRegisterFsInputProviders()
  const document = XmlDocument.fromBuffer(readFileSync(schema), { url: schema })
  validator = XsdValidator.fromDoc(document)
  document.dispose()
})
afterAll(() => validator.dispose())

async function fullCodebook(): Promise<Uint8Array> {
  const { table, counts } = counted(sampleTable())
  for await (const _ of table.rows) {
    // Only to be counted.
  }
  return bytesOf(
    writeDdi(table, sampleStudy, files, {
      counts: counts(),
      groupLabels: new Map([['work', 'العمل']]),
      universes: new Map([['wage', 'من يعمل']]),
    }),
  )
}

/** Reads a document that the schema holds to be valid. */
function valid<T>(bytes: Uint8Array, read: (found: (path: string) => string[]) => T): T {
  const document = XmlDocument.fromBuffer(bytes)
  try {
    validator.validate(document)
    return read((path) => document.find(path, { d: 'ddi:codebook:2_5' }).map((node) => node.content))
  } finally {
    document.dispose()
  }
}

describe('a codebook as DDI', () => {
  test('is valid, and says of a variable what it is', async () => {
    valid(await fullCodebook(), (found) => {
      const status = '//d:var[@name="main_status"]'
      expect(found(`${status}/d:labl`)).toEqual(['الوضع "الرئيسي"'])
      expect(found(`${status}/d:labl/@xml:lang`)).toEqual(['ar'])
      expect(found(`${status}/d:qstn/d:qstnLit`)).toEqual(['ما هو وضعك الرئيسي؟ <اختر واحدًا> & واحدًا فقط'])
      expect(found(`${status}/d:catgry[not(@missing) or @missing="N"]/d:catValu`)).toEqual([
        'employed',
        'unemployed',
        '-1',
      ])
      expect(found(`${status}/d:catgry[not(@missing) or @missing="N"]/d:labl`)).toEqual([
        'يعمل',
        'عاطل عن العمل',
        '=آخر',
      ])
      expect(found(`${status}/d:catgry[@missing="Y"]/@missType`)).toEqual([
        'refused',
        'dont_know',
        'not_applicable',
        'not_asked',
        'skipped',
      ])
      expect(found(`${status}/d:catgry[@missing="Y"]/d:catValu`)).toEqual(['pnta', 'dk', 'na', '', 'skipped'])
      expect(found(`${status}/d:catgry/d:catStat`)).toEqual(['3', '1', '1', '1', '1', '1', '1', '1'])
      expect(found(`${status}/@nature`)).toEqual(['nominal'])
      expect(found('//d:var[@name="safety"]/@nature')).toEqual(['ordinal'])
      expect(found('//d:var[@name="Age"]/@intrvl')).toEqual(['contin'])
      expect(found('//d:var[@name="Age"]/d:valrng/d:range/@max')).toEqual(['120'])
      expect(found('//d:var[@name="Age"]/@measUnit')).toEqual(['سنة'])
      expect(found('//d:var[@name="Age"]/d:sumStat[@type="max"]')).toEqual(['120'])
      expect(found('//d:var[@name="wage"]/d:universe')).toEqual(['من يعمل'])
      expect(found('//d:var[@name="arrived"]/d:varFormat/@category')).toEqual(['date'])
      expect(found('//d:varGrp[@name="work"]/@var')).toEqual(['V_main_status V_safety V_wage'])
      expect(found('//d:varGrp/d:labl')).toEqual(['response', 'العمل', 'person'])
    })
  })

  test('says of the survey and its files who, when, how and on what conditions', async () => {
    valid(await fullCodebook(), (found) => {
      const study = '/d:codeBook/d:stdyDscr'
      expect(found(`${study}/d:citation/d:titlStmt/d:titl`)).toEqual(['مسح الربيع <2026>'])
      expect(found(`${study}//d:abstract`)).toEqual(['سؤال وجواب.\nفقرة ثانية مع حرف \uFFFD لا مكان له.'])
      expect(found(`${study}//d:producer`)).toEqual(['Office of Examples', 'مكتب الأمثلة'])
      expect(found(`${study}//d:version/@date`)).toEqual(['2026-03-01'])
      expect(found(`${study}//d:collDate/@event`)).toEqual(['start', 'end'])
      expect(found(`${study}//d:collDate/@date`)).toEqual(['2026-01-10', '2026-02'])
      expect(found(`${study}//d:nation/@abbr`)).toEqual(['LY'])
      expect(found(`${study}//d:sampProc`)).toEqual(['Three strata, twelve sampling units each.'])
      expect(found(`${study}//d:weight`)).toEqual(['Raked to sex and region.'])
      expect(found(`${study}//d:dataKind`)).toEqual(['Survey data'])
      expect(found(`${study}/d:dataAccs/d:useStmt/d:conditions`)).toEqual(['For research, on request.'])
      expect(found('//d:fileDscr//d:fileName')).toEqual(['spring-2026.csv', 'spring-2026.sav'])
      expect(found('//d:fileDscr[1]//d:caseQnty')).toEqual(['10'])
      expect(found('//d:docDscr//d:prodDate/@date')).toEqual(['2026-03-01'])
    })
  })

  test('is valid with next to nothing to say', async () => {
    valid(await bytesOf(writeDdi(sampleTable([]), bareStudy)), (found) => {
      expect(found('//d:stdyDscr//d:titl')).toEqual(['Bare'])
      expect(found('//d:abstract | //d:method | //d:dataAccs')).toEqual([])
    })
  })

  test('is valid for any table, and keeps the labels', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, async ({ variables, rows }) => {
        const bytes = await bytesOf(writeDdi(tableOf(variables, rows), sampleStudy, files))
        valid(bytes, (found) => {
          for (const { name, label } of variables) {
            const inXml = label.replace(/(?![\t\n\r\x7f-\x9f])\p{Cc}|[\ufffe\uffff]/gu, '\uFFFD')
            expect(found(`//d:var[@name="${name}"]/d:labl`)).toEqual(inXml === '' ? [] : [inXml])
          }
        })
      }),
      { numRuns: 50 },
    )
  })

  test('the schema refuses what is not a codebook', async () => {
    const text = Buffer.from(await fullCodebook()).toString('utf8')
    const broken = Buffer.from(text.replaceAll('catValu', 'catVal'))
    expect(() => valid(broken, () => null)).toThrow(/catVal/)
  })

  const xmllint = programThatAnswers([['xmllint', '--version']])
  test.runIf(xmllint !== null)('xmllint holds it to be valid', async () => {
    const text = Buffer.from(await fullCodebook()).toString('utf8')
    outputOf(xmllint ?? '', ['--nonet', '--noout', '--schema', schema, '-'], text)
    const broken = text.replaceAll('catValu', 'catVal')
    expect(() => outputOf(xmllint ?? '', ['--nonet', '--noout', '--schema', schema, '-'], broken)).toThrow(
      /catVal/,
    )
  })
})
