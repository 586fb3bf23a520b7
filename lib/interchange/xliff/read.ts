import { SaxesParser, type SaxesTagNS } from 'saxes'
import type { TranslatedQuestionnaire } from '../../questionnaire/translation-state'
import type { Problem, Result } from '../../result'
import { type OfferedTranslation, type TakenTranslations, takeTranslations } from '../offered-translations'
import { attribute, closingParts, openingParts, withoutLayout } from './inline'
import { xliffLimits } from './limits'
import { coreNamespaces, fingerprintOfType } from './names'
import { type InlinePart, type Segment, translationOfUnit, type Unit } from './unit'

/**
 * Takes the translations of an XLIFF file (2.0 to 2.2) into a draft.
 *
 * Units may come in any order, cut into several segments, with marks and elements of other programs. A document type is refused, so there is no
 * entity but the five of XML; size and depth are bounded by `xliffLimits`.
 *
 * @param language one of the questionnaire's, not the default one
 * @returns a problem when the file as a whole cannot be read or is of other languages; nothing of it is taken then
 */
export function readXliff(
  bytes: Uint8Array,
  draft: TranslatedQuestionnaire,
  language: string,
): Result<TakenTranslations> {
  try {
    const { units, notes, refused } = new XliffReader(draft.questionnaire, language).read(decoded(bytes))
    const taken = takeTranslations(draft, language, units)
    return {
      ok: true,
      value: { ...taken, notes: [...notes, ...taken.notes], refused: [...refused, ...taken.refused] },
    }
  } catch (error) {
    if (error instanceof XliffFault) return { ok: false, problems: [error.problem] }
    throw error
  }
}

/** What stops the reading of a file; caught by `readXliff`. */
class XliffFault extends Error {
  readonly problem: Problem
  constructor(code: string, message: string, line = 0) {
    super(message)
    this.problem = { path: line > 0 ? `line ${line}` : '', code, message }
  }
}

function decoded(bytes: Uint8Array): string {
  if (bytes.length > xliffLimits.fileBytes)
    throw new XliffFault(
      'file_too_large',
      `The file is larger than ${xliffLimits.fileBytes / 1_000_000} MB. Export it anew, and send it without attachments.`,
    )
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    throw new XliffFault(
      'not_xliff',
      'This is a packed file (zip, xlsx, or the package of a translation program). Unpack it, or export an XLIFF file (.xlf) there.',
    )
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw new XliffFault('encoding_unknown', 'The file is not written in UTF-8. Save it in UTF-8.')
  }
}

type ReadUnits = {
  readonly units: readonly OfferedTranslation[]
  readonly notes: readonly Problem[]
  readonly refused: readonly Problem[]
}

type OpenUnit = Omit<Unit, 'data' | 'segments'> & {
  readonly line: number
  readonly data: Map<string, string>
  readonly segments: Segment[]
}

type OpenSegment = {
  readonly isIgnorable: boolean
  readonly state: string | null
  readonly subState: string | null
  source: readonly InlinePart[]
  target: readonly InlinePart[] | null
  order: number | null
}

/** Elements whose content belongs to no text. */
const passedOver: readonly string[] = ['notes', 'skeleton']

class XliffReader {
  private readonly parser = new SaxesParser({ xmlns: true })
  private readonly units: OfferedTranslation[] = []
  private readonly notes: Problem[] = []
  private readonly refused: Problem[] = []
  private depth = 0
  /** Depth of an element that is passed over with all inside it; 0 for none. */
  private passedFrom = 0
  private unit: OpenUnit | null = null
  private segment: OpenSegment | null = null
  /** The text that is being read: of a source, a target or original data. */
  private parts: InlinePart[] | null = null
  private readonly preserved: boolean[] = []
  private dataId = ''

  constructor(
    private readonly questionnaire: { readonly id: string; readonly defaultLanguage: string },
    private readonly language: string,
  ) {}

  read(xml: string): ReadUnits {
    const { parser } = this
    parser.on('xmldecl', ({ encoding = 'UTF-8' }) => {
      if (!/^utf-?(8|16)$/i.test(encoding))
        throw this.fault(
          'encoding_unknown',
          `The file says that it is written in ${encoding.slice(0, 40)}. Save it in UTF-8.`,
        )
    })
    parser.on('doctype', () => {
      throw this.fault(
        'document_type',
        'The file declares a document type, which is not taken. Export it without one.',
      )
    })
    parser.on('error', ({ message }) => {
      const what = message.replace(/^(\d+:\d+: )?/, '').slice(0, 200)
      throw this.fault('xml_broken', `This is not well-formed XML (${what}). Export the file again.`)
    })
    parser.on('opentag', (tag) => {
      this.open(tag)
    })
    parser.on('closetag', (tag) => {
      this.close(tag)
    })
    parser.on('text', (text) => {
      this.words(text)
    })
    parser.on('cdata', (text) => {
      this.words(text)
    })
    parser.write(xml).close()
    if (this.units.length + this.refused.length === 0)
      throw new XliffFault('no_texts', 'The file holds no texts. Export it from the questionnaire again.')
    return { units: this.units, notes: this.notes, refused: this.refused }
  }

