import type { Result } from '../result'
import { workbookLimits } from './limits'
import type { Workbook } from './sheet'
import { WorkbookFault } from './workbook-fault'
import { readXls } from './xls'
import { readXlsx } from './xlsx'

/**
 * Reads an Excel workbook, `.xlsx` or `.xls`, by its content and not by its name.
 *
 * Nothing in it is run, followed or looked up: formulas give the value that was stored with them, links lead nowhere, and
 * a document type is refused. Memory and time are bounded by `workbookLimits`.
 *
 * @returns problems with the path of the part of the file, `''` for the whole
 */
export function readWorkbook(bytes: Uint8Array): Result<Workbook> {
  if (bytes.length > workbookLimits.fileBytes)
    return refused(
      'workbook_too_large',
      `The file is larger than ${workbookLimits.fileBytes / 1_000_000} MB.`,
    )
  try {
    if (beginsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return { ok: true, value: readXlsx(bytes) }
    if (beginsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return { ok: true, value: readXls(bytes) }
  } catch (error) {
    if (error instanceof WorkbookFault) return { ok: false, problems: [error.problem] }
    throw error
  }
  return refused(
    'workbook_unreadable',
    'This is no Excel workbook. Save it as .xlsx in your spreadsheet program and try again.',
  )
}

function refused(code: string, message: string): Result<never> {
  return { ok: false, problems: [{ path: '', code, message }] }
}

function beginsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, place) => bytes[place] === byte)
}
