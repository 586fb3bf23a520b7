import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { everything } from './fixtures/sample-tables'
import { tableWriters } from './format-writers'
import type { Microdata } from './microdata'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

/** The rows of the sample again and again, each made when it is asked for. */
function longTable(rowCount: number): Microdata {
  const { cells, ...table } = everything
  async function* rows() {
    for (let row = 0; row < rowCount; row += 1) yield [...(cells[row % cells.length] ?? [])]
  }
  return { ...table, rowCount, rows: rows() }
}

/** Most bytes held at once while a table is written and thrown away, over those before, garbage not counted; and the size of the file. */
async function written(format: keyof typeof tableWriters, rowCount: number) {
  const held = () => {
    collectGarbage()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  const before = held()
  let [most, bytes, next] = [0, 0, 0]
  for await (const piece of tableWriters[format](longTable(rowCount))) {
    bytes += piece.length
    if (bytes < next) continue
    most = Math.max(most, held() - before)
    next = bytes + 4_000_000
  }
  return { most, bytes }
}

test.each(['csv', 'jsonl', 'sav', 'dta'] as const)(
  '%s of four times as many people takes no more memory',
  async (format) => {
    // The first writing loads what the others find loaded.
    await written(format, 100)
    const few = await written(format, 5000)
    const many = await written(format, 20_000)
    expect(many.bytes).toBeGreaterThan(3.5 * few.bytes)
    // Were rows kept until the end, it would be as much as the file grew.
    expect(many.most - few.most).toBeLessThan((many.bytes - few.bytes) / 2)
  },
)
