import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { RelaxNGValidator, XmlDocument } from 'libxml2-wasm'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { js2xliff, type PackageFile, type PackageUnit, xliff2js } from 'xliff'
import { defaultInstruments } from '../../instruments/default-instruments'
import { anyTranslated, everyText, untranslated } from '../../questionnaire/fixtures/every-text'
import { translatableTexts, withTexts } from '../../questionnaire/translatable'
import {
  initialStates,
  progressOf,
  stateOf,
  type TranslatedQuestionnaire,
  withTranslations,
} from '../../questionnaire/translation-state'
import { takeTranslations } from '../offered-translations'
import { xliffLimits } from './limits'
import { readXliff } from './read'
import { writeXliff } from './write'

vi.setConfig({ testTimeout: 60_000 })

const bytesOf = (xml: string) => new TextEncoder().encode(xml)
const bare: TranslatedQuestionnaire = { questionnaire: everyText, states: {} }

function taken(xml: string, draft: TranslatedQuestionnaire, language = 'ar') {
  const read = readXliff(bytesOf(xml), draft, language)
  if (!read.ok) throw new Error(read.problems[0]?.message)
  return read.value
}

function refusal(file: string | Uint8Array, draft = bare): string {
  const read = readXliff(typeof file === 'string' ? bytesOf(file) : file, draft, 'ar')
  return read.ok ? 'taken' : `${read.problems[0]?.code} ${read.problems[0]?.path}`.trim()
}

/** Texts and states of a language, by key. */
function readings(translated: TranslatedQuestionnaire, language = 'ar') {
  return translatableTexts(translated.questionnaire).map((text) => ({
    key: text.key,
    text: text.texts[language],
    state: stateOf(translated, language, text),
  }))
}

const schema = XmlDocument.fromBuffer(readFileSync(new URL('fixtures/core.rng', import.meta.url)))
const validator = RelaxNGValidator.fromDoc(schema)
afterAll(() => {
  validator.dispose()
  schema.dispose()
})

/** What XPath finds in a file that the schema holds to be valid. */
function valid(xml: string, paths: Readonly<Record<string, string>> = {}) {
  const document = XmlDocument.fromBuffer(bytesOf(xml))
  try {
    validator.validate(document)
    const found = Object.entries(paths).map(([name, path]) => [
      name,
      document.find(path, { x: 'urn:oasis:names:tc:xliff:document:2.0' }).map((node) => node.content),
    ])
    return Object.fromEntries(found)
  } finally {
    document.dispose()
  }
}

describe('there and back', () => {
  test('every text and state is as it was, whatever is in it', () => {
    fc.assert(
      fc.property(anyTranslated({ control: true, halves: true }), (translated) => {
        const back = taken(writeXliff(translated, 'ar'), untranslated(translated))
        expect(back.refused).toEqual([])
        expect(readings(back.translated)).toEqual(readings(translated))
        expect(taken(writeXliff(translated, 'ar'), translated)).toMatchObject({
          translated,
          changed: 0,
          restated: 0,
          notes: [],
          refused: [],
        })
      }),
    )
  })

  test.each(
    defaultInstruments().flatMap((questionnaire) =>
      [...questionnaire.languages.slice(1), 'so'].map(
        (language) => [questionnaire.id, language, questionnaire] as const,
      ),
    ),
  )('%s in %s', (_, language, questionnaire) => {
    const known = questionnaire.languages.includes(language)
    const more = known
      ? questionnaire
      : { ...questionnaire, languages: [...questionnaire.languages, language] }
    const draft = { questionnaire: more, states: initialStates(more) }
    const xml = writeXliff(draft, language)
    valid(xml)
    const { total, counts } = progressOf(draft, language)
    expect(counts[known ? 'machine_drafted' : 'missing']).toBe(total)
    const empty = translatableTexts(more).map(({ key }) => [key, ''] as const)
    const back = taken(
      xml,
      { questionnaire: withTexts(more, language, new Map(empty)), states: {} },
      language,
    )
    expect(back.changed).toBe(known ? total : 0)
    expect(readings(back.translated, language)).toEqual(readings(draft, language))
  })
})

