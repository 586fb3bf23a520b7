import { compiled } from '../../questionnaire/compiled'
import type {
  Item,
  LanguageMap,
  OptionItem,
  Questionnaire,
  ResponseOption,
} from '../../questionnaire/definition'
import { type Expression, parseExpression, referencesOf, visit } from '../../questionnaire/expression'
import { textIn } from '../../questionnaire/language'
import { hasOptions, offeredMissingCodes } from '../../questionnaire/options'
import { unrolled } from '../../questionnaire/repeats'
import { startingAnswer } from '../../questionnaire/starting-answer'
import type { SurveyMedia } from '../../survey-media'
import { xmlText } from '../../xml-text'
import { formConstraint } from '../form-constraint'
import { formOptions } from '../form-options'
import { attributeNode, XPathWriter } from './expression'
import { appearanceOf, moreOf, typeOf } from './item-rules'
import { type ItemPlace, layoutOf, nameOf, type SectionPlace } from './layout'
import { all, attribute, type Bind, control, FormModel, type ListedOption, labelOf } from './model'
import type { XFormRound } from './round'
import { agreed, endNodes, endPage, startNodes, startPages } from './round-pages'
import type { FilesIn, TextIn } from './texts'
import { contentIn, hintIn, remedyIn, said } from './words'

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

class XFormWriter {
  private readonly sections: readonly SectionPlace[]
  private readonly model: FormModel
  private readonly places: ReadonlyMap<string, ItemPlace>
  private readonly xpath: XPathWriter
  /** The condition under which anything is asked at all; null for always. */
  private readonly agreed: string | null
  private readonly filterAttributes: readonly string[]
  private readonly filesOfLists = new Map<string, string>()

  constructor(
    private readonly questionnaire: Questionnaire,
    private readonly round: XFormRound | null,
    private readonly media: XFormMedia,
  ) {
    this.sections = layoutOf(questionnaire)
    const languages = round?.consents.map(({ language }) => language) ?? questionnaire.languages
    this.model = new FormModel(languages, languages[0] ?? questionnaire.defaultLanguage)
    const places = this.sections.flatMap((section) => section.places)
    this.places = new Map(places.map((place) => [place.item.id, place]))
    this.xpath = new XPathWriter(questionnaire, places)
    this.filterAttributes = attributesIn([...compiled(questionnaire).choiceFilter.values()])
    this.agreed = round === null ? null : agreed
  }

  fileNames(): ReadonlySet<string> {
    return this.model.texts.fileNames()
  }

