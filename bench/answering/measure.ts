import { z } from 'zod'
import type { Browser, Conditions } from './browser'
import { beginVisit, type Request } from './visit'

type Measuring = {
  readonly url: string
  readonly conditions: Conditions
  readonly runs: number
  /** Source of in-page.js. */
  readonly inPage: string
}

/** Milliseconds, one value a run. */
export type Times = readonly number[]

/** One whole way through the questions: each page that a press of Next showed, in order, and how long it took. */
export type Walk = readonly { readonly shown: string; readonly milliseconds: number }[]

export type FootholdMeasures = {
  readonly readable: Times
  readonly answerable: Times
  readonly answerableWithoutScript: Times
  readonly interactive: Times
  readonly walks: readonly Walk[]
  /** Bytes of all that was loaded until the first question could be answered, script off. */
  readonly bytesWithoutScript: number
  readonly bytesInteractive: number
  readonly loads: {
    readonly withoutScript: readonly string[]
    readonly interactive: readonly string[]
    readonly afterwards: readonly string[]
  }
  /** Requests after the load that are not the one that carries the answers. */
  readonly needlessRequests: number
}

export type OtherMeasures = {
  readonly answerable: Times
  readonly walks: readonly Walk[]
  readonly bytes: number
}

const walkSchema = z.array(z.object({ shown: z.string(), milliseconds: z.number() }))
const fewestQuestions = 25
const consent = "document.querySelector('main button[value=agree]')"
const field =
  "document.querySelector('main input:not([type=hidden]):enabled, main select:enabled, main textarea:enabled')"

/** Runs Foothold's visits: agreeing at once with script and without, and whole interviews up to the receipt. */
export async function measureFoothold(browser: Browser, measuring: Measuring): Promise<FootholdMeasures> {
  // The server's own first page costs more; no visitor but the first after a start sees that.
  await agreeAtOnce(browser, measuring, true)
  const scripted = []
  const plain = []
  const interviews = []
  for (let run = 0; run < measuring.runs; run += 1) {
    scripted.push(await agreeAtOnce(browser, measuring, true))
    plain.push(await agreeAtOnce(browser, measuring, false))
    interviews.push(await wholeInterview(browser, measuring))
  }
  const [withoutScript, interview] = [plain[0]?.requests ?? [], interviews[0]]
  const afterwards = interview?.afterwards ?? []
  const answers = afterwards.find(({ method, url }) => method === 'POST' && url.endsWith('/responses'))
  return {
    readable: scripted.map(({ readable }) => readable),
    answerable: scripted.map(({ answerable }) => answerable),
    answerableWithoutScript: plain.map(({ answerable }) => answerable),
    interactive: interviews.map(({ interactive }) => interactive),
    walks: interviews.map(({ walk }) => walk),
    bytesWithoutScript: Math.max(...plain.map(({ requests }) => bytesOf(requests))),
    bytesInteractive: Math.max(...interviews.map(({ loaded }) => bytesOf(loaded))),
    loads: {
      withoutScript: withoutScript.map(lineOf),
      interactive: (interview?.loaded ?? []).map(lineOf),
      afterwards: afterwards.map(lineOf),
    },
    needlessRequests: afterwards.length - (answers === undefined ? 0 : 1),
  }
}

/** Loads another program's page and goes through all its questions. */
export async function measureOther(
  browser: Browser,
  measuring: Measuring & { readonly name: 'surveyjs' | 'enketo' },
): Promise<OtherMeasures> {
  const answerable: number[] = []
  const walks: Walk[] = []
  let bytes = 0
  for (let run = 0; run < measuring.runs; run += 1) {
    const visit = await beginVisit(browser, measuring.conditions, { inPage: measuring.inPage })
    try {
      await visit.open(measuring.url)
      answerable.push(z.number().parse(await visit.evaluate(`bench.readyAfter('${measuring.name}')`)))
      await visit.untilQuiet()
      bytes = Math.max(bytes, bytesOf(visit.requests))
      walks.push(asWalk(await visit.evaluate(`bench.walk('${measuring.name}')`)))
    } finally {
      await visit.close()
    }
  }
  return { answerable, walks, bytes }
}

/** The person taps the link, agrees as soon as the button is painted, and waits for the first question. */
async function agreeAtOnce(
  browser: Browser,
  { url, conditions }: Measuring,
  isScripted: boolean,
): Promise<{ readable: number; answerable: number; requests: readonly Request[] }> {
  const visit = await beginVisit(browser, conditions, { isScripted })
  try {
    const consentPaint = visit.nextPaint()
    const tappedAt = await visit.open(url)
    await consentPaint
    await until(visit.evaluate, `${consent} !== null`)
    const readable = performance.now() - tappedAt
    const questionPaint = visit.nextPaint()
    await visit.evaluate(`${consent}.click()`)
    await questionPaint
    await until(visit.evaluate, `${field} !== null`)
    const answerable = performance.now() - tappedAt
    await visit.untilQuiet()
    return { readable, answerable, requests: visit.requests }
  } finally {
    await visit.close()
  }
}

/** The person reads until the script has come, answers everything and sends. */
async function wholeInterview(browser: Browser, { url, conditions, inPage }: Measuring) {
  const visit = await beginVisit(browser, conditions, { inPage })
  try {
    const paint = visit.nextPaint()
    await visit.open(url)
    await paint
    const interactive = z.number().parse(await visit.evaluate("bench.readyAfter('foothold')"))
    await visit.untilQuiet()
    const loaded = [...visit.requests]
    const walk = asWalk(await visit.evaluate("bench.walk('foothold')"))
    await visit.evaluate('bench.send()')
    await visit.untilQuiet()
    return { interactive, loaded, walk, afterwards: visit.requests.slice(loaded.length) }
  } finally {
    await visit.close()
  }
}

async function until(evaluate: (expression: string) => Promise<unknown>, condition: string): Promise<void> {
  for (let tries = 0; tries < 3000; tries += 1) {
    if ((await evaluate(condition)) === true) return
    await new Promise((settle) => setTimeout(settle, 5))
  }
  throw new Error(`This did not come true in the page: ${condition}`)
}

function asWalk(value: unknown): Walk {
  const walk = walkSchema.parse(value)
  if (walk.length < fewestQuestions) throw new Error(`Only ${walk.length} questions were asked.`)
  return walk
}

function bytesOf(requests: readonly Request[]): number {
  return requests.reduce((sum, { bytes }) => sum + bytes, 0)
}

function lineOf({ method, url, bytes }: Request): string {
  return `${method} ${new URL(url).pathname} ${bytes}`
}
