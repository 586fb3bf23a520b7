import { consentText } from '../../consent'
import { compiled } from '../../questionnaire/compiled'
import type {
  Item,
  ItemOfType,
  LanguageMap,
  OptionItem,
  Questionnaire,
  ResponseOption,
} from '../../questionnaire/definition'
import { type Expression, parseExpression, referencesOf, visit } from '../../questionnaire/expression'
import { languageName, textIn } from '../../questionnaire/language'
import { hasOptions, offeredMissingCodes } from '../../questionnaire/options'
import { unrolled } from '../../questionnaire/repeats'
import { startingAnswer } from '../../questionnaire/starting-answer'
import type { SurveyMedia } from '../../survey-media'
import { xmlText } from '../../xml-text'
import { formConstraint } from '../form-constraint'
import { formOptions } from '../form-options'
import { attributeNode, minutesOf, XPathWriter } from './expression'
import { type ItemPlace, layoutOf, nameOf, type SectionPlace, start } from './layout'
import { randomPath, randomValue, receiptCalculations, receiptPath } from './receipt'
import type { XFormRound } from './round'
import { type FilesIn, type TextIn, Texts } from './texts'
import { contentIn, hintIn, interfaceIn, isWholeDay, remedyIn } from './words'

/** What is heard and seen in each language, by the names under which clients keep the files beside a form. */
export type XFormMedia = Readonly<Record<string, SurveyMedia>>

/** A form, and the names of the files that it shows and plays. */
export type XForm = { readonly xml: string; readonly fileNames: ReadonlySet<string> }

/**
 * A questionnaire as an ODK XForm, which ODK Collect, KoboCollect, Enketo and ODK Web Forms ask.
 *
 * @param round the round that it collects for: the form then shows its consent page first, asks for agreement, and is read back by
 *   `readXFormSubmission`. Without one it has the questions alone
 * @param media at the items of the unrolled questionnaire
 * @see https://getodk.github.io/xforms-spec/
 */
export function writeXForm(
  questionnaire: Questionnaire,
  round: XFormRound | null = null,
  media: XFormMedia = {},
): XForm {
  const writer = new XFormWriter(unrolled(questionnaire), round, media)
  return { xml: writer.form(), fileNames: writer.fileNames() }
}

/** More options than that are searched rather than listed. */
const mostListed = 20

/** Largest number that clients take as a whole one. */
const largestInt = 2 ** 31 - 1

type Bind = Readonly<Record<string, string | null>>
type Listed = { readonly itemsetOf: (filter: string | null) => string }

class XFormWriter {
  private readonly sections: readonly SectionPlace[]
  private readonly texts: Texts
  private readonly xpath: XPathWriter
  private readonly binds: string[] = []
  private readonly actions: string[] = []
  private readonly secondary = new Map<string, readonly string[]>()
  private readonly agreed: string | null
  private readonly filterAttributes: readonly string[]

  constructor(
    private readonly questionnaire: Questionnaire,
    private readonly round: XFormRound | null,
    private readonly media: XFormMedia,
  ) {
    this.sections = layoutOf(questionnaire)
    const languages = round?.consents.map(({ language }) => language) ?? questionnaire.languages
    this.texts = new Texts(languages, languages[0] ?? questionnaire.defaultLanguage)
    this.xpath = new XPathWriter(
      questionnaire,
      this.sections.flatMap(({ places }) => places),
    )
    this.filterAttributes = attributesIn([...compiled(questionnaire).choiceFilter.values()])
    this.agreed = round === null ? null : `${start}/_agreed = 'yes'`
  }

  fileNames(): ReadonlySet<string> {
    return this.texts.fileNames()
  }

