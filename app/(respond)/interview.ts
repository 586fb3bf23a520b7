import type { Answers } from '@/lib/questionnaire/answer-values'
import { dayAnswers } from '@/lib/questionnaire/answers-filled-in'
import { dateText } from '@/lib/questionnaire/calendar'
import type { Item, Questionnaire, Section } from '@/lib/questionnaire/definition'
import { keepRelevantAnswers, nextItem, previousItem, relevantItems } from '@/lib/questionnaire/flow'
import { isDisplayed } from '@/lib/questionnaire/options'
import { isSkippableSection } from '@/lib/questionnaire/skippable-section'
import { startingAnswer } from '@/lib/questionnaire/starting-answer'
import { readEarlierReceipt } from './earlier-receipt'
import { type Entry, type EntryFault, entryOf, readEntry } from './entry'
import type { Step } from './step'

/**
 * One person's way through the pages, as plain data and pure steps: the browser takes them by itself, and without script
 * the server takes the same ones, page by page. The whole of it travels in the form; nothing is kept anywhere before sending.
 */

/**
 * Where a person is. `earlier` asks for the code of an earlier wave; `section:ID` is the page before a section that may be skipped;
 * `item:ID` a question.
 */
export type Place = 'consent' | 'declined' | 'earlier' | `section:${string}` | `item:${string}` | 'review'

export type Interview = {
  /** UUID, made once for this way through: sending twice stores once. */
  readonly submissionId: string
  /** By which the answers can be withdrawn, 16 characters; made with the id, so that it is known without a network. */
  readonly receipt: string
  /** Id of the consent text that the person agreed to; null before: then nothing is asked. */
  readonly agreedTo: string | null
  /**
   * The receipt that the person got in an earlier wave of the study, 16 characters, or null where none was given; null as a whole
   * in a round that continues none.
   */
  readonly earlier: { readonly receipt: string | null } | null
  readonly place: Place
  /** Where an interview that was opened by a code goes on, once the person at hand has agreed; null for any other. */
  readonly goOnAt: Place | null
  readonly answers: Answers
  /** Ids of sections that the person chose not to see. */
  readonly skippedSections: readonly string[]
  /** The review was reached: a changed answer leads back to it. */
  readonly isReviewing: boolean
  /** Ids of questions that a change from the review opened: they are asked before it is shown again. */
  readonly opened: readonly string[]
}

export type Turn = {
  readonly interview: Interview
  /** What was entered on the page that is shown (again), when it is not an answer yet. */
  readonly entry: Entry | null
  readonly fault: EntryFault | null
}

/**
 * @param given answers that are not the person's to give: hidden items
 * @param asksEarlier whether the round continues an earlier one
 */
export function newInterview(
  { submissionId, receipt }: Pick<Interview, 'submissionId' | 'receipt'>,
  given: Answers = {},
  asksEarlier = false,
): Interview {
  return {
    submissionId,
    receipt,
    agreedTo: null,
    earlier: asksEarlier ? { receipt: null } : null,
    place: 'consent',
    goOnAt: null,
    answers: given,
    skippedSections: [],
    isReviewing: false,
    opened: [],
  }
}

/**
 * Takes one step.
 *
 * | step | where it leads |
 * |---|---|
 * | next | on, if the entry is an answer or blank; else it stays, with the fault |
 * | back | back; an entry that is an answer is kept, another is left, and so is what was filled in beforehand |
 * | stay | the same page (in another language); what was entered is shown again |
 * | clear | the same page, without an answer, and nothing filled in |
 *
 * @param entry what is entered on the page; null where nothing can be
 * @param consentText id of the text on the consent page, which `agree` agrees to
 */
