import { receiptIn } from '../../code'
import type { Answer, Answers } from '../../questionnaire/answer-values'
import type { Item, Questionnaire } from '../../questionnaire/definition'
import { pathOf } from '../../questionnaire/flow'
import { missingCodeOf } from '../../questionnaire/missing'
import {
  filteredOptions,
  hasOptions,
  offeredMissingCodes,
  responseOptions,
} from '../../questionnaire/options'
import type { Problem, Result } from '../../result'
import { type Node, readInstance } from './instance'
import { type ItemPlace, layoutOf, start } from './layout'
import { receiptCalculations, receiptPath } from './receipt'

/** What a form that was filled in for a round says. Whether the answers are valid is asked elsewhere, as of any others. */
export type XFormSubmission = {
  /** Made by the client, of the id of its instance. */
  readonly submissionId: string
  readonly version: number
  readonly language: string
  readonly consent: boolean
  /** Id of the consent page that was shown; null where none was. */
  readonly consentText: string | null
  /** The code that the form showed; null where its client could make none. */
  readonly receipt: string | null
  /** Code of an earlier wave; null where none was given, or it is none. */
  readonly earlierReceipt: string | null
  readonly answers: Readonly<Record<string, Answer>>
}

/**
 * Reads the instance of a form that `writeXForm` wrote for a round.
 *
 * @param slug address of the round, which is the id of its form
 * @param xml no longer than the caller lets through
 * @returns the answers; or every problem: what cannot be read, another form or version, and every node that the form does not have
 */
export function readXFormSubmission(
  questionnaire: Questionnaire,
  slug: string,
  xml: string,
): Result<XFormSubmission> {
  const read = readInstance(xml)
  if (!read.ok) return read
  const root = read.value
  const { id = '', version = '' } = root.attributes
  if (id !== slug)
    return refused('', 'other_form', `This is the form "${id.slice(0, 64)}". Send it to its own round.`)
  if (version !== String(questionnaire.version))
    return refused(
      'version',
      'other_version',
      `This was filled in with version ${version.slice(0, 16)} of the form. The round asks version ${questionnaire.version}: download the form again.`,
    )
  const values = new Map<string, string>()
  const problems: Problem[] = []
  const known = knownPaths(questionnaire)
  const walk = (node: Node, path: string) => {
    for (const child of node.children) {
      const at = `${path}/${child.name}`
      if (known.groups.has(at) && child.text.trim() === '') walk(child, at)
      else if (!known.values(at) || child.children.length > 0)
        problems.push({
          path: at.slice(0, 200),
          code: 'unknown_node',
          message: `The form has no place "${at.slice(0, 200)}". Download the form again, and fill that in.`,
        })
      else if (values.has(at))
        problems.push({ path: at, code: 'node_repeated', message: `"${at}" stands there twice.` })
      else values.set(at, child.text)
    }
  }
  walk(root, '/data')
  const valueAt = (path: string) => (values.get(path) ?? '').trim()
  const submissionId = /^uuid:([0-9a-f-]{36})$/i.exec(valueAt('/data/meta/instanceID'))?.[1]
  if (submissionId === undefined)
    problems.push({
      path: 'submissionId',
      code: 'instance_id_missing',
      message:
        'The form has no instanceID such as "uuid:7f9c24e5-…". The client makes it; fill in a new form.',
    })
  if (valueAt('/data/meta/deprecatedID') !== '')
    problems.push({
      path: 'submissionId',
      code: 'edited_after_sending',
      message:
        'These answers were sent before and then changed. To change answers, withdraw them by their code and fill in a new form.',
    })
  const answers: Record<string, Answer> = {}
  for (const place of layoutOf(questionnaire).flatMap(({ places }) => places)) {
    const answer = answerAt(place, values.get(place.path) ?? '', valueAt)
    if (answer !== null) answers[place.item.id] = answer
  }
  if (problems.length > 0 || submissionId === undefined) return { ok: false, problems }
  const consentText = valueAt(`${start}/_consent_text`)
  return {
    ok: true,
    value: {
      submissionId: submissionId.toLowerCase(),
      version: questionnaire.version,
      language: valueAt(`${start}/_language`),
      consent: valueAt(`${start}/_agreed`) === 'yes',
      consentText: consentText === '' ? null : consentText,
      receipt: receiptIn(valueAt(receiptPath)),
      earlierReceipt: receiptIn(valueAt(`${start}/_earlier_receipt`)),
      answers: offeredAnswers(questionnaire, answers),
    },
  }
}