  form(): string {
    const { questionnaire, round } = this
    const { defaultLanguage, id, version, title } = questionnaire
    const head =
      round === null ? this.note('/data/_intro', this.words(questionnaire.intro), null) : this.startOf(round)
    const questions = this.sections.map((section) => this.section(section))
    const end = round === null ? this.note('/data/_outro', this.words(questionnaire.outro), null) : this.end()
    const instance = [
      round === null ? '<_intro/>' : this.startNodes(round),
      ...this.sections.flatMap((section) => this.sectionNodes(section)),
      round === null ? '<_outro/>' : '<_end><_outro/><_code/></_end>',
      '<meta><instanceID/></meta>',
    ]
    this.bind('/data/meta/instanceID', { type: 'string', readonly: 'true()', 'jr:preload': 'uid' })
    const formId = round?.slug ?? id
    const lines = [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"' +
        ' xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms"' +
        ' xmlns:orx="http://openrosa.org/xforms" xmlns:xsd="http://www.w3.org/2001/XMLSchema">',
      '<h:head>',
      `<h:title>${xmlText(round?.title ?? textIn(title, defaultLanguage, defaultLanguage))}</h:title>`,
      '<model odk:xforms-version="1.0.0">',
      ...this.texts.lines(),
      '<instance>',
      `<data id="${xmlText(formId)}" version="${version}">`,
      ...instance,
      '</data>',
      '</instance>',
      ...[...this.secondary.values()].flat(),
      ...this.binds,
      ...this.actions,
      '</model>',
      '</h:head>',
      '<h:body>',
      ...head,
      ...questions.flat(),
      ...end,
      '</h:body>',
      '</h:html>',
    ]
    return `${lines.join('\n')}\n`
  }

  /** What stands before the first section: the language, the consent page in that language, and the agreement. */
  private startOf(round: XFormRound): readonly string[] {
    const { consents, asksEarlierReceipt, isSynthetic } = round
    const language = `${start}/_language`
    const words: string[] = []
    const isOnlyOne = consents.length === 1
    if (isSynthetic) words.push(...this.note(`${start}/_sample`, (one) => said(one, 'page.sample'), null))
    this.bind(language, { type: 'string', ...(isOnlyOne ? {} : this.requiredBind()) })
    if (!isOnlyOne) {
      const list = this.list(
        '_languages',
        consents.map(({ language: code }) => ({ code, label: this.everywhere(languageName(code)) })),
      )
      words.push(
        ...this.control('select1', language, list.itemsetOf(null), {
          label: this.texts.add(`${language}:label`, (one) => said(one, 'page.chooseLanguage')),
        }),
      )
    }
    // Each wording is shown where its language was chosen, whatever the language of the screen: what is recorded as read was read.
    for (const { language: code, words: consent } of consents) {
      const path = `${start}/_consent_${code}`
      const wording = xmlText(consentText(consent))
      words.push(...this.note(path, () => wording, isOnlyOne ? null : `${language} = '${code}'`))
    }
    const agreed = `${start}/_agreed`
    const agreement = this.list('_agreement', [
      { code: 'yes', label: this.inEach((one) => interfaceIn(one)('consent.agree')) },
      { code: 'no', label: this.inEach((one) => interfaceIn(one)('consent.decline')) },
    ])
    this.bind(agreed, {
      type: 'string',
      ...this.requiredBind(),
      relevant: isOnlyOne ? null : `${language} != ''`,
      constraint: ". = 'yes'",
      'jr:constraintMsg': this.texts.add(
        `${agreed}:constraint`,
        (one) => `${said(one, 'declined.heading')}. ${said(one, 'declined.text')}`,
      ),
    })
    words.push(
      ...this.control('select1', agreed, agreement.itemsetOf(null), {
        label: this.texts.add(`${agreed}:label`, (one) => said(one, 'consent.adult')),
      }),
    )
    const ids = consents.map(({ language: code, id }) => `if(${language} = '${code}', '${id}', '')`)
    this.bind(`${start}/_consent_text`, { type: 'string', calculate: `concat(${ids.join(', ')}, '')` })
    this.bind(randomPath, { type: 'string' })
    this.actions.push(
      `<setvalue event="odk-instance-first-load" ref="${randomPath}" value="${xmlText(randomValue)}"/>`,
    )
    for (const { path, calculation } of receiptCalculations())
      this.bind(path, { type: path === receiptPath ? 'string' : 'int', calculate: calculation })
    if (asksEarlierReceipt) {
      const path = `${start}/_earlier_receipt`
      this.bind(path, {
        type: 'string',
        relevant: this.agreed,
        constraint: "string-length(translate(., ' -', '')) = 16",
        'jr:constraintMsg': this.texts.add(`${path}:constraint`, (one) => said(one, 'error.receipt_wrong')),
      })
      words.push(
        ...this.control('input', path, '', {
          label: this.texts.add(`${path}:label`, (one) => said(one, 'earlier.label')),
          hint: this.texts.add(`${path}:hint`, (one) => said(one, 'earlier.text')),
        }),
      )
    }
    const title = this.texts.add(`${start}:label`, (one) => said(one, 'consent.heading'))
    return [`<group ref="${start}">`, ...labelOf(title), ...words, '</group>']
  }

