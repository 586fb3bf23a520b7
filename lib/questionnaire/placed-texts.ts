import type {
  DimensionDefinition,
  Item,
  LanguageMap,
  MissingCode,
  Questionnaire,
  Repeat,
  ResponseOption,
  Section,
} from './definition'
import { hasOptions, offeredMissingCodes } from './options'

/** What a text is to those who read it. */
export type TextKind =
  | 'title'
  | 'intro'
  | 'outro'
  | 'section_title'
  | 'section_intro'
  | 'repeat_label'
  | 'label'
  | 'help'
  | 'follow_up_label'
  | 'constraint_message'
  | 'required_message'
  | 'unit'
  | 'lowest'
  | 'highest'
  | 'option'
  | 'missing_option'
  | 'dimension'
  | 'subdimension'

/** Which part of a questionnaire a text belongs to. */
export type TextOwner = {
  /** Section in which it is met first; null for what stands in none. */
  readonly sectionId: string | null
  /** The item it belongs to, or the first one that offers it; null for what no item has. */
  readonly itemId: string | null
  /** Code of the response option or missing answer; null for other texts. */
  readonly code: string | null
}

/** A text in its languages, and where it stands. */
export type PlacedText = TextOwner & {
  /** Its address by ids, which stays when things are moved: `items/work_status/choices/employed`. */
  readonly key: string
  /** Where it stands in the document now: `items[3].choices[0].label`. */
  readonly path: string
  readonly kind: TextKind
  readonly texts: LanguageMap
}

/**
 * Every text of a questionnaire, in the order in which a person meets them: an item of a section after its title, options that items share and
 * missing answers where they are offered first. Names of scores come last.
 *
 * Drafts are taken too: where two parts have one id, two texts have one key.
 */
export function placedTexts(questionnaire: Questionnaire): readonly PlacedText[] {
  const places: PlacedText[] = []
  withEachText(questionnaire, (place) => {
    places.push(place)
    return place.texts
  })
  return places
}

/**
 * The questionnaire with other texts; the rule of what is a text stands here and nowhere else.
 *
 * @param textsFor called for each text in the order of `placedTexts`; what it returns stands in its place
 */
export function withEachText(
  questionnaire: Questionnaire,
  textsFor: (place: PlacedText) => LanguageMap,
): Questionnaire {
  return new TextWalk(questionnaire, textsFor).walked()
}

const nowhere: TextOwner = { sectionId: null, itemId: null, code: null }

// Not taken from the definition format, whose schema stays on the server.
const everyMissingCode: readonly MissingCode[] = ['pnta', 'dk', 'na']

class TextWalk {
  private readonly lists = new Map<string, readonly ResponseOption[]>()
  private readonly missing = new Map<MissingCode, LanguageMap>()
  private readonly items = new Map<number, Item>()
  private readonly repeats = new Map<number, Repeat>()
  private readonly placesById = new Map<string, number[]>()

  constructor(
    private readonly questionnaire: Questionnaire,
    private readonly textsFor: (place: PlacedText) => LanguageMap,
  ) {
    for (const [place, { id }] of questionnaire.items.entries()) {
      const places = this.placesById.get(id)
      if (places === undefined) this.placesById.set(id, [place])
      else places.push(place)
    }
  }

  walked(): Questionnaire {
    const { questionnaire } = this
    const title = this.text('title', 'title', 'title', questionnaire.title)
    const intro = this.text('intro', 'intro', 'intro', questionnaire.intro)
    const sections = questionnaire.sections.map((section, place) => this.section(section, place))
    // What no section and no item names is still text of the document.
    for (const place of (questionnaire.repeats ?? []).keys()) this.visitRepeat(place, null)
    for (const place of questionnaire.items.keys()) this.visitItem(place, null)
    for (const name of Object.keys(questionnaire.choiceLists)) this.visitList(name, nowhere)
    for (const code of everyMissingCode) this.visitMissing(code, nowhere)
    const outro = this.text('outro', 'outro', 'outro', questionnaire.outro)
    return {
      ...questionnaire,
      title,
      intro,
      outro,
      sections,
      ...(questionnaire.repeats !== undefined && {
        repeats: questionnaire.repeats.map((repeat, place) => this.repeats.get(place) ?? repeat),
      }),
      scoring: questionnaire.scoring && {
        ...questionnaire.scoring,
        dimensions: questionnaire.scoring.dimensions.map((dimension, place) =>
          this.dimension(dimension, place),
        ),
      },
      items: questionnaire.items.map((item, place) => this.items.get(place) ?? item),
      choiceLists: Object.fromEntries(
        Object.entries(questionnaire.choiceLists).map(([name, list]) => [name, this.lists.get(name) ?? list]),
      ),
      missingLabels: { ...questionnaire.missingLabels, ...Object.fromEntries(this.missing) },
    }
  }

  private text(
    kind: TextKind,
    key: string,
    path: string,
    texts: LanguageMap,
    owner: TextOwner = nowhere,
  ): LanguageMap {
    return this.textsFor({ kind, key, path, texts, ...owner })
  }

