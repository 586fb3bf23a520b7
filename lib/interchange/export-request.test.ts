import { expect, test } from 'vitest'
import { exportReason } from './export-request'

test.each([
  'Tables for the ministry',
  '  For the spring report  ',
  'جداول لتقرير الربيع',
  '为春季报告制作表格',
  'ለጸደይ ዘገባ ሰንጠረዥ',
])('"%s" is a reason', (reason) => {
  expect(exportReason.parse(reason)).toBe(reason.trim())
})

test.each(['', '   ', 'report', 'x y', '... --- ...', '1 2'])('"%s" says too little', (reason) => {
  expect(exportReason.safeParse(reason).success).toBe(false)
})

test('a reason is no essay', () => {
  expect(exportReason.safeParse('word '.repeat(101)).success).toBe(false)
})