/** Id of the form that an instance is of; null where it cannot be read or names none. */
export function formIdOf(xml: string): string | null {
  const read = readInstance(xml)
  return read.ok ? (read.value.attributes.id ?? null) : null
}

function refused(path: string, code: string, message: string): Result<never> {
  return { ok: false, problems: [{ path, code, message }] }
}

function knownPaths(questionnaire: Questionnaire): {
  readonly groups: ReadonlySet<string>
  readonly values: (path: string) => boolean
} {
  const groups = new Set([start, '/data/_end', '/data/meta'])
  const values = new Set([
    ...['_sample', '_language', '_agreed', '_consent_text', '_random', '_earlier_receipt'].map(
      (name) => `${start}/${name}`,
    ),
    ...receiptCalculations().map(({ path }) => path),
    '/data/_end/_outro',
    '/data/_end/_code',
    ...['instanceID', 'instanceName', 'deprecatedID'].map((name) => `/data/meta/${name}`),
  ])
  for (const { path, announcedAt, tableAt, places } of layoutOf(questionnaire)) {
    groups.add(path)
    if (tableAt !== null) values.add(tableAt)
    if (announcedAt !== null) {
      groups.add(announcedAt)
      for (const name of ['_intro', '_choice']) values.add(`${announcedAt}/${name}`)
    }
    for (const { path: own, otherPath } of places) {
      values.add(own)
      if (otherPath !== null) values.add(otherPath)
    }
  }
  // The consent page stands there once in each language; which ones were open when the form was downloaded is not known.
  const consentPage = /^\/data\/_start\/_consent_[A-Za-z0-9-]{2,16}$/
  return { groups, values: (path) => values.has(path) || consentPage.test(path) }
}

/** @returns null where there is none; what is none of its kind as it stands, for the validation to name */
function answerAt(
  { item, otherPath }: ItemPlace,
  written: string,
  valueAt: (path: string) => string,
): Answer | null {
  const value = written.trim()
  if (value === '') return otherPath === null ? null : valueAt(otherPath) || null
  switch (item.type) {
    case 'note':
    case 'calculated':
      // What is shown or follows from the answers is reckoned anew.
      return null
    case 'single':
      return value
    case 'multiple':
      return severalOf(item, value)
    case 'rank':
      return value.split(/\s+/)
    case 'number':
    case 'scale':
    case 'hidden':
      // Nought is never below nought.
      return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) + 0 : value
    case 'text':
      return written
    case 'today':
      return value.slice(0, 10)
    case 'date':
      return value.slice(0, { day: 10, month: 7, year: 4 }[item.precision])
    case 'time':
      return /^\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/.test(value) ? value.slice(0, 5) : value
  }
}

/**
 * Answers without options that another answer has filtered out since: they count as not chosen, as on our own pages. Some clients clear
 * them only when their question is seen again.
 */
function offeredAnswers(questionnaire: Questionnaire, answers: Answers): Answers {
  const { itemValue } = pathOf(questionnaire, answers)
  const kept = questionnaire.items.flatMap((item): readonly (readonly [string, Answer])[] => {
    const answer = answers[item.id]
    if (answer === undefined) return []
    const isChosen = hasOptions(item) && item.choiceFilter !== undefined && missingCodeOf(answer) === null
    if (!isChosen) return [[item.id, answer]]
    const offered = filteredOptions(questionnaire, item, itemValue).map(({ code }) => code)
    // What the item never offers is not filtered out: the validation names it.
    const all = responseOptions(questionnaire, item).map(({ code }) => code)
    const isLeft = (code: string) => offered.includes(code) || !all.includes(code)
    if (typeof answer !== 'object') return isLeft(String(answer)) ? [[item.id, answer]] : []
    return [[item.id, answer.filter(isLeft)]]
  })
  return Object.fromEntries(kept)
}

function severalOf(item: Item, value: string): Answer {
  const codes = value.split(/\s+/)
  const [only = ''] = codes
  const reserved = codes.length === 1 ? missingCodeOf(only) : null
  return reserved !== null && offeredMissingCodes(item).includes(reserved) ? reserved : codes
}
