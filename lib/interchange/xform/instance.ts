import { SaxesParser } from 'saxes'
import type { Problem, Result } from '../../result'

/** An element of an instance; names without their prefix. */
export type Node = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Node[]
  /** Its own text, without that of its children. */
  readonly text: string
}

type Growing = { name: string; attributes: Record<string, string>; children: Growing[]; text: string }

/** Root, group, question; and one more for what is refused by its name. */
const deepest = 5
/** Twice as many items as a questionnaire can have. */
const mostNodes = 20_000

class Unreadable extends Error {}

/**
 * Reads an instance as a tree. A document type is refused, so there is no entity but the five of XML; so is what is deeper or has more
 * elements than any form of ours.
 *
 * @param xml no longer than the caller lets through
 */
export function readInstance(xml: string): Result<Node> {
  const parser = new SaxesParser({ position: false })
  const open: Growing[] = []
  let root: Growing | null = null
  let nodes = 0
  parser.on('doctype', () => {
    throw new Unreadable('It declares a document type, which no form does.')
  })
  parser.on('error', () => {
    throw new Unreadable('It is not well-formed XML.')
  })
  parser.on('opentag', ({ name, attributes }) => {
    nodes += 1
    if (open.length >= deepest || nodes > mostNodes)
      throw new Unreadable('Its elements are deeper or more than those of any form.')
    const own = Object.entries(attributes).map(([key, value]) => [localOf(key), String(value)])
    const node: Growing = { name: localOf(name), attributes: Object.fromEntries(own), children: [], text: '' }
    open.at(-1)?.children.push(node)
    root ??= node
    open.push(node)
  })
  const add = (text: string) => {
    const node = open.at(-1)
    if (node !== undefined) node.text += text
  }
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('closetag', () => {
    open.pop()
  })
  try {
    parser.write(xml).close()
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return { ok: false, problems: [unreadable(error.message)] }
  }
  return root === null ? { ok: false, problems: [unreadable('It is empty.')] } : { ok: true, value: root }
}

function localOf(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function unreadable(why: string): Problem {
  return { path: '', code: 'instance_unreadable', message: `The filled-in form cannot be read. ${why}` }
}
