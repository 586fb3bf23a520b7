import { partsOfText } from '../../questionnaire/filled-text'
import { directionOf, hasText } from '../../questionnaire/language'
import { type TranslatableText, translatableTexts } from '../../questionnaire/translatable'
import {
  stateOf,
  type TranslatedQuestionnaire,
  type TranslationState,
} from '../../questionnaire/translation-state'
import { xmlText } from '../../xml-text'
import { fingerprint } from '../offered-translations'
import { subStates, unitId, unitType, xliff20 } from './names'

/**
 * The texts of a questionnaire and their translation into one language as XLIFF 2.0, for the programs of translators. Answers that a text
 * shows are placeholders, which those programs keep; notes say what each text is.
 *
 * @param language one of the questionnaire's, not the default one
 * @see https://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html
 */
export function writeXliff(translated: TranslatedQuestionnaire, language: string): string {
  const { id, defaultLanguage } = translated.questionnaire
  const texts = translatableTexts(translated.questionnaire).filter((text) =>
    hasText(text.texts, defaultLanguage),
  )
  const unit = (text: TranslatableText) => unitXml(translated, language, text)
  const root = {
    xmlns: xliff20,
    version: '2.0',
    srcLang: defaultLanguage,
    trgLang: language,
    'xml:space': 'preserve',
  }
  const file = {
    id: 'questionnaire',
    original: id,
    srcDir: directionOf(defaultLanguage),
    trgDir: directionOf(language),
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('xliff', root, [
    element('file', file, [element('notes', {}, [element('note', {}, howTo)]), ...groups(texts, unit)]),
  ])}\n`
}

const howTo =
  'Words such as ${work} stand for an answer that was given before. Keep each of them, where the grammar of your language wants it.'

/** Texts of a section stand in a group, and in it those of an item or a list; in the order in which they are met. */
function groups(
  texts: readonly TranslatableText[],
  unit: (text: TranslatableText) => string,
): readonly string[] {
  let number = 0
  const grouped = (name: string, content: readonly string[]) => {
    number += 1
    return element('group', { id: `g${number}`, name }, content)
  }
  return runs(texts, ({ context: { sectionId } }) => sectionId).flatMap(([sectionId, ofSection]) => {
    const content = runs(ofSection, partOf).flatMap(([part, ofPart]) => {
      const units = ofPart.map(unit)
      return part === null ? units : [grouped(part, units)]
    })
    return sectionId === null ? content : [grouped(`sections/${sectionId}`, content)]
  })
}

/** The item, list or dimension of a text; null for what stands alone. */
function partOf({ key }: TranslatableText): string | null {
  const [room = '', name = ''] = key.split('/')
  return ['items', 'choiceLists', 'scoring'].includes(room) ? `${room}/${name}` : null
}

/** A list cut where what is asked of its members changes. */
function runs<T, K>(members: readonly T[], of: (member: T) => K): readonly (readonly [K, readonly T[]])[] {
  const cut: [K, T[]][] = []
  for (const member of members) {
    const last = cut.at(-1)
    const value = of(member)
    if (last !== undefined && last[0] === value) last[1].push(member)
    else cut.push([value, [member]])
  }
  return cut
}

function unitXml(translated: TranslatedQuestionnaire, language: string, text: TranslatableText): string {
  const { key, texts, context } = text
  const state = stateOf(translated, language, text)
  const source = texts[translated.questionnaire.defaultLanguage] ?? ''
  const target = state === 'missing' ? null : (texts[language] ?? '')
  const inline = new InlineWriter()
  const sourceXml = inline.written(source)
  const targetXml = target === null ? null : inline.written(target)
  return element(
    'unit',
    { id: unitId(key), name: key, type: unitType(fingerprint(target ?? '')) },
    [
      element('notes', {}, [element('note', { category: 'context' }, context.note)]),
      inline.originalData(),
      element('segment', { id: 's1', ...segmentState(state) }, [
        `<source>${sourceXml}</source>`,
        ...(targetXml === null ? [] : [`<target>${targetXml}</target>`]),
      ]),
    ].filter((part) => part !== ''),
  )
}

function segmentState(state: TranslationState): Readonly<Record<string, string>> {
  switch (state) {
    case 'missing':
      return { state: 'initial' }
    case 'machine_drafted':
    case 'to_check':
      return { state: 'initial', subState: subStates[state] }
    default:
      return { state }
  }
}

/** Writes source and target of a unit, whose placeholders belong together by their id. */
class InlineWriter {
  private readonly data = new Map<string, string>()
  private readonly placeholders: { readonly id: string; readonly itemId: string }[] = []

  written(text: string): string {
    const free = [...this.placeholders]
    return partsOfText(text)
      .map((part) => {
        if ('words' in part) return contentXml(part.words)
        const place = free.findIndex(({ itemId }) => itemId === part.itemId)
        const [matching] = place < 0 ? [] : free.splice(place, 1)
        const id = matching?.id ?? `p${this.placeholders.length + 1}`
        if (matching === undefined) this.placeholders.push({ id, itemId: part.itemId })
        const dataRef = this.reference(part.written)
        return `<ph${attributes({ id, dataRef, equiv: part.written, disp: part.written, canDelete: 'no' })}/>`
      })
      .join('')
  }

  originalData(): string {
    const data = [...this.data].map(([text, id]) => `<data id="${id}">${contentXml(text)}</data>`)
    return data.length === 0 ? '' : element('originalData', {}, data)
  }

  private reference(written: string): string {
    const known = this.data.get(written)
    if (known !== undefined) return known
    const id = `d${this.data.size + 1}`
    this.data.set(written, id)
    return id
  }
}

// What XML 1.0 cannot hold; XLIFF has an element for it.
const impossible = /(?![\t\n\r\x7f-\x9f])\p{Cc}|[\ufffe\uffff]|\p{Surrogate}/gu

/** Text as content, with `<cp>` for what XML cannot hold. */
function contentXml(text: string): string {
  let xml = ''
  let end = 0
  for (const { 0: character, index } of text.matchAll(impossible)) {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    xml += `${xmlText(text.slice(end, index))}<cp hex="${code}"/>`
    end = index + character.length
  }
  return xml + xmlText(text.slice(end))
}

function element(
  name: string,
  attributeValues: Readonly<Record<string, string>>,
  content: string | readonly string[],
): string {
  const start = `<${name}${attributes(attributeValues)}>`
  if (typeof content === 'string') return `${start}${xmlText(content)}</${name}>`
  return `${start}\n${content.join('\n')}\n</${name}>`
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${xmlText(value)}"`)
    .join('')
}
