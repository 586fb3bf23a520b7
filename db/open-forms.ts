import { setImmediate } from 'node:timers/promises'
import { desc } from 'drizzle-orm'
import { formIdOf, readXFormSubmission } from '@/lib/interchange/xform/read'
import type { XFormRound } from '@/lib/interchange/xform/round'
import { writeXForm, type XForm } from '@/lib/interchange/xform/write'
import { collectionLanguages } from '@/lib/interface/collection-languages'
import { mediaEnding } from '@/lib/media'
import { type Actor, isAllowed } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { waveAnswers } from '@/lib/questionnaire/answers-filled-in'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { filesAsAsked, type NamedMedia, surveyMediaIn } from '@/lib/survey-media'
import { authorise } from './authorise'
import { store } from './connection'
import { showConsent } from './consent-texts'
import type { Recorded } from './new-response'
import { filesOf, md5Of } from './questionnaire-media'
import { askedVersion } from './questionnaires'
import { recordResponse } from './responses'
import { missingRound, roundRow, takesAnswers } from './rounds'
import { rounds } from './schema/rounds'
import { isLaterWave } from './series'

/** The form of an open round, as ODK Collect and its like download it. Its id is the address of the round. */
export type OpenForm = {
  readonly slug: string
  readonly title: string
  readonly version: number
  /** An ODK XForm. */
  readonly xml: string
}

/** A recording or a picture that the form of a round plays or shows. */
export type OpenFormFile = {
  /** Under which the form names it, and clients keep it. */
  readonly fileName: string
  /** By which it is served. */
  readonly name: string
  /** MD5 sum, hexadecimal. */
  readonly sum: string
}

/** @throws not_found, round_not_open */
export async function readOpenForm(actor: Actor, slug: string): Promise<OpenForm> {
  authorise(actor, 'round.readOpen')
  const round = roundRow(slug)
  if (!takesAnswers(round, new Date())) throw problem('round_not_open')
  return formOf(actor, round)
}

/** The files that the form of an open round names. @throws not_found, round_not_open */
export async function readOpenFormFiles(actor: Actor, slug: string): Promise<readonly OpenFormFile[]> {
  authorise(actor, 'round.readOpen')
  const round = roundRow(slug)
  if (!takesAnswers(round, new Date())) throw problem('round_not_open')
  const { questionnaireId: id, questionnaireVersion: version } = round
  const { fileNames } = await formInFull(actor, round)
  const named = new Map(formFiles(round).map(({ fileName, name }) => [fileName, name]))
  const files: OpenFormFile[] = []
  for (const [fileName, name] of named) {
    if (!fileNames.has(fileName)) continue
    files.push({ fileName, name, sum: md5Of(id, version, name) })
    // A sum that is not known yet reads its file: others are served in between.
    await setImmediate()
  }
  return files
}

/** The forms of the open rounds in which the actor has a role, those of the newest day first. */
export async function listOpenForms(actor: Actor): Promise<readonly OpenForm[]> {
  authorise(actor, 'round.read')
  const now = new Date()
  const open = store()
    .reader.select()
    .from(rounds)
    .orderBy(desc(rounds.id))
    .all()
    .filter((round) => isAllowed(actor, 'round.read', round.id) && takesAnswers(round, now))
  return Promise.all(open.map((round) => formOf(actor, round)))
}

/** What became of a form that was sent. */
export type RecordedForm = Recorded & {
  /** Whether the person saw the receipt in the form already. */
  readonly isReceiptShown: boolean
}

/**
 * Records what somebody answered in the form of a round, as `recordResponse` records anything: the same instance again is harmless.
 *
 * @param xml an instance, no longer than the caller lets through
 * @param countTry as for `recordResponse`
 * @throws what `recordResponse` throws; input_invalid naming what in the instance is not of the form
 */
export async function recordForm(
  actor: Actor,
  slug: string,
  xml: string,
  countTry: () => void = () => undefined,
): Promise<RecordedForm> {
  authorise(actor, 'response.submit')
  const round = roundRow(slug)
  const questionnaire = askedVersion(round.questionnaireId, round.questionnaireVersion)
  const read = readXFormSubmission(questionnaire, round.slug, xml)
  // What is wrong with it tells what is asked, and that is nobody's to know before a round opens.
  if (!read.ok)
    throw takesAnswers(round, new Date())
      ? problem('input_invalid', undefined, read.problems)
      : problem('round_not_open')
  const { receipt, ...submission } = read.value
  const recorded = await recordResponse(
    actor,
    round.slug,
    receipt === null ? submission : { ...submission, receipt },
    'api',
    countTry,
  )
  return { ...recorded, isReceiptShown: receipt !== null }
}

/**
 * As `recordForm`, for a round in which the actor has a role. The form says which.
 *
 * @throws what `recordForm` throws; not_found
 */
export async function recordAssignedForm(
  actor: Actor,
  xml: string,
  countTry?: () => void,
): Promise<RecordedForm> {
  authorise(actor, 'round.read')
  const { id, slug } = roundRow(formIdOf(xml) ?? missingRound())
  authorise(actor, 'round.read', id)
  // Nothing tells from whose hands answers came.
  return recordForm({ kind: 'respondent' }, slug, xml, countTry)
}

type RoundRow = typeof rounds.$inferSelect

async function formOf(actor: Actor, round: RoundRow): Promise<OpenForm> {
  const { slug, title, questionnaireVersion: version } = round
  const { xml } = await formInFull(actor, round)
  return { slug, title, version, xml }
}

/** The files of the version that a round asks, with the names that they have beside a form. */
function formFiles({ questionnaireId, questionnaireVersion }: RoundRow) {
  return filesOf(questionnaireId, questionnaireVersion).map((file) => ({
    ...file,
    fileName: `${file.name}${mediaEnding(file.contentType)}`,
  }))
}

/** Each wording of the consent page is kept before the form leaves. */
async function formInFull(actor: Actor, round: RoundRow): Promise<XForm> {
  const { slug, title, wave, isSynthetic, questionnaireVersion: version } = round
  const questionnaire = askedVersion(round.questionnaireId, version)
  const consents = await Promise.all(
    collectionLanguages(questionnaire).map(async (language) => {
      const { id, ...words } = await showConsent(actor, slug, language)
      return { language, id, words }
    }),
  )
  const asked: XFormRound = {
    slug,
    title,
    wave,
    isSynthetic,
    asksEarlierReceipt: isLaterWave(round),
    consents,
    filledIn: waveAnswers(questionnaire, wave),
  }
  const files = formFiles(round).map(({ fileName, ...file }) => ({ ...file, name: fileName }))
  return writtenOnce(questionnaire, asked, files)
}

/** Every phone asks for the same: a form of 250 questions is half a megabyte, and is written once. */
const writtenForms = new WeakMap<Questionnaire, Map<string, XForm>>()
const mostForms = 20

function writtenOnce(questionnaire: Questionnaire, round: XFormRound, files: readonly NamedMedia[]): XForm {
  const forms = writtenForms.get(questionnaire) ?? new Map<string, XForm>()
  writtenForms.set(questionnaire, forms)
  // A wording has its id of all that it says.
  const key = JSON.stringify({ ...round, consents: round.consents.map(({ id }) => id), files })
  const known = forms.get(key)
  if (known !== undefined) return known
  const languages = round.consents.map(({ language }) => language)
  const atEntries = filesAsAsked(questionnaire, files)
  const media = surveyMediaIn(languages, questionnaire, atEntries, round.wave)
  const form = writeXForm(questionnaire, round, media)
  if (forms.size >= mostForms) forms.clear()
  forms.set(key, form)
  return form
}