  private startNodes({ consents, asksEarlierReceipt, isSynthetic }: XFormRound): string {
    const [only] = consents
    return [
      '<_start>',
      ...(isSynthetic ? ['<_sample/>'] : []),
      consents.length === 1 ? `<_language>${xmlText(only?.language ?? '')}</_language>` : '<_language/>',
      ...consents.map(({ language }) => `<_consent_${language}/>`),
      '<_agreed/>',
      '<_consent_text/>',
      '<_random/>',
      ...receiptCalculations().map(({ path }) => `<${nameOf(path)}/>`),
      ...(asksEarlierReceipt ? ['<_earlier_receipt/>'] : []),
      '</_start>',
    ].join('')
  }

  /** The code by which the person withdraws, to be written down before the phone is given back. */
  private end(): readonly string[] {
    this.bind('/data/_end', { relevant: this.agreed })
    const title = this.texts.add('/data/_end:label', (one) => said(one, 'thanks.receipt'))
    const outro = this.note('/data/_end/_outro', this.words(this.questionnaire.outro), null)
    const words = this.note(
      '/data/_end/_code',
      (one) =>
        [
          `${said(one, 'thanks.receipt')}: <output value="${receiptPath}"/>`,
          said(one, 'thanks.receiptFor'),
          said(one, 'thanks.writeDown'),
        ].join('\n\n'),
      `${receiptPath} != ''`,
    )
    return ['<group ref="/data/_end">', ...labelOf(title), ...outro, ...words, '</group>']
  }

  private sectionNodes({ path, announcedAt, isSkippable, tableAt, places }: SectionPlace): readonly string[] {
    const before = announcedAt === null ? null : nameOf(announcedAt)
    const nodes = places.flatMap(({ item, otherPath }) => [
      this.itemNode(item),
      ...(otherPath === null ? [] : [`<${nameOf(otherPath)}/>`]),
    ])
    const own = nameOf(path)
    return [
      ...(before === null ? [] : [`<${before}><_intro/>${isSkippable ? '<_choice/>' : ''}</${before}>`]),
      `<${own}>${tableAt === null ? '' : `<${nameOf(tableAt)}/>`}${nodes.join('')}</${own}>`,
    ]
  }

  private itemNode(item: Item): string {
    const filledIn = this.round?.filledIn[item.id] ?? this.startOfItem(item)
    return filledIn === undefined ? `<${item.id}/>` : `<${item.id}>${xmlText(String(filledIn))}</${item.id}>`
  }

  /** What a client fills in as a form is opened; what earlier answers make of it no client could know then. */
  private startOfItem(item: Item): string | undefined {
    const rule = compiled(this.questionnaire).default.get(item.id)
    if (rule === undefined || referencesOf(rule).length > 0) return undefined
    const start = startingAnswer(this.questionnaire, item, {})
    return typeof start === 'object' ? start.join(' ') : start?.toString()
  }

  private section(place: SectionPlace): readonly string[] {
    const { section, path, announcedAt, isSkippable, places } = place
    const choice = `${announcedAt}/_choice`
    const isShown = isSkippable ? `${choice} != 'skip'` : null
    this.bind(path, { relevant: all([this.agreed, isShown]) })
    const title = this.text(`${path}:label`, section.title)
    const appearance = section.appearance?.replace('table-list', 'field-list') ?? null
    const isOnePage = appearance?.includes('field-list') === true
    return [
      ...(announcedAt === null ? [] : this.announcement(place, announcedAt, choice)),
      `<group ref="${path}"${attribute('appearance', appearance)}>`,
      ...labelOf(title),
      ...this.tableHeadings(place),
      ...places.flatMap((item) => this.item(item, isOnePage, place.tableAt !== null)),
      '</group>',
    ]
  }