export function takeStep(
  questionnaire: Questionnaire,
  interview: Interview,
  step: Step,
  entry: Entry | null,
  consentText: string,
): Turn {
  const item = itemAt(questionnaire, interview.place)
  const section = sectionAt(questionnaire, interview.place)
  const hasField = item !== null || interview.place === 'earlier'
  const read = entry === null ? null : readPage(questionnaire, interview, item, entry)
  const kept =
    read?.ok && (step.do === 'next' || !isUntouched(questionnaire, interview, read.interview, item))
      ? read.interview
      : interview
  switch (step.do) {
    case 'agree':
      return agreed(questionnaire, { ...interview, agreedTo: consentText })
    case 'decline':
      return at(
        newInterview(interview, hiddenAnswers(questionnaire, interview), asksEarlier(interview)),
        'declined',
      )
    case 'start':
      return at(interview, 'consent')
    case 'earlier':
      return at(interview, isReachable(questionnaire, interview, 'earlier') ? 'earlier' : 'review')
    case 'next':
      if (read !== null && !read.ok) return { interview, entry, fault: read.fault }
      if (interview.place === 'earlier') {
        return at(kept, interview.isReviewing ? 'review' : placeAfter(questionnaire, kept, null))
      }
      if (item === null) return at(interview, interview.place)
      return interview.isReviewing
        ? backToReview(questionnaire, interview, kept, item)
        : at(kept, placeAfter(questionnaire, kept, item.id))
    case 'back':
      return at(kept, interview.isReviewing && hasField ? 'review' : placeBefore(questionnaire, kept))
    case 'clear':
      return item === null
        ? at(interview, interview.place)
        : {
            ...at(withAnswer(questionnaire, interview, item.id, undefined), interview.place),
            entry: entryOf(questionnaire, item, undefined),
          }
    case 'stay':
      return { interview: kept, entry: read?.ok && isAnswered(kept, item) ? null : entry, fault: null }
    case 'show':
      if (section === null) return at(interview, interview.place)
      return showSection(questionnaire, interview, section)
    case 'skip':
      if (section === null) return at(interview, interview.place)
      return leaveSection(questionnaire, interview, section)
    case 'change':
      return at(interview, isAsked(questionnaire, interview, step.itemId) ? `item:${step.itemId}` : 'review')
    case 'ask':
      return at(
        interview,
        isSkippable(questionnaire, step.sectionId) ? `section:${step.sectionId}` : 'review',
      )
  }
}

/** The item that a place asks; null where it asks none. */
export function itemAt(questionnaire: Questionnaire, place: Place): Item | null {
  const itemId = place.startsWith('item:') ? place.slice('item:'.length) : null
  return questionnaire.items.find((item) => item.id === itemId && isDisplayed(item)) ?? null
}

/** The section whose page of its own a place is; null elsewhere. */
export function sectionAt(questionnaire: Questionnaire, place: Place): Section | null {
  const sectionId = place.startsWith('section:') ? place.slice('section:'.length) : null
  return questionnaire.sections.find((section) => section.id === sectionId) ?? null
}

/** The section that holds an item. */
export function sectionOf(questionnaire: Questionnaire, itemId: string): Section | null {
  return questionnaire.sections.find((section) => section.items.includes(itemId)) ?? null
}

/** Whether an item is the first one of its section on this person's way. */
export function isFirstOfSection(questionnaire: Questionnaire, answers: Answers, itemId: string): boolean {
  const section = sectionOf(questionnaire, itemId)
  return relevantItems(questionnaire, answers).find((item) => section?.items.includes(item.id))?.id === itemId
}

/**
 * Whether a place can be shown as things stand. A place from outside (a posted form, the browser's history) may name a
 * question that is no longer asked, or one of somebody who has not agreed.
 */
export function isReachable(questionnaire: Questionnaire, interview: Interview, place: Place): boolean {
  if (interview.agreedTo === null) return place === 'consent' || place === 'declined'
  const item = itemAt(questionnaire, place)
  if (item !== null) return isAsked(questionnaire, interview, item.id)
  if (place.startsWith('section:')) return isSkippable(questionnaire, place.slice('section:'.length))
  if (place === 'earlier') return asksEarlier(interview)
  return place === 'consent' || place === 'declined' || place === 'review'
}

