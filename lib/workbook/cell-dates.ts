/** Whether a number format shows a date or a time (ISO/IEC 29500-1, 18.8.30 and 18.8.31). @param code of a format of the workbook's own */
export function isDateFormat(id: number, code?: string): boolean {
  if (code === undefined) return (id >= 14 && id <= 22) || (id >= 45 && id <= 47)
  // Texts in quotation marks and in brackets, such as [Red], are no letters of the format.
  return /[dmyhs]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '')) && !/^general$/i.test(code)
}

const millisecondsADay = 86_400_000

/**
 * A serial number as `2026-03-01`, `2026-03-01T14:30:00` or `14:30:00`.
 *
 * @param serial days since the end of 1899, with a day that was not, 1900-02-29; since 1904-01-01 when `is1904`
 */
export function dateOfSerial(serial: number, is1904: boolean): string {
  const days = Math.floor(serial)
  const seconds = Math.round((serial - days) * 86_400)
  const epoch = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30)
  const moment = new Date(epoch + days * millisecondsADay + seconds * 1_000)
  if (Number.isNaN(moment.getTime())) return String(serial)
  const [date, time] = moment.toISOString().slice(0, 19).split('T')
  if (days === 0) return String(time)
  return seconds === 0 ? String(date) : `${date}T${time}`
}
