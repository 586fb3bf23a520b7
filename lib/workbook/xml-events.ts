import { SaxesParser } from 'saxes'
import { WorkbookFault } from './workbook-fault'

/** What is heard while a part of a workbook is read, element by element; names without their prefix. */
export type XmlListener = {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly text?: (text: string) => void
  readonly close?: (name: string) => void
}

/**
 * Reads a part of a workbook. A document type is refused, so there is no entity but the five of XML.
 *
 * @param part path inside the file, for the message
 * @throws WorkbookFault
 */
export function readXml(bytes: Uint8Array, part: string, { open, text, close }: XmlListener): void {
  const parser = new SaxesParser({ position: false })
  const fault = (message: string) => new WorkbookFault('workbook_unreadable', message, part)
  parser.on('doctype', () => {
    throw fault('A part of the file declares a document type, which no spreadsheet program writes.')
  })
  parser.on('error', () => {
    throw fault('A part of the file cannot be read. Save it again in your spreadsheet program.')
  })
  if (open !== undefined)
    parser.on('opentag', ({ name, attributes }) => open(local(name), attributes as Record<string, string>))
  if (text !== undefined) {
    parser.on('text', text)
    parser.on('cdata', text)
  }
  if (close !== undefined) parser.on('closetag', ({ name }) => close(local(name)))
  parser.write(decoded(bytes, fault)).close()
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** XML without a byte order mark is UTF-8 in every spreadsheet program. */
function decoded(bytes: Uint8Array, fault: (message: string) => WorkbookFault): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw fault('A part of the file is not written in UTF-8. Save it again in your spreadsheet program.')
  }
}
