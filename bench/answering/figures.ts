import type { FootholdMeasures, OtherMeasures, Times, Walk } from './measure'

/** A line of the results. */
export type Figure = {
  readonly name: string
  /** The median of the runs; null when it was not measured. */
  readonly value: number | null
  readonly unit: string
  readonly target: string
  /** null where there is no target. */
  readonly holds: boolean | null
  /** The slowest run. */
  readonly worst?: number
}

/** The figures of issue and docs, with their targets. A time holds when its slowest run does. */
export function figuresOfFoothold(measures: FootholdMeasures): readonly Figure[] {
  const slowest = slowestQuestion(measures.walks)
  return [
    seconds('consent page readable, button there', measures.readable),
    seconds('first question answerable, agreeing at once', measures.answerable, 3),
    seconds('first question answerable, script off', measures.answerableWithoutScript, 3),
    seconds('page interactive', measures.interactive),
    {
      ...timeOf('next question shows', everyStep(measures.walks)),
      worst: rounded(worstStep(measures.walks)),
    },
    {
      name: 'next question shows, slowest question',
      value: slowest,
      unit: 'ms',
      target: '< 200',
      holds: slowest < 200,
    },
    kilobytes('first question readable and answerable', measures.bytesWithoutScript, 30),
    kilobytes('whole survey interactive', measures.bytesInteractive, 140),
    {
      name: 'requests after that, besides the answers',
      value: measures.needlessRequests,
      unit: 'requests',
      target: '0',
      holds: measures.needlessRequests === 0,
    },
  ]
}

/** The same of another program, without targets. */
export function figuresOfOther(name: string, measures: OtherMeasures | null): readonly Figure[] {
  const names = [
    'first question answerable',
    'next question shows',
    'next question shows, slowest question',
    'whole survey interactive',
  ].map((figure) => `${name}: ${figure}`)
  if (measures === null) return names.map(notMeasured)
  const [answerable = '', next = '', slowest = '', whole = ''] = names
  return [
    seconds(answerable, measures.answerable),
    { ...timeOf(next, everyStep(measures.walks)), worst: rounded(worstStep(measures.walks)) },
    { name: slowest, value: slowestQuestion(measures.walks), unit: 'ms', target: '', holds: null },
    kilobytes(whole, measures.bytes),
  ]
}

/** Ours against theirs, below 1 where ours is less. */
export function ratios(
  name: string,
  ours: FootholdMeasures,
  theirs: OtherMeasures | null,
): readonly Figure[] {
  const line = (figure: string) => `${figure}, against ${name}`
  const time = line('first question answerable')
  const next = line('next question shows')
  const bytes = line('bytes until interactive')
  if (theirs === null) return [time, next, bytes].map(notMeasured)
  return [
    ratio(time, median(ours.answerable), median(theirs.answerable)),
    ratio(next, median(everyStep(ours.walks)), median(everyStep(theirs.walks))),
    ratio(bytes, ours.bytesInteractive, theirs.bytes),
  ]
}

function ratio(name: string, ours: number, theirs: number): Figure {
  return { name, value: ours / theirs, unit: 'ratio', target: '', holds: null }
}

function seconds(name: string, times: Times, most?: number): Figure {
  const worst = Math.max(...times) / 1000
  return {
    name,
    value: median(times) / 1000,
    unit: 's',
    target: most === undefined ? '' : `≤ ${most}`,
    holds: most === undefined ? null : worst <= most,
    worst: rounded(worst),
  }
}

function timeOf(name: string, times: Times): Figure {
  return { name, value: median(times), unit: 'ms', target: '', holds: null }
}

function kilobytes(name: string, bytes: number, most?: number): Figure {
  return {
    name,
    value: bytes / 1000,
    unit: 'kB compressed',
    target: most === undefined ? '' : `≤ ${most}`,
    holds: most === undefined ? null : bytes / 1000 <= most,
  }
}

function notMeasured(name: string): Figure {
  return { name, value: null, unit: 'not measured', target: '', holds: null }
}

function everyStep(walks: readonly Walk[]): Times {
  return walks.flatMap((walk) => walk.map(({ milliseconds }) => milliseconds))
}

function worstStep(walks: readonly Walk[]): number {
  return Math.max(...everyStep(walks))
}

/**
 * The pages that came slowest, slowest first, by each page's median over the runs: what a busy machine does once to one page
 * does not count.
 */
export function slowestPages(walks: readonly Walk[]): Walk {
  const [first = []] = walks
  return first
    .map(({ shown }, place) => ({
      shown,
      milliseconds: rounded(median(walks.flatMap((walk) => walk[place]?.milliseconds ?? []))),
    }))
    .toSorted((a, b) => b.milliseconds - a.milliseconds)
}

function slowestQuestion(walks: readonly Walk[]): number {
  return slowestPages(walks)[0]?.milliseconds ?? Number.NaN
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