  form(): string {
    const { questionnaire, round, model } = this
    const { defaultLanguage, id, version, title } = questionnaire
    const [intro, outro] = [this.words(questionnaire.intro), this.words(questionnaire.outro)]
    const head = round === null ? model.note('/data/_intro', intro, null) : startPages(model, round)
    const questions = this.sections.map((section) => this.section(section))
    const end = round === null ? model.note('/data/_outro', outro, null) : endPage(model, outro)
    model.bind('/data/meta/instanceID', { type: 'string', readonly: 'true()', 'jr:preload': 'uid' })
    const instance = [
      `<data id="${xmlText(round?.slug ?? id)}" version="${version}">`,
      round === null ? '<_intro/>' : startNodes(round),
      ...this.sections.flatMap((section) => this.sectionNodes(section)),
      round === null ? '<_outro/>' : endNodes,
      '<meta><instanceID/></meta>',
      '</data>',
    ]
    const lines = [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"' +
        ' xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms"' +
        ' xmlns:orx="http://openrosa.org/xforms" xmlns:xsd="http://www.w3.org/2001/XMLSchema">',
      '<h:head>',
      `<h:title>${xmlText(round?.title ?? textIn(title, defaultLanguage, defaultLanguage))}</h:title>`,
      ...model.lines(instance),
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
    this.model.bind(path, { relevant: all([this.agreed, isShown]) })
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
    this.model.bind(tableAt, { type: 'string' })
    return control('select1', tableAt, this.itemset(first), {
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
    this.model.bind(path, { relevant: all([this.agreed, asked]) })
    const title = this.text(`${path}:label`, section.title)
    const intro = section.intro ?? section.title
    const words = [...this.model.note(`${path}/_intro`, (one) => this.contentOf(intro, one), null)]
    if (isSkippable) {
      const itemset = this.model.list('_choice', () => [
        { code: 'show', content: (one) => said(one, 'section.show') },
        { code: 'skip', content: (one) => said(one, 'section.skip') },
      ])
      this.model.bind(choice, { type: 'string', ...this.model.required() })
      words.push(
        ...control('select1', choice, itemset(null), {
          label: this.model.texts.add(`${choice}:label`, (one) => said(one, 'section.choice')),
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
    const question = this.controlOf(item, path, isRow && hasOptions(item) ? 'list-nolabel' : null)
    if (otherPath === null) return question
    const codes = offeredMissingCodes(item)
    const itemset = this.model.list(['_other', ...codes].join('__'), () =>
      codes.map((code) => this.listed(item, { code, label: this.questionnaire.missingLabels[code] ?? {} })),
    )
    const other = control('select1', otherPath, itemset(null), {
      label: this.model.texts.add(`${otherPath}:label`, (one) => said(one, 'question.otherAnswers')),
    })
    // Both on one page: whoever does not want to answer sees at once that it may be said.
    return isOnePage
      ? [...question, ...other]
      : ['<group appearance="field-list">', ...question, ...other, '</group>']
  }

  private bindItem({ item, path, otherPath }: ItemPlace): void {
    const parsed = compiled(this.questionnaire)
    const relevance = parsed.relevant.get(item.id)
    const relevant = relevance === undefined ? null : this.xpath.condition(relevance)
    const calculation = parsed.calculation.get(item.id)
    const constraint = this.constraintOf(item)
    const isAnswered = item.type !== 'note' && item.type !== 'calculated'
    const required = isAnswered ? this.requiredWhere(item) : null
    this.model.bind(path, {
      type: typeOf(item),
      readonly: item.type === 'note' ? 'true()' : null,
      relevant,
      calculate: calculation === undefined ? null : this.xpath.value(calculation),
      constraint,
      'jr:constraintMsg':
        constraint === null
          ? null
          : this.model.texts.add(`${path}:constraint`, (one) =>
              xmlText(remedyIn(this.questionnaire, item, one)),
            ),
      ...(otherPath === null ? this.requiredBind(required, item) : {}),
      ...(item.type === 'today' ? { 'jr:preload': 'date', 'jr:preloadParams': 'today' } : {}),
    })
    if (otherPath === null) return
    // Who left out an answer that is needed says why; the two never wait for each other in a circle.
    this.model.bind(otherPath, {
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
    const label = this.model.texts.add(`${path}:label`, this.words(asked), this.filesAt(item.id))
    const hint = this.model.texts.add(`${path}:hint`, (one) => xmlText(hintIn(this.questionnaire, item, one)))
    const words = { label, hint, appearance: look ?? appearanceOf(this.questionnaire, item) }
    switch (item.type) {
      case 'single':
        return control('select1', path, this.itemset(item), words)
      case 'multiple':
        return control('select', path, this.itemset(item), words)
      case 'rank':
        return control('odk:rank', path, this.itemset(item), words)
      case 'scale':
        return control('range', path, '', words, ` start="${item.min}" end="${item.max}" step="${item.step}"`)
      case 'number':
      case 'text':
      case 'date':
      case 'time':
      case 'note':
        return control('input', path, '', words)
      case 'calculated':
      case 'today':
      case 'hidden':
        return []
    }
  }

  private itemset(item: OptionItem): string {
    const { name, options, reserved } = formOptions(this.questionnaire, item)
    const filter = compiled(this.questionnaire).choiceFilter.get(item.id)
    const itemset = this.model.list(this.listWithFiles(name, item, [...options, ...reserved]), () => {
      // A filter may name what an option does not have: that is an empty text, and a node that is not there would be neither.
      const own = options.flatMap(({ attributes = {} }) => Object.keys(attributes))
      const named = [...new Set([...own, ...this.filterAttributes])]
      const mark = (text: string) => (reserved.length === 0 ? [] : [['_reserved', text] as const])
      const nodesOf = ({ attributes = {} }: ResponseOption) =>
        named.map((one) => [attributeNode(one), attributes[one] ?? ''] as const)
      return [
        ...options.map((option) => this.listed(item, option, [...nodesOf(option), ...mark('')])),
        ...reserved.map((option) => this.listed(item, option, [...nodesOf(option), ...mark('1')])),
      ]
    })
    if (filter === undefined) return itemset(null)
    const condition = this.xpath.condition(filter)
    return itemset(reserved.length === 0 ? condition : `${condition} or _reserved = '1'`)
  }

  /** The name of a list: one of the item's own where its options have other files than at the item that has the list already. */
  private listWithFiles(name: string, item: Item, options: readonly Pick<ResponseOption, 'code'>[]): string {
    const hasFiles = Object.values(this.media).some((places) => Object.keys(places).length > 0)
    if (!hasFiles) return name
    const files = options.map(({ code }) =>
      this.model.texts.languages.map((language) => this.filesAt(`${item.id}/${code}`)(language)),
    )
    const written = JSON.stringify(files)
    const first = this.filesOfLists.get(name)
    if (first === undefined) this.filesOfLists.set(name, written)
    return first === undefined || first === written ? name : `${name}.${item.id}`
  }

  /** @param nodes what filters look at, by the names of their elements */
  private listed(
    item: Item,
    { code, label }: Pick<ResponseOption, 'code' | 'label'>,
    nodes: readonly (readonly [name: string, text: string])[] = [],
  ): ListedOption {
    return {
      code,
      content: this.words(label),
      files: this.filesAt(`${item.id}/${code}`),
      nodes: nodes.map(([name, text]) => `<${name}>${xmlText(text)}</${name}>`).join(''),
    }
  }

  private requiredBind(required: string | null, { id, requiredMessage }: Item): Bind {
    const message = requiredMessage === undefined ? undefined : this.text(`_required_${id}`, requiredMessage)
    return this.model.required(required, message)
  }

  /** @param place as in `SurveyMedia` */
  private filesAt(place: string): FilesIn {
    return (language) => this.media[language]?.[place] ?? {}
  }

  private text(id: string, map: LanguageMap): string | null {
    return this.model.texts.add(id, this.words(map))
  }

  private words(map: LanguageMap): TextIn {
    return (language) => this.contentOf(map, language)
  }

  private contentOf(map: LanguageMap, language: string): string {
    return contentIn(map, language, this.questionnaire.defaultLanguage, (itemId) => this.shown(itemId))
  }

  /** An answer in words, as XPath; an ellipsis where there is none. */
  private shown(itemId: string): string {
    const place = this.places.get(itemId)
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
}

function attributesIn(filters: readonly Expression[]): readonly string[] {
  const names = new Set<string>()
  for (const filter of filters)
    visit(filter, (part) => {
      if (part.kind === 'attribute' && part.name !== 'name') names.add(part.name)
    })
  return [...names]
}