  /** The options of a table, shown once; the rows below show their buttons alone. It has no answer. */
  private tableHeadings({ section, tableAt, places }: SectionPlace): readonly string[] {
    const first = places.map(({ item }) => item).find(hasOptions)
    if (tableAt === null || first === undefined) return []
    this.bind(tableAt, { type: 'string' })
    return this.control('select1', tableAt, this.itemset(first), {
      label: this.text(`${tableAt}:label`, section.intro ?? section.title),
      appearance: 'label',
    })
  }

  /** What is said before a section, where one of its questions is asked, and whether the person wants to see them. */
  private announcement(place: SectionPlace, path: string, choice: string): readonly string[] {
    const { section, isSkippable, places } = place
    const { relevant } = compiled(this.questionnaire)
    const own = new Set(places.map(({ item }) => item.id))
    // Where one question follows from another of the section, that one was asked; and clients refuse a form that turns in a circle.
    const conditions = places.map(({ item }) => relevant.get(item.id))
    const fromOutside = conditions.filter(
      (one) => one === undefined || !referencesOf(one).some((id) => own.has(id)),
    )
    const isAlways = fromOutside.includes(undefined) || fromOutside.length === 0
    const asked = isAlways
      ? null
      : fromOutside.map((one) => (one === undefined ? '' : this.xpath.condition(one))).join(' or ')
    this.bind(path, { relevant: all([this.agreed, asked]) })
    const title = this.text(`${path}:label`, section.title)
    const intro = section.intro ?? section.title
    const words = [...this.note(`${path}/_intro`, (one) => this.contentOf(intro, one), null)]
    if (isSkippable) {
      const list = this.list('_choice', [
        { code: 'show', label: this.inEach((one) => interfaceIn(one)('section.show')) },
        { code: 'skip', label: this.inEach((one) => interfaceIn(one)('section.skip')) },
      ])
      this.bind(choice, { type: 'string', ...this.requiredBind() })
      words.push(
        ...this.control('select1', choice, list.itemsetOf(null), {
          label: this.texts.add(`${choice}:label`, (one) => said(one, 'section.choice')),
        }),
      )
    }
    return [`<group ref="${path}" appearance="field-list">`, ...labelOf(title), ...words, '</group>']
  }

  /**
   * @param isOnePage whether it stands among others on one page already
   * @param isRow whether its options stand above it
   */
  private item(place: ItemPlace, isOnePage: boolean, isRow: boolean): readonly string[] {
    const { item, path, otherPath } = place
    this.bindItem(place)
    const control = this.controlOf(item, path, isRow && hasOptions(item) ? 'list-nolabel' : null)
    if (otherPath === null) return control
    const codes = offeredMissingCodes(item)
    const list = this.list(
      ['_other', ...codes].join('__'),
      codes.map((code) => ({ code, label: this.questionnaire.missingLabels[code] ?? {} })),
      [],
      item,
    )
    const other = this.control('select1', otherPath, list.itemsetOf(null), {
      label: this.texts.add(`${otherPath}:label`, (one) => said(one, 'question.otherAnswers')),
    })
    // Both on one page: whoever does not want to answer sees at once that it may be said.
    return isOnePage
      ? [...control, ...other]
      : ['<group appearance="field-list">', ...control, ...other, '</group>']
  }

  private bindItem({ item, path, otherPath }: ItemPlace): void {
    const parsed = compiled(this.questionnaire)
    const relevance = parsed.relevant.get(item.id)
    const relevant = relevance === undefined ? null : this.xpath.condition(relevance)
    const calculation = parsed.calculation.get(item.id)
    const constraint = this.constraintOf(item)
    const isAnswered = item.type !== 'note' && item.type !== 'calculated'
    const required = isAnswered ? this.requiredWhere(item) : null
    this.bind(path, {
      type: typeOf(item),
      readonly: item.type === 'note' ? 'true()' : null,
      relevant,
      calculate: calculation === undefined ? null : this.xpath.value(calculation),
      constraint,
      'jr:constraintMsg':
        constraint === null
          ? null
          : this.texts.add(`${path}:constraint`, (one) => xmlText(remedyIn(this.questionnaire, item, one))),
      ...(otherPath === null ? this.requiredBind(required, item) : {}),
      ...(item.type === 'today' ? { 'jr:preload': 'date', 'jr:preloadParams': 'today' } : {}),
    })
    if (otherPath === null) return
    // Who left out an answer that is needed says why; the two never wait for each other in a circle.
    this.bind(otherPath, {
      type: 'string',
      relevant: all([relevant, `${path} = ''`]),
      ...this.requiredBind(required, item),
    })
  }