  private open(tag: SaxesTagNS): void {
    this.depth += 1
    if (this.depth > xliffLimits.depth)
      throw this.fault('too_deep', `Elements stand inside each other more than ${xliffLimits.depth} deep.`)
    const space = attribute(tag, 'xml:space')
    this.preserved.push(space === null ? (this.preserved.at(-1) ?? false) : space === 'preserve')
    if (this.passedFrom > 0) return
    if (this.depth === 1) {
      this.root(tag)
      return
    }
    if (!coreNamespaces.includes(tag.uri) || passedOver.includes(tag.local)) {
      this.passedFrom = this.depth
      return
    }
    if (this.parts !== null) this.parts.push(...openingParts(tag))
    else this.structure(tag)
  }

  private root(tag: SaxesTagNS): void {
    const version = attribute(tag, 'version') ?? ''
    if (tag.local !== 'xliff')
      throw this.fault(
        'not_xliff',
        'This is no XLIFF file: its first element is not <xliff>. Export XLIFF 2 from your translation program.',
      )
    if (tag.uri === 'urn:oasis:names:tc:xliff:document:1.2' || /^1\./.test(version))
      throw this.fault(
        'xliff_version',
        `This is XLIFF ${version.slice(0, 10) || '1.2'}, and version 2 is needed. Translate the file that was exported here, or choose XLIFF 2.0 when you export from your program.`,
      )
    if (!coreNamespaces.includes(tag.uri) || !/^2\.[0-2]$/.test(version))
      throw this.fault(
        'xliff_version',
        'The first element is not that of XLIFF 2.0, 2.1 or 2.2. Choose XLIFF 2.0 when you export from your program.',
      )
    this.sameLanguage('srcLang', attribute(tag, 'srcLang'), this.questionnaire.defaultLanguage)
    this.sameLanguage('trgLang', attribute(tag, 'trgLang'), this.language)
  }

  private sameLanguage(name: string, found: string | null, wanted: string): void {
    if (found?.toLowerCase() === wanted.toLowerCase()) return
    const says = found === null ? 'The file does not say' : `The file says "${found.slice(0, 40)}" for`
    const what =
      name === 'srcLang' ? 'the language from which is translated' : 'the language into which is translated'
    throw this.fault(
      'language_differs',
      `${says} ${what} (${name}); it must be "${wanted}". Choose the right file or language.`,
    )
  }

  private structure(tag: SaxesTagNS): void {
    const { unit, segment } = this
    switch (tag.local) {
      case 'file': {
        const original = attribute(tag, 'original')
        if (original !== null && original !== this.questionnaire.id)
          this.notes.push({
            path: 'file',
            code: 'other_questionnaire',
            message: `The file was made of "${original.slice(0, 200)}", and this is "${this.questionnaire.id}". Texts with the same address were taken.`,
          })
        return
      }
      case 'unit':
        if (this.units.length + this.refused.length >= xliffLimits.units)
          throw this.fault('too_many_units', `The file has more than ${xliffLimits.units} units.`)
        this.unit = {
          line: this.parser.line,
          id: attribute(tag, 'id') ?? '',
          name: attribute(tag, 'name'),
          before: fingerprintOfType(attribute(tag, 'type')),
          data: new Map(),
          segments: [],
        }
        return
      case 'data':
        if (unit === null) return
        this.dataId = attribute(tag, 'id') ?? ''
        this.parts = []
        return
      case 'segment':
      case 'ignorable':
        this.segment = {
          isIgnorable: tag.local === 'ignorable',
          state: attribute(tag, 'state'),
          subState: attribute(tag, 'subState'),
          source: [],
          target: null,
          order: null,
        }
        return
      case 'source':
      case 'target': {
        if (unit === null || segment === null) return
        const order = Number(attribute(tag, 'order') ?? Number.NaN)
        if (tag.local === 'target' && Number.isInteger(order) && order > 0) segment.order = order
        this.parts = []
      }
    }
  }

  private close(tag: SaxesTagNS): void {
    const isPreserved = this.preserved.pop() ?? false
    const isPassed = this.passedFrom > 0
    if (this.passedFrom === this.depth) this.passedFrom = 0
    this.depth -= 1
    if (isPassed) return
    const { unit, segment, parts } = this
    switch (tag.local) {
      case 'data':
        if (parts === null || unit === null) return
        unit.data.set(this.dataId, parts.map((part) => ('words' in part ? part.words : '')).join(''))
        this.parts = null
        return
      case 'source':
      case 'target':
        if (parts === null || segment === null) return
        segment[tag.local] = isPreserved ? parts : withoutLayout(parts)
        this.parts = null
        return
      case 'segment':
      case 'ignorable':
        if (unit !== null && segment !== null) unit.segments.push(segment)
        this.segment = null
        return
      case 'unit':
        if (unit !== null) this.closeUnit(unit)
        this.unit = null
        return
      default:
        parts?.push(...closingParts(tag))
    }
  }

  private closeUnit(unit: OpenUnit): void {
    const place = `Line ${unit.line}`
    const read = translationOfUnit(unit, place)
    if (read.ok) this.units.push(read.value)
    else this.refused.push({ path: read.key, code: read.code, message: `${place}: ${read.message}` })
  }

  private words(words: string): void {
    if (this.passedFrom === 0 && this.parts !== null) this.parts.push({ words })
  }

  private fault(code: string, message: string): XliffFault {
    return new XliffFault(code, message, this.parser.line)
  }
}
