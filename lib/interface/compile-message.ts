import { IntlMessageFormat } from 'intl-messageformat'
import type { Message, MessagePart } from './message'

type Element = ReturnType<IntlMessageFormat['getAst']>[number]

/**
 * Parses an ICU message into the form that `message.ts` says.
 * Carried: text, `{argument}`, `{argument, number}` without a style, `{argument, plural, …}` without an offset.
 *
 * @throws SyntaxError when the message cannot be read or uses something that is not carried
 */
export function compileMessage(text: string, language: string): Message {
  return compileElements(new IntlMessageFormat(text, language).getAst(), null, text)
}

// The parser's element types are a const enum, which isolated modules cannot read: these are its numbers.
const literal = 0
const argument = 1
const number = 2
const plural = 6
const pound = 7

function compileElements(elements: readonly Element[], count: string | null, text: string): Message {
  const parts = elements.map((element) => compileElement(element, count, text))
  return parts.every((part) => typeof part === 'string') ? parts.join('') : parts
}

function compileElement(element: Element, count: string | null, text: string): MessagePart {
  const type: number = element.type
  if (type === literal && 'value' in element) return element.value
  if (type === argument && 'value' in element) return { put: element.value }
  if (type === number && 'style' in element && !element.style) return { number: element.value }
  if (type === pound && count !== null) return { number: count }
  if (type === plural && 'options' in element && 'offset' in element && element.offset === 0) {
    const cases = Object.entries(element.options).map(([name, { value }]) => [
      name,
      compileElements(value, element.value, text),
    ])
    return { plural: element.value, cases: Object.fromEntries(cases) }
  }
  throw new SyntaxError(`This message uses something that the answering page does not carry: ${text}`)
}
