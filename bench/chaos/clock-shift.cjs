/*
 * Put before a server: its clock goes by what a file says (milliseconds added to the time of day, and to the time since it began), and an hour
 * between two pieces of work lasts a second.
 */
const { readFileSync } = require('node:fs')

const file = process.env.CHAOS_CLOCK ?? ''
const Right = Date
const sinceStart = performance.now.bind(performance)
let shift = { day: 0, run: 0 }
const read = () => {
  try {
    shift = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // Being written: as before, until the next look.
  }
}
read()
setInterval(read, 50).unref()

class Shifted extends Right {
  constructor(...given) {
    if (given.length === 0) super(Right.now() + shift.day)
    else super(...given)
  }
  static now() {
    return Right.now() + shift.day
  }
}
// Own ones: Next copies them into a Date of its own.
Shifted.parse = Right.parse
Shifted.UTC = Right.UTC
globalThis.Date = Shifted
performance.now = () => sinceStart() + shift.run
const every = globalThis.setInterval
globalThis.setInterval = (work, delay, ...rest) => every(work, delay === 3_600_000 ? 1_000 : delay, ...rest)