/** Whether answers were given, by this person or by whoever began: some of them may be saved on the server. */
export function isBegun({ agreedTo, goOnAt }: Interview): boolean {
  return agreedTo !== null || goOnAt !== null
}

/** Where to go instead of a place that cannot be shown. */
export function placeInstead({ agreedTo }: Interview): Place {
  return agreedTo === null ? 'consent' : 'review'
}

/** An older program left it out of what it kept. */
function asksEarlier({ earlier }: Interview): boolean {
  return Boolean(earlier)
}

/** What stands in the fields of a page, taken into the interview; or why it cannot be. Null for a page without fields. */
function readPage(
  questionnaire: Questionnaire,
  interview: Interview,
  item: Item | null,
  entry: Entry,
):
  | { readonly ok: true; readonly interview: Interview }
  | { readonly ok: false; readonly fault: EntryFault }
  | null {
  if (interview.place === 'earlier') {
    const read = readEarlierReceipt(entry)
    return read.ok ? { ok: true, interview: { ...interview, earlier: { receipt: read.receipt } } } : read
  }
  if (item === null) return null
  const read = readEntry(questionnaire, item, entry, interview.answers)
  return read.ok ? { ok: true, interview: withAnswer(questionnaire, interview, item.id, read.answer) } : read
}

/** Whether the fields of a page show an answer; without one they show what is filled in beforehand, which may have been cleared. */
function isAnswered({ answers }: Interview, item: Item | null): boolean {
  return item === null || Object.hasOwn(answers, item.id)
}

/** Whether a page holds what was filled in beforehand and no more: nobody has made it their answer. */
function isUntouched(
  questionnaire: Questionnaire,
  before: Interview,
  after: Interview,
  item: Item | null,
): boolean {
  if (item === null || Object.hasOwn(before.answers, item.id)) return false
  const start = startingAnswer(questionnaire, item, before.answers)
  return start !== undefined && String(start) === String(after.answers[item.id])
}

function isSkippable(questionnaire: Questionnaire, sectionId: string): boolean {
  const section = questionnaire.sections.find(({ id }) => id === sectionId)
  return section !== undefined && isSkippableSection(questionnaire, section)
}

function isAsked(questionnaire: Questionnaire, interview: Interview, itemId: string): boolean {
  return relevantItems(questionnaire, interview.answers).some((item) => item.id === itemId)
}

function hiddenAnswers(questionnaire: Questionnaire, { answers }: Interview): Answers {
  const hidden = new Set(questionnaire.items.filter((item) => item.type === 'hidden').map((item) => item.id))
  return Object.fromEntries(Object.entries(answers).filter(([itemId]) => hidden.has(itemId)))
}

function at(interview: Interview, place: Place): Turn {
  const isReview = place === 'review'
  return {
    interview: {
      ...interview,
      place,
      isReviewing: interview.isReviewing || isReview,
      opened: isReview ? [] : interview.opened,
    },
    entry: null,
    fault: null,
  }
}

function withAnswer(
  questionnaire: Questionnaire,
  interview: Interview,
  itemId: string,
  answer: Answers[string] | undefined,
): Interview {
  const { [itemId]: _replaced, ...others } = interview.answers
  const answers = answer === undefined ? others : { ...others, [itemId]: answer }
  return { ...interview, answers: keepRelevantAnswers(questionnaire, answers).answers }
}

function agreed(questionnaire: Questionnaire, interview: Interview): Turn {
  const { goOnAt } = interview
  // A page may have waited on the device for days, so the day is that of whoever agrees, by the clock before them.
  const answers = { ...dayAnswers(questionnaire, localDay(new Date())), ...interview.answers }
  const begun = { ...interview, answers, goOnAt: null }
  const isGoingOn = goOnAt !== null && isReachable(questionnaire, begun, goOnAt)
  const first = asksEarlier(begun) ? 'earlier' : placeAfter(questionnaire, begun, null)
  return at(begun, isGoingOn ? goOnAt : first)
}

