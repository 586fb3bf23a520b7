import { xmlText } from '../../xml-text'
import { type FilesIn, type TextIn, Texts } from './texts'
import { said } from './words'

/** Attributes of a bind by their names; those that are null or empty are left out. */
export type Bind = Readonly<Record<string, string | null>>

/** An option as a list of the form has it. */
export type ListedOption = {
  readonly code: string
  readonly content: TextIn
  readonly files?: FilesIn
  /** What filters look at, as XML. */
  readonly nodes?: string
}

/** What stands around the answer of a control: references to texts, and how it looks. */
export type ControlWords = {
  readonly label: string | null
  readonly hint?: string | null
  readonly appearance?: string | null
}

/** The model of a form as it is written: what the parts of the form say beside their controls. */
export class FormModel {
  readonly texts: Texts
  private readonly binds: string[] = []
  private readonly actions: string[] = []
  private readonly lists = new Map<string, readonly string[]>()

  constructor(languages: readonly string[], defaultLanguage: string) {
    this.texts = new Texts(languages, defaultLanguage)
  }

  /** The model as XML, with the nodes of its instance. */
  lines(instance: readonly string[]): readonly string[] {
    return [
      '<model odk:xforms-version="1.0.0">',
      ...this.texts.lines(),
      '<instance>',
      ...instance,
      '</instance>',
      ...[...this.lists.values()].flat(),
      ...this.binds,
      ...this.actions,
      '</model>',
    ]
  }

  bind(path: string, properties: Bind): void {
    const written = Object.entries(properties).map(([name, value]) => attribute(name, value))
    if (written.every((one) => one === '')) return
    this.binds.push(`<bind nodeset="${path}"${written.join('')}/>`)
  }

  /** Sets a value once, as the form is opened. @param value an XPath */
  setAtFirst(path: string, value: string): void {
    this.actions.push(`<setvalue event="odk-instance-first-load" ref="${path}" value="${xmlText(value)}"/>`)
  }

  /**
   * A list of options, written where it is first needed.
   *
   * @param options asked for then
   * @returns what a control has of it, by the condition that filters it
   */
  list(name: string, options: () => readonly ListedOption[]): (filter: string | null) => string {
    if (!this.lists.has(name)) {
      const items = options().map(({ code, content, files, nodes = '' }, place) => {
        const id = `${name}-${place}`
        this.texts.add(id, (language) => content(language) || xmlText(code), files)
        return `<item><itextId>${xmlText(id)}</itextId><name>${xmlText(code)}</name>${nodes}</item>`
      })
      this.lists.set(name, [`<instance id="${name}">`, '<root>', ...items, '</root>', '</instance>'])
    }
    return (filter) =>
      `<itemset nodeset="instance('${name}')/root/item${filter === null ? '' : `[${xmlText(filter)}]`}">` +
      '<value ref="name"/><label ref="jr:itext(itextId)"/></itemset>'
  }

  /** A text without an answer. @param relevant the condition under which it is shown; null for always */
  note(path: string, content: TextIn, relevant: string | null): readonly string[] {
    this.bind(path, { type: 'string', readonly: 'true()', relevant })
    return control('input', path, '', { label: this.texts.add(`${path}:label`, content) })
  }

  /**
   * What a bind has where an answer is needed.
   *
   * @param required the condition; null where it never is
   * @param message reference to the text that is shown to whoever leaves it out; left out for the usual one
   */
  required(required: string | null = 'true()', message?: string | null): Bind {
    if (required === null) return {}
    const usual = () => this.texts.add('_required', (language) => said(language, 'error.answer_required'))
    return { required, 'jr:requiredMsg': message === undefined ? usual() : message }
  }
}

/** A control of the body. @param inside its options, as XML @param more further attributes, with a space before each */
export function control(
  name: string,
  path: string,
  inside: string,
  { label, hint = null, appearance = null }: ControlWords,
  more = '',
): readonly string[] {
  return [
    `<${name} ref="${path}"${attribute('appearance', appearance)}${more}>`,
    ...labelOf(label),
    ...(hint ? [`<hint ref="${hint}"/>`] : []),
    ...(inside === '' ? [] : [inside]),
    `</${name}>`,
  ]
}

/** An attribute with a space before it; empty where it has no value. */
export function attribute(name: string, value: string | null): string {
  return value === null || value === '' ? '' : ` ${name}="${xmlText(value)}"`
}

export function labelOf(reference: string | null): readonly string[] {
  return reference === null ? [] : [`<label ref="${reference}"/>`]
}

/** Conditions that must all hold, as one; null when there is none. */
export function all(conditions: readonly (string | null)[]): string | null {
  const held = conditions.filter((condition) => condition !== null && condition !== '')
  return held.length < 2 ? (held[0] ?? null) : held.map((condition) => `(${condition})`).join(' and ')
}