describe('a file', () => {
  test('is valid, and each text in it has an id, its key and its codes', () => {
    fc.assert(
      fc.property(anyTranslated({ control: true, halves: true }), (translated) => {
        const found = valid(writeXliff(translated, 'ar'), {
          ids: '//x:unit/@id',
          names: '//x:unit/@name',
          groups: '//x:group/@id',
          // What the standard asks beyond its schema.
          lostData: '//x:ph[not(@dataRef = ancestor::x:unit/x:originalData/x:data/@id)]',
          repeatedCodes:
            '//x:source/x:ph[@id = preceding-sibling::x:ph/@id] | //x:target/x:ph[@id = preceding-sibling::x:ph/@id]',
          strayCodes: '//x:target/x:ph[not(@id = ancestor::x:segment/x:source/x:ph/@id)]',
          statesWithoutTarget: '//x:segment[@state != "initial"][not(x:target)]',
        })
        expect(found.names).toEqual(translatableTexts(everyText).map(({ key }) => key))
        expect(new Set(found.ids).size).toBe(found.names.length)
        expect(new Set(found.groups).size).toBe(found.groups.length)
        for (const fault of [
          found.lostData,
          found.repeatedCodes,
          found.strayCodes,
          found.statesWithoutTarget,
        ])
          expect(fault).toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  test('groups what belongs together, and says what it is', () => {
    const found = valid(writeXliff(bare, 'ar'), {
      group: '//x:group[@name="sections/work"]/x:group[@name="items/status"]/x:unit/@name',
      note: '//x:unit[@name="items/status/help"]/x:notes/x:note',
      shown: '//x:unit[@name="items/paid/label"]//x:ph/@disp',
      direction: '//x:file/@trgDir',
    })
    expect(found.group).toContain('items/status/choices/employed')
    expect(found.note).toEqual(['Help for the question “Status”.'])
    expect(found.shown).toEqual(['${status}'])
    expect(found.direction).toEqual(['rtl'])
  })
})

/** Units of the package's file, those inside groups too. */
function* unitsOf(units: Readonly<Record<string, PackageUnit>>): Generator<readonly [string, PackageUnit]> {
  for (const [id, unit] of Object.entries(units))
    if (unit.groupUnits === undefined) yield [id, unit]
    else yield* unitsOf(unit.groupUnits)
}

describe('the npm package xliff, which others translate with', () => {
  /** Its words, with a sign for each code. The package takes spaces away where it likes. */
  const plain = (value: PackageUnit['source']) =>
    (typeof value === 'string'
      ? value
      : (value ?? []).map((part) => (typeof part === 'string' ? part : '\u0000')).join('')
    ).replace(/\s+/g, '')

  test('reads what we write', async () => {
    await fc.assert(
      fc.asyncProperty(anyTranslated({ control: false, halves: false }), async (translated) => {
        const file = await xliff2js(writeXliff(translated, 'ar'))
        expect([file.sourceLanguage, file.targetLanguage]).toEqual(['en', 'ar'])
        const units = new Map(unitsOf(file.resources.questionnaire ?? {}))
        const shown = (text: string | undefined) =>
          text?.replace(/\$\{\s*\w+\s*\}/g, '\u0000').replace(/\s+/g, '')
        for (const { key, texts } of translatableTexts(translated.questionnaire)) {
          const unit = units.get(key.replaceAll('/', ':'))
          expect(plain(unit?.source)).toBe(shown(texts.en))
          expect(unit?.target === undefined ? undefined : plain(unit.target)).toBe(shown(texts.ar))
        }
      }),
      { numRuns: 30 },
    )
  })

  test.each([
    ['laid out', '  '],
    ['in one line', ''],
  ])(
    'writes our file anew, without states, spaces and original data, and we read it (%s)',
    async (_, indent) => {
      const word = fc.constantFrom('كيف', 'الحال', '<b>', '&', '"quoted"', '👩🏽‍🌾', '\u200f(', ')')
      const some = fc.array(word, { minLength: 1 }).map((words) => words.join(' '))
      await fc.assert(
        fc.asyncProperty(some, some, async (before, after) => {
          const file: PackageFile = await xliff2js(writeXliff(bare, 'ar'))
          for (const [id, unit] of unitsOf(file.resources.questionnaire ?? {})) {
            if (id === 'title') unit.target = before
            if (id === 'items:paid:label' && typeof unit.source === 'object') {
              const code = unit.source.filter((part) => typeof part === 'object')
              unit.target = [`${before} `, ...code, ` ${after}`]
            }
          }
          const xml = await js2xliff(file, { indent })
          const { translated, refused, notes } = taken(xml, bare)
          expect([...refused, ...notes]).toEqual([])
          const now = readings(translated).filter(({ text }) => text !== undefined)
          expect(now).toEqual([
            { key: 'title', text: before, state: 'translated' },
            { key: 'items/paid/label', text: `${before} \${status} ${after}`, state: 'translated' },
          ])
        }),
        { numRuns: 30 },
      )
    },
  )
})

/** A file of one unit as some other program may write it. */
function fileOf(
  unit: string,
  attributes = 'version="2.0" srcLang="en" trgLang="ar" xml:space="preserve"',
): string {
  return `<?xml version="1.0"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" ${attributes}>
<file id="f1" original="every-text"><skeleton href="x"/>${unit}</file></xliff>`
}

function unitOf(content: string, key = 'items/paid/label'): string {
  return `<unit id="${key.replaceAll('/', ':')}" name="${key}">
<originalData><data id="d1">\${status}</data></originalData>${content}</unit>`
}

const source = '<source>Paid as <ph id="1" dataRef="d1"/>?</source>'
const paid = 'مدفوع كـ${status}؟'

describe('what other programs write', () => {
  test.each([
    [
      'plain',
      `<segment state="translated">${source}<target>مدفوع كـ<ph id="1" dataRef="d1"/>؟</target></segment>`,
    ],
    ['a placeholder as text', `<segment>${source}<target>مدفوع كـ\${status}؟</target></segment>`],
    ['CDATA', `<segment>${source}<target><![CDATA[مدفوع كـ]]><ph id="1" dataRef="d1"/>؟</target></segment>`],
    [
      'a comment and an instruction',
      `<segment>${source}<target>مدفوع <!-- x --><?y?>كـ<ph id="1" dataRef="d1"/>؟</target></segment>`,
    ],
    ['no data reference in the target', `<segment>${source}<target>مدفوع كـ<ph id="1"/>؟</target></segment>`],
    [
      'marks of annotations and paired codes',
      `<segment><source><mrk id="m" translate="no">Paid</mrk> <pc id="2">as</pc> <ph id="1" dataRef="d1"/><sm id="s"/>?<em startRef="s"/></source>
       <target><pc id="2"><mrk id="m">مدفوع</mrk></pc> كـ<sc id="3"/><ph id="1" dataRef="d1"/><ec startRef="3"/>؟</target></segment>`,
    ],
    [
      'several segments, with spaces between them',
      `<segment state="translated"><source>Paid</source><target>مدفوع</target></segment><ignorable><source> </source></ignorable>
       <segment state="translated"><source>as <ph id="1" dataRef="d1"/>?</source><target>كـ<ph id="1" dataRef="d1"/>؟</target></segment>`,
    ],
    [
      'segments in another order',
      `<segment state="translated"><source>Paid as </source><target order="2"><ph id="1" dataRef="d1"/>؟</target></segment>
       <segment state="translated"><source><ph id="1" dataRef="d1"/>?</source><target order="1">مدفوع كـ</target></segment>`,
    ],
    [
      'elements of modules and of other names, with texts of the format in them',
      `<m:matches xmlns:m="urn:oasis:names:tc:xliff:matches:2.0"><m:match ref="#s"><source>Paid</source><target>خطأ</target></m:match></m:matches>
       <segment>${source}<target>مدفوع كـ<z:z xmlns:z="z">خطأ</z:z><ph id="1" dataRef="d1"/>؟</target></segment>`,
    ],
    [
      'an element that the format does not have',
      `<segment>${source}<target>مدفوع <bold>كـ</bold><ph id="1" dataRef="d1"/>؟</target></segment>`,
    ],
  ])('is read: %s', (_, content) => {
    const { translated, refused, notes } = taken(fileOf(unitOf(content)), bare)
    expect([refused, notes]).toEqual([[], []])
    expect(readings(translated).filter(({ text }) => text !== undefined)).toEqual([
      { key: 'items/paid/label', text: paid, state: 'translated' },
    ])
  })

  test('has the least certain state of its segments, and final is reviewed', () => {
    const stateFor = (...states: readonly string[]) => {
      const segments = states.map(
        (state, index) =>
          `<segment ${state}><source>${index === 0 ? 'Title' : ''}</source><target>${index === 0 ? 'عنوان' : ''}</target></segment>`,
      )
      return readings(taken(fileOf(unitOf(segments.join(''), 'title')), bare).translated)[0]?.state
    }
    expect(stateFor('state="final"')).toBe('reviewed')
    expect(stateFor('state="reviewed" subState="x:y"', 'state="final"')).toBe('reviewed')
    expect(stateFor('state="reviewed"', 'state="translated"')).toBe('translated')
    expect(stateFor('state="initial" subState="foothold:machine_drafted"')).toBe('machine_drafted')
    expect(stateFor('')).toBe('translated')
  })

  test.each([
    ['version="2.1" srcLang="en" trgLang="AR"', '2.0'],
    ['version="2.2" srcLang="EN" trgLang="ar"', '2.2'],
  ])('may be of a later version: %s', (attributes, namespace) => {
    const xml = fileOf(
      unitOf('<segment><source>Title</source><target>\n   عنوان\n</target></segment>', 'title'),
      attributes,
    )
    const { translated } = taken(xml.replace('document:2.0', `document:${namespace}`), bare)
    expect(translated.questionnaire.title).toEqual({ en: 'Title', ar: 'عنوان' })
  })

  test('may be in UTF-16', () => {
    const xml = fileOf(unitOf('<segment><source>Title</source><target>عنوان</target></segment>', 'title'))
    const utf16 = new Uint8Array(Buffer.from(`\ufeff${xml}`, 'utf16le'))
    expect(refusal(utf16)).toBe('taken')
  })

  test('may lack translations, which leaves what is there', () => {
    const draft = withTranslations(bare, 'ar', new Map([['title', { text: 'عنوان', state: 'reviewed' }]]))
    for (const target of ['', '<target/>', '<target> </target>'])
      expect(
        taken(fileOf(unitOf(`<segment><source>Title</source>${target}</segment>`, 'title')), draft),
      ).toMatchObject({
        translated: draft,
        unchanged: 1,
        refused: [],
      })
  })
})

describe('what is not taken is said', () => {
  const said = (unit: string, draft = bare) => {
    const { translated, refused, notes, changed } = taken(fileOf(unit), draft)
    return {
      refused: refused.map(({ code, path }) => `${code} ${path}`),
      notes: notes.map(({ code }) => code),
      changed,
      translated,
    }
  }

  test('units of texts that are gone, and the second of two', () => {
    const title = unitOf('<segment><source>Title</source><target>عنوان</target></segment>', 'title')
    const gone = unitOf('<segment><source>x</source><target>y</target></segment>', 'items/gone/label')
    expect(said(title + gone + title)).toMatchObject({
      refused: ['text_unknown items/gone/label', 'text_repeated title'],
      changed: 1,
    })
  })

  test('placeholders that are lost, changed or added', () => {
    for (const target of ['مدفوع؟', '${work}', 'مدفوع كـ<ph id="9"/>؟', '${status} ${hours}'])
      expect(said(unitOf(`<segment>${source}<target>${target}</target></segment>`))).toMatchObject({
        refused: ['placeholders_differ items/paid/label'],
        changed: 0,
        translated: bare,
      })
  })

  test('a text of which only a part is translated', () => {
    const halves =
      '<segment><source>Ti</source><target>عن</target></segment><segment><source>tle</source></segment>'
    expect(said(unitOf(halves, 'title')).refused).toEqual(['translation_incomplete title'])
  })

  test('a source that was changed since: the translation is taken, and is to be checked', () => {
    const xml = unitOf(
      '<segment state="reviewed"><source>Old title</source><target>عنوان</target></segment>',
      'title',
    )
    const { notes, translated } = said(xml)
    expect(notes).toEqual(['source_changed'])
    expect(readings(translated)[0]).toEqual({ key: 'title', text: 'عنوان', state: 'to_check' })
  })

  test('a text that is longer than a text may be', () => {
    const long = unitOf(
      `<segment><source>Title</source><target>${'x'.repeat(10_001)}</target></segment>`,
      'title',
    )
    expect(said(long).refused).toEqual(['text_too_long title'])
  })

  test('a file that was made of another questionnaire', () => {
    const xml = fileOf(unitOf('<segment><source>Title</source></segment>', 'title')).replace(
      'every-text',
      'other',
    )
    expect(taken(xml, bare).notes.map(({ code }) => code)).toEqual(['other_questionnaire'])
  })
})

describe('a file as a whole is refused', () => {
  const unit = unitOf('<segment><source>Title</source><target>عنوان</target></segment>', 'title')
  const good = fileOf(unit)

  test.each([
    [
      'of XLIFF 1.2',
      '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file/></xliff>',
      'xliff_version line 1',
    ],
    ['of XLIFF 1.1 without namespace', '<xliff version="1.1"/>', 'xliff_version line 1'],
    ['of no namespace', good.replace(/xmlns="[^"]*"/, ''), 'xliff_version line 2'],
    ['of another root', '<html/>', 'not_xliff line 1'],
    ['of a workbook', 'PK\u0003\u0004', 'not_xliff'],
    ['from another language', good.replace('srcLang="en"', 'srcLang="de"'), 'language_differs line 2'],
    ['into another language', good.replace('trgLang="ar"', 'trgLang="ar-SA"'), 'language_differs line 2'],
    ['into no language', good.replace('trgLang="ar"', ''), 'language_differs line 2'],
    ['without units', fileOf(''), 'no_texts'],
    [
      'with a document type',
      good.replace('<xliff', '<!DOCTYPE xliff [<!ENTITY a "b">]><xliff'),
      'document_type line 2',
    ],
    ['with an unknown entity', good.replace('عنوان', '&nbsp;'), 'xml_broken line 4'],
    ['that ends early', good.slice(0, -20), 'xml_broken line 4'],
    ['with an undeclared prefix', good.replace('<target', '<x:y/><target'), 'xml_broken line 4'],
    ['that is empty', '', 'xml_broken line 1'],
    ['that is JSON', '{}', 'xml_broken line 1'],
    [
      'in Latin letters',
      good.replace('version="1.0"', 'version="1.0" encoding="ISO-8859-1"'),
      'encoding_unknown line 1',
    ],
  ])('%s', (_, xml, problem) => {
    expect(refusal(xml)).toBe(problem)
  })

  test('that is not UTF-8, too deep, too large or has too many units', () => {
    expect(refusal(new Uint8Array([0x3c, 0xff, 0xfe]))).toBe('encoding_unknown')
    const deep = '<group id="g">'.repeat(xliffLimits.depth) + unit + '</group>'.repeat(xliffLimits.depth)
    expect(refusal(fileOf(deep))).toBe('too_deep line 3')
    expect(refusal(new Uint8Array(xliffLimits.fileBytes + 1))).toBe('file_too_large')
    expect(refusal(fileOf('<unit id="a"/>'.repeat(xliffLimits.units + 1)))).toBe('too_many_units line 3')
  })

  test('not for long runs of spaces and open placeholders, which are no work', () => {
    const spaces = ' '.repeat(300_000)
    const of = (target: string) =>
      taken(good.replace('xml:space="preserve"', '').replace('عنوان', target), bare).refused.map(
        ({ code }) => code,
      )
    expect(of(`عن${spaces}وان`)).toEqual(['text_too_long'])
    expect(of('${ '.repeat(100_000))).toEqual(['text_too_long'])
    expect(of('<mrk id="a"/>'.repeat(100_000))).toEqual([])
    expect(of('<ph id="a"/>'.repeat(100_000))).toEqual([])
  })

  test('and a damaged one never breaks the reader', () => {
    const whole = bytesOf(writeXliff(bare, 'ar'))
    const damage = fc.record({
      at: fc.nat(whole.length - 1),
      length: fc.nat(40),
      bytes: fc.oneof(
        fc.uint8Array({ maxLength: 12 }),
        fc
          .constantFrom(
            '<',
            '>',
            '&',
            '</unit>',
            '<unit>',
            '<source>',
            '<ph id="p1"/>',
            ']]>',
            '<![CDATA[',
            '\0',
            '</xliff>',
            '<segment>',
          )
          .map(bytesOf),
      ),
    })
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => {
        let bytes = [...whole]
        for (const { at, length, bytes: put } of damages)
          bytes = [...bytes.slice(0, at), ...put, ...bytes.slice(at + length)]
        const read = readXliff(new Uint8Array(bytes), bare, 'ar')
        if (!read.ok) expect(read.problems.length).toBe(1)
      }),
      { numRuns: 300 },
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(readXliff(bytes, bare, 'ar').ok).toBe(false)
      }),
    )
  })
})

describe('a draft that was changed while the file was out', () => {
  const first = withTranslations(
    bare,
    'ar',
    new Map([
      ['title', { text: 'عنوان', state: 'translated' }],
      ['outro', { text: 'بعد', state: 'machine_drafted' }],
    ]),
  )
  const sent = writeXliff(first, 'ar')

  test('keeps what was changed there when the file has it as before', () => {
    const later = withTranslations(first, 'ar', new Map([['title', { text: 'العنوان', state: 'reviewed' }]]))
    const { translated, notes } = taken(sent, later)
    expect(translated).toBe(later)
    expect(notes.map(({ code, path }) => `${code} ${path}`)).toEqual(['changed_meanwhile title'])
  })

  test('takes what was changed in the file, and says what it replaces', () => {
    const later = withTranslations(first, 'ar', new Map([['title', { text: 'العنوان', state: 'reviewed' }]]))
    const { translated, notes } = taken(sent.replace('>عنوان<', '>عنوان جديد<'), later)
    expect(translated.questionnaire.title.ar).toBe('عنوان جديد')
    expect(notes.map(({ message }) => message)).toEqual([
      expect.stringContaining('The file counts; here it was: العنوان'),
    ])
  })

  test('finds every text where it is now, after items were moved, taken out and renamed', () => {
    const translations = translatableTexts(everyText).map(
      ({ key, texts }) => [key, { text: `ar ${texts.en}`, state: 'translated' }] as const,
    )
    const xml = writeXliff(withTranslations(bare, 'ar', new Map(translations)), 'ar')
    const moves = fc.record({
      items: fc.shuffledSubarray([...everyText.items]),
      renamed: fc.constantFrom('', 'status', 'mood'),
    })
    fc.assert(
      fc.property(moves, ({ items, renamed }) => {
        const questionnaire = {
          ...everyText,
          items: items.map((item) => (item.id === renamed ? { ...item, id: `${renamed}_now` } : item)),
        }
        const draft = { questionnaire, states: {} }
        const { translated, refused } = taken(xml, draft)
        const keys = new Set(translatableTexts(questionnaire).map(({ key }) => key))
        const sentKeys = translatableTexts(everyText).map(({ key }) => key)
        expect(refused.map(({ code, path }) => [code, path])).toEqual(
          sentKeys.filter((key) => !keys.has(key)).map((key) => ['text_unknown', key]),
        )
        for (const { key, text, state } of readings(translated)) {
          const isSent = sentKeys.includes(key)
          expect(state).toBe(isSent ? 'translated' : 'missing')
          expect(text !== undefined).toBe(isSent)
        }
      }),
    )
  })
})

describe('the state of a text that comes back', () => {
  const states = ['machine_drafted', 'translated', 'reviewed'] as const
  const offer = (said: (typeof states)[number] | null, translation: string) => ({
    key: 'title',
    place: 'Row 2',
    source: 'Title',
    translation,
    state: said,
    before: null,
  })
  const stateAfter = (
    present: (typeof states)[number],
    said: (typeof states)[number] | null,
    text: string,
  ) => {
    const draft = withTranslations(bare, 'ar', new Map([['title', { text: 'عنوان', state: present }]]))
    return readings(takeTranslations(draft, 'ar', [offer(said, text)]).translated)[0]?.state
  }

  test('never falls when the text is the same, and rises when the file says so', () => {
    for (const [rank, present] of states.entries())
      for (const [saidRank, said] of states.entries())
        expect(stateAfter(present, said, 'عنوان')).toBe(states[Math.max(rank, saidRank)])
  })

  test('is translated when the text is another and nobody gave it another state', () => {
    for (const present of states) {
      expect(stateAfter(present, null, 'جديد')).toBe('translated')
      expect(stateAfter(present, present, 'جديد')).toBe('translated')
    }
    expect(stateAfter('translated', 'reviewed', 'جديد')).toBe('reviewed')
    expect(stateAfter('reviewed', 'machine_drafted', 'جديد')).toBe('machine_drafted')
  })
})
