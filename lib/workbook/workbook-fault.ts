import type { Problem } from '../result'

/** What stops the reading of a workbook; caught by `readWorkbook`. */
export class WorkbookFault extends Error {
  readonly problem: Problem
  constructor(code: string, message: string, path = '') {
    super(message)
    this.problem = { path, code, message }
  }
}
