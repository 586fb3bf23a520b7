import 'server-only'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { fontData } from '@/app/ui/charts/fonts'

let shared: NodeCompiler | undefined

/**
 * A document as a tagged PDF. The same document gives the same bytes.
 *
 * @param template in Typst; it reads the document as JSON from the input of that name, so that nothing in its texts is read as markup
 */
export function typeset(template: string, document: unknown): Uint8Array {
  shared ??= NodeCompiler.create({ fontArgs: [{ fontBlobs: [...fontData()] }] })
  const pdf = shared.pdf({
    mainFileContent: template,
    inputs: { document: JSON.stringify(document, wellFormed) },
  })
  // What was laid out for one document is of no use to the next, and would pile up.
  shared.evictCache(0)
  return pdf
}

/** Half a letter, as a cut text may end in, is no text to the typesetter. */
function wellFormed(_: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll(/\p{Cs}/gu, '') : value
}