  /** The condition under which an item needs an answer; null where it never does. */
  private requiredWhere({ id, required }: Item): string | null {
    const condition = compiled(this.questionnaire).required.get(id)
    if (condition !== undefined) return this.xpath.condition(condition)
    return required === false ? null : 'true()'
  }

  /** Never laxer than what the server takes: an interview that is refused later can hardly be put right. */
  private constraintOf(item: Item): string | null {
    const { own, range, alone } = formConstraint(item)
    const written = (text: string | null) => {
      const expression = text === null ? null : parseExpression(text)
      return expression?.ok === true ? this.xpath.condition(expression.value, item) : null
    }
    const ownText = written(own)
    const reserved = hasOptions(item) && item.type !== 'rank' ? offeredMissingCodes(item) : []
    const exempt = reserved.map((code) => `selected(., '${code}')`)
    return all([
      ownText === null ? null : [...exempt, ownText].join(' or '),
      written(range),
      written(alone),
      ...moreOf(item, this.requiredWhere(item)),
    ])
  }

  private controlOf(item: Item, path: string, look: string | null): readonly string[] {
    const { wave = 1 } = this.round ?? {}
    const asked = wave > 1 ? (item.labelFollowUp ?? item.label) : item.label
    const label = this.texts.add(`${path}:label`, this.words(asked), this.filesAt(item.id))
    const hint = this.texts.add(`${path}:hint`, (one) => xmlText(hintIn(this.questionnaire, item, one)))
    const words = { label, hint, appearance: look ?? appearanceOf(this.questionnaire, item) }
    switch (item.type) {
      case 'single':
        return this.control('select1', path, this.itemset(item), words)
      case 'multiple':
        return this.control('select', path, this.itemset(item), words)
      case 'rank':
        return this.control('odk:rank', path, this.itemset(item), words)
      case 'scale':
        return this.control(
          'range',
          path,
          '',
          words,
          ` start="${item.min}" end="${item.max}" step="${item.step}"`,
        )
      case 'number':
      case 'text':
      case 'date':
      case 'time':
      case 'note':
        return this.control('input', path, '', words)
      case 'calculated':
      case 'today':
      case 'hidden':
        return []
    }
  }

  private itemset(item: OptionItem): string {
    const { name, options, reserved } = formOptions(this.questionnaire, item)
    const filter = compiled(this.questionnaire).choiceFilter.get(item.id)
    const { itemsetOf } = this.list(name, options, reserved, item)
    if (filter === undefined) return itemsetOf(null)
    const condition = this.xpath.condition(filter)
    return itemsetOf(reserved.length === 0 ? condition : `${condition} or _reserved = '1'`)
  }

  /**
   * A list of options, written where it is first needed.
   *
   * @param item the one that offers it; null where it is none of the questionnaire's
   */
  private list(
    name: string,
    options: readonly ResponseOption[],
    reserved: readonly { readonly code: string; readonly label: LanguageMap }[] = [],
    item: Item | null = null,
  ): Listed {
    if (!this.secondary.has(name)) {
      const attributes = options.flatMap((option) => Object.keys(option.attributes ?? {}))
      // A filter may name what an option does not have: that is an empty text, and a node that is not there would be neither.
      const named = item !== null ? [...new Set([...attributes, ...this.filterAttributes])] : []
      const written = (
        { code, label, attributes: own = {} }: ResponseOption,
        place: number,
        isReserved: boolean,
      ) => {
        const id = `${name}-${place}`
        const files = item === null ? undefined : this.filesAt(`${item.id}/${code}`)
        this.texts.add(id, (language) => this.contentOf(label, language) || xmlText(code), files)
        const nodes = named.map(
          (one) => `<${attributeNode(one)}>${xmlText(own[one] ?? '')}</${attributeNode(one)}>`,
        )
        const mark = reserved.length === 0 ? '' : `<_reserved>${isReserved ? '1' : ''}</_reserved>`
        return `<item><itextId>${xmlText(id)}</itextId><name>${xmlText(code)}</name>${nodes.join('')}${mark}</item>`
      }
      this.secondary.set(name, [
        `<instance id="${name}">`,
        '<root>',
        ...options.map((option, place) => written(option, place, false)),
        ...reserved.map((option, place) => written(option, options.length + place, true)),
        '</root>',
        '</instance>',
      ])
    }
    return {
      itemsetOf: (filter) =>
        `<itemset nodeset="instance('${name}')/root/item${filter === null ? '' : `[${xmlText(filter)}]`}">` +
        '<value ref="name"/><label ref="jr:itext(itextId)"/></itemset>',
    }
  }