  private section(section: Section, place: number): Section {
    const { id, title, intro } = section
    for (const [at, repeat] of (this.questionnaire.repeats ?? []).entries())
      if (repeat.id === section.repeat) this.visitRepeat(at, id)
    const owner = { ...nowhere, sectionId: id }
    const own = (kind: TextKind, name: string, texts: LanguageMap) =>
      this.text(kind, `sections/${id}/${name}`, `sections[${place}].${name}`, texts, owner)
    const head = {
      title: own('section_title', 'title', title),
      ...(intro !== undefined && { intro: intro && own('section_intro', 'intro', intro) }),
    }
    for (const itemId of section.items)
      for (const itemPlace of this.placesById.get(itemId) ?? []) this.visitItem(itemPlace, id)
    return { ...section, ...head }
  }

  private visitRepeat(place: number, sectionId: string | null): void {
    const repeat = this.questionnaire.repeats?.[place]
    if (repeat?.label === undefined || this.repeats.has(place)) return
    const owner = { ...nowhere, sectionId }
    const key = `repeats/${repeat.id}/label`
    const label = this.text('repeat_label', key, `repeats[${place}].label`, repeat.label, owner)
    this.repeats.set(place, { ...repeat, label })
  }

  private visitItem(place: number, sectionId: string | null): void {
    const item = this.questionnaire.items[place]
    if (item !== undefined && !this.items.has(place)) this.items.set(place, this.item(item, place, sectionId))
  }

  private item(item: Item, place: number, sectionId: string | null): Item {
    const owner = { sectionId, itemId: item.id, code: null }
    const own = (kind: TextKind, name: string, texts: LanguageMap) =>
      this.text(kind, `items/${item.id}/${name}`, `items[${place}].${name}`, texts, owner)
    const { help, labelFollowUp, constraintMessage, requiredMessage } = item
    const asked = {
      label: own('label', 'label', item.label),
      ...(help !== undefined && { help: help && own('help', 'help', help) }),
      ...(labelFollowUp !== undefined && {
        labelFollowUp: own('follow_up_label', 'labelFollowUp', labelFollowUp),
      }),
    }
    const answered = this.withAnswerTexts(item, place, owner, own)
    const refused = constraintMessage !== undefined && {
      constraintMessage: own('constraint_message', 'constraintMessage', constraintMessage),
    }
    const leftOut = requiredMessage !== undefined && {
      requiredMessage: own('required_message', 'requiredMessage', requiredMessage),
    }
    return { ...answered, ...asked, ...refused, ...leftOut }
  }

  /** The item with the texts that its answers have, by its type; then those that it shares with others. */
  private withAnswerTexts(
    item: Item,
    place: number,
    owner: TextOwner,
    own: (kind: TextKind, name: string, texts: LanguageMap) => LanguageMap,
  ): Item {
    const answered = () => {
      if (hasOptions(item)) {
        if (item.choiceList !== undefined) this.visitList(item.choiceList, owner)
        if (item.choices === undefined) return item
        const key = `items/${item.id}/choices`
        return { ...item, choices: this.options(item.choices, key, `items[${place}].choices`, owner) }
      }
      if (item.type === 'number' && typeof item.unit === 'object' && item.unit !== null)
        return { ...item, unit: own('unit', 'unit', item.unit) }
      if (item.type !== 'scale') return item
      const { minLabel, maxLabel } = item
      return {
        ...item,
        ...(minLabel !== undefined && { minLabel: own('lowest', 'minLabel', minLabel) }),
        ...(maxLabel !== undefined && { maxLabel: own('highest', 'maxLabel', maxLabel) }),
      }
    }
    const withAnswers = answered()
    for (const code of offeredMissingCodes(item)) this.visitMissing(code, owner)
    return withAnswers
  }

  private options(
    options: readonly ResponseOption[],
    key: string,
    path: string,
    owner: TextOwner,
  ): readonly ResponseOption[] {
    return options.map((option, place) => {
      const { code, label } = option
      const text = this.text('option', `${key}/${code}`, `${path}[${place}].label`, label, { ...owner, code })
      return { ...option, label: text }
    })
  }

  private visitList(name: string, owner: TextOwner): void {
    const { choiceLists } = this.questionnaire
    const list = Object.hasOwn(choiceLists, name) ? choiceLists[name] : undefined
    if (list === undefined || this.lists.has(name)) return
    this.lists.set(name, this.options(list, `choiceLists/${name}`, `choiceLists.${name}`, owner))
  }

  private visitMissing(code: MissingCode, owner: TextOwner): void {
    const texts = this.questionnaire.missingLabels[code]
    if (texts === undefined || this.missing.has(code)) return
    const key = `missingLabels/${code}`
    this.missing.set(
      code,
      this.text('missing_option', key, `missingLabels.${code}`, texts, { ...owner, code }),
    )
  }

  private dimension(dimension: DimensionDefinition, place: number): DimensionDefinition {
    const key = `scoring/${dimension.id}`
    const path = `scoring.dimensions[${place}]`
    return {
      ...dimension,
      label: this.text('dimension', `${key}/label`, `${path}.label`, dimension.label),
      subdimensions: dimension.subdimensions.map((part, inner) => ({
        ...part,
        label: this.text(
          'subdimension',
          `${key}/${part.id}/label`,
          `${path}.subdimensions[${inner}].label`,
          part.label,
        ),
      })),
    }
  }
}