/** The day on the calendar of whoever is here, `2026-03-01`. */
function localDay(now: Date): string {
  return dateText([now.getFullYear(), now.getMonth() + 1, now.getDate()])
}

/** After a change from the review: first the questions that it newly opened, then the review. */
function backToReview(
  questionnaire: Questionnaire,
  before: Interview,
  after: Interview,
  changed: Item,
): Turn {
  const askedBefore = new Set(relevantItems(questionnaire, before.answers).map((item) => item.id))
  const opened = relevantItems(questionnaire, after.answers)
    .map((item) => item.id)
    .filter((id) => !askedBefore.has(id) || before.opened.includes(id))
    .filter((id) => id !== changed.id)
  const [next, ...rest] = opened
  return at({ ...after, opened: rest }, next === undefined ? 'review' : `item:${next}`)
}

function showSection(questionnaire: Questionnaire, interview: Interview, section: Section): Turn {
  const [first, ...rest] = relevantItems(questionnaire, interview.answers)
    .map((item) => item.id)
    .filter((id) => section.items.includes(id))
  const shown: Interview = {
    ...interview,
    skippedSections: interview.skippedSections.filter((id) => id !== section.id),
    opened: interview.isReviewing ? rest : [],
  }
  return at(shown, first === undefined ? 'review' : `item:${first}`)
}

function placeAfter(questionnaire: Questionnaire, interview: Interview, itemId: string | null): Place {
  const next = nextItem(questionnaire, interview.answers, itemId)
  if (next === null) return 'review'
  const section = sectionOf(questionnaire, next.id)
  const isEntered = section !== null && (itemId === null || !section.items.includes(itemId))
  return isEntered && isSkippable(questionnaire, section.id) ? `section:${section.id}` : `item:${next.id}`
}

function placeBefore(questionnaire: Questionnaire, interview: Interview): Place {
  const { place, answers, skippedSections } = interview
  if (place === 'earlier') return 'consent'
  const section = sectionAt(questionnaire, place)
  const item = itemAt(questionnaire, place)
  if (item !== null && isFirstOfSection(questionnaire, answers, item.id)) {
    const own = sectionOf(questionnaire, item.id)
    if (own !== null && isSkippable(questionnaire, own.id)) return `section:${own.id}`
  }
  const from = section === null ? item?.id : firstAsked(questionnaire, answers, section)?.id
  const before =
    from === undefined
      ? relevantItems(questionnaire, answers).at(-1)
      : previousItem(questionnaire, answers, from)
  if (!before) return asksEarlier(interview) ? 'earlier' : 'consent'
  const sectionBefore = sectionOf(questionnaire, before.id)
  return sectionBefore !== null && skippedSections.includes(sectionBefore.id)
    ? `section:${sectionBefore.id}`
    : `item:${before.id}`
}

function leaveSection(questionnaire: Questionnaire, interview: Interview, section: Section): Turn {
  const others = Object.entries(interview.answers).filter(([itemId]) => !section.items.includes(itemId))
  const left: Interview = {
    ...interview,
    skippedSections: [...new Set([...interview.skippedSections, section.id])],
    answers: keepRelevantAnswers(questionnaire, Object.fromEntries(others)).answers,
  }
  const last = relevantItems(questionnaire, left.answers).findLast((item) => section.items.includes(item.id))
  if (left.isReviewing || last === undefined) return at(left, 'review')
  return at(left, placeAfter(questionnaire, left, last.id))
}

function firstAsked(questionnaire: Questionnaire, answers: Answers, section: Section): Item | undefined {
  return relevantItems(questionnaire, answers).find((item) => section.items.includes(item.id))
}