  private note(path: string, content: TextIn, relevant: string | null): readonly string[] {
    this.bind(path, { type: 'string', readonly: 'true()', relevant })
    return this.control('input', path, '', { label: this.texts.add(`${path}:label`, content) })
  }

  private control(
    name: string,
    path: string,
    inside: string,
    words: {
      readonly label: string | null
      readonly hint?: string | null
      readonly appearance?: string | null
    },
    more = '',
  ): readonly string[] {
    return [
      `<${name} ref="${path}"${attribute('appearance', words.appearance ?? null)}${more}>`,
      ...labelOf(words.label),
      ...(words.hint ? [`<hint ref="${words.hint}"/>`] : []),
      ...(inside === '' ? [] : [inside]),
      `</${name}>`,
    ]
  }

  private bind(path: string, properties: Bind): void {
    const written = Object.entries(properties).map(([name, value]) => attribute(name, value))
    if (written.every((one) => one === '')) return
    this.binds.push(`<bind nodeset="${path}"${written.join('')}/>`)
  }

  private requiredBind(required: string | null = 'true()', own?: Item): Bind {
    if (required === null) return {}
    const message =
      own?.requiredMessage === undefined
        ? this.texts.add('_required', (one) => said(one, 'error.answer_required'))
        : this.text(`_required_${own.id}`, own.requiredMessage)
    return { required, 'jr:requiredMsg': message }
  }

  /** @param place as in `SurveyMedia` */
  private filesAt(place: string): FilesIn {
    return (language) => this.media[language]?.[place] ?? {}
  }

  private text(id: string, map: LanguageMap): string | null {
    return this.texts.add(id, this.words(map))
  }

  private words(map: LanguageMap): TextIn {
    return (language) => this.contentOf(map, language)
  }

  private contentOf(map: LanguageMap, language: string): string {
    return contentIn(map, language, this.questionnaire.defaultLanguage, (itemId) => this.shown(itemId))
  }

  /** An answer in words, as XPath; an ellipsis where there is none. */
  private shown(itemId: string): string {
    const place = this.sections.flatMap(({ places }) => places).find(({ item }) => item.id === itemId)
    if (place === undefined || place.item.type === 'note') return "'…'"
    const { item, path, otherPath } = place
    const nameIn = (value: string, at: string) => `jr:choice-name(${value}, '${at}')`
    switch (item.type) {
      case 'single':
        return `if(${path} = '', '…', ${nameIn(path, path)})`
      case 'multiple':
      case 'rank': {
        const { options, reserved } = formOptions(this.questionnaire, item)
        const most = Math.min(options.length + reserved.length, 10)
        const chosen = Array.from({ length: most }, (_, at) => {
          const name = nameIn(`selected-at(${path}, ${at})`, path)
          return `if(count-selected(${path}) > ${at}, ${at === 0 ? name : `concat(', ', ${name})`}, '')`
        })
        return `if(${path} = '', '…', concat(${chosen.join(', ')}, ''))`
      }
      default: {
        const none =
          otherPath === null ? "'…'" : `if(${otherPath} = '', '…', ${nameIn(otherPath, otherPath)})`
        return `if(string(${path}) = '', ${none}, string(${this.xpath.answer(itemId)}))`
      }
    }
  }

  private inEach(text: TextIn): LanguageMap {
    return Object.fromEntries(this.texts.languages.map((language) => [language, text(language)]))
  }

  private everywhere(text: string): LanguageMap {
    return this.inEach(() => text)
  }
}

function attributesIn(filters: readonly Expression[]): readonly string[] {
  const names = new Set<string>()
  for (const filter of filters)
    visit(filter, (part) => {
      if (part.kind === 'attribute' && part.name !== 'name') names.add(part.name)
    })
  return [...names]
}

function said(language: string, key: Parameters<ReturnType<typeof interfaceIn>>[0]): string {
  return xmlText(interfaceIn(language)(key))
}

function attribute(name: string, value: string | null): string {
  return value === null || value === '' ? '' : ` ${name}="${xmlText(value)}"`
}

function labelOf(reference: string | null): readonly string[] {
  return reference === null ? [] : [`<label ref="${reference}"/>`]
}

/** Conditions that must all hold, as one; null when there is none. */
function all(conditions: readonly (string | null)[]): string | null {
  const held = conditions.filter((condition) => condition !== null && condition !== '')
  return held.length < 2 ? (held[0] ?? null) : held.map((condition) => `(${condition})`).join(' and ')
}

function typeOf(item: Item): string {
  switch (item.type) {
    case 'number':
      return item.decimals === 0 && fitsInt(item) ? 'int' : 'decimal'
    case 'scale':
      return [item.min, item.step].every(Number.isInteger) && fitsInt(item) ? 'int' : 'decimal'
    case 'hidden':
      return fitsInt(item) ? 'int' : 'decimal'
    case 'date':
      return item.precision === 'year' ? 'int' : 'date'
    case 'today':
      return 'date'
    case 'time':
      return 'time'
    case 'rank':
      return 'odk:rank'
    default:
      return 'string'
  }
}

function fitsInt({ min, max }: { readonly min: number; readonly max: number }): boolean {
  return Math.abs(min) <= largestInt && Math.abs(max) <= largestInt
}

/**
 * What XLSForm has no words for, or other words.
 *
 * @param required the condition under which the item needs an answer
 */
function moreOf(item: Item, required: string | null): readonly (string | null)[] {
  switch (item.type) {
    case 'number':
      return [typeOf(item) === 'decimal' ? decimalsOf(item.decimals) : null]
    case 'text':
      // Spaces alone are no answer.
      if (required === null) return [null]
      return [
        required === 'true()' ? "normalize-space(.) != ''" : `not(${required}) or normalize-space(.) != ''`,
      ]
    case 'date':
      return [dateRangeOf(item)]
    case 'time':
      return [isWholeDay(item) ? null : betweenMinutes(item)]
    default:
      return []
  }
}

function decimalsOf(decimals: number): string {
  const scaled = `(. * ${10 ** decimals})`
  return `abs(${scaled} - round(${scaled})) < 0.000001`
}

function dateRangeOf(item: ItemOfType<'date'>): string | null {
  switch (item.precision) {
    case 'day':
      return null
    case 'month':
      return betweenDigits(item, 'concat(substr(., 0, 4), substr(., 5, 7))', '-')
    case 'year':
      return `. >= ${item.min} and . <= ${item.max}`
  }
}

function betweenMinutes({ min, max }: ItemOfType<'time'>): string {
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
  return `${minutesOf('.')} >= ${minutes(min)} and ${minutesOf('.')} <= ${minutes(max)}`
}

/** Digits that stand in the order of time are compared as one number, which every client does alike. */
function betweenDigits(
  { min, max }: { readonly min: string; readonly max: string },
  digits: string,
  mark: string,
): string {
  const number = (text: string) => Number(text.replace(mark, ''))
  return `number(${digits}) >= ${number(min)} and number(${digits}) <= ${number(max)}`
}

function appearanceOf(questionnaire: Questionnaire, item: Item): string | null {
  if (item.appearance !== undefined) return item.appearance
  if (item.type === 'date' && item.precision === 'month') return 'month-year'
  if (item.type === 'text' && item.maxLength > 200) return 'multiline'
  const isLong =
    hasOptions(item) && item.type === 'single' && formOptions(questionnaire, item).options.length > mostListed
  return isLong ? 'minimal autocomplete' : null
}
