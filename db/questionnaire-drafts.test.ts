import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ProblemError } from '@/lib/problem'
import { progressOf } from '@/lib/questionnaire/translation-state'
import {
  beginDraft,
  createQuestionnaire,
  discardDraft,
  keepDraftAsNext,
  listDrafts,
  publishDraft,
  readDraft,
  saveDraft,
  saveTranslations,
} from './questionnaire-drafts'
import { listVersions, reinstateVersion, retireVersion } from './questionnaire-versions'
import { importQuestionnaire, listQuestionnaires, readQuestionnaire } from './questionnaires'
import { createRound } from './rounds'
import { openFreshStore, operator, staffWith } from './testing/actors'
import { takeTranslationFile, translationFormats, writeTranslationFile } from './translation-files'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeEach(async () => {
  fresh = await openFreshStore()
})
afterEach(() => fresh.remove())

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'accepted',
    (error: ProblemError) => error.code,
  )

const id = 'migrant-short'
const publishing = { note: 'Clearer words.', warningsReason: 'The translations are checked later.' }

/** The draft with another English title. */
async function retitled(title: string) {
  const { questionnaire } = await readDraft(operator, id)
  return { ...questionnaire, title: { ...questionnaire.title, en: title } }
}

test('a draft is begun once, saved, and published as the next version, which the list of versions tells of', async () => {
  const administrator = await staffWith('administrator')
  await beginDraft(administrator, id)
  await beginDraft(operator, id)
  const draft = await readDraft(administrator, id)
  expect(draft).toMatchObject({ baseVersion: 1, newestVersion: 1, revision: 1 })
  expect(draft.questionnaire).toEqual({ ...(await readQuestionnaire(operator, id)), version: 2 })
  const { revision } = await saveDraft(administrator, id, {
    revision: 1,
    questionnaire: await retitled('How are you now?'),
  })
  expect(revision).toBe(2)
  expect((await readDraft(operator, id)).changedBy).toBe(
    administrator.kind === 'staff' ? administrator.email : '',
  )
  expect(await listDrafts(operator)).toMatchObject([
    { questionnaireId: id, title: { en: 'How are you now?' } },
  ])
  expect(await publishDraft(administrator, id, { ...publishing, revision })).toEqual({ version: 2 })
  expect((await readQuestionnaire(operator, id)).title.en).toBe('How are you now?')
  expect((await readQuestionnaire(operator, id, 1)).title.en).not.toBe('How are you now?')
  expect(await listVersions(operator, id)).toMatchObject([
    { version: 2, changeNote: 'Clearer words.', retiredOn: null, rounds: 0 },
    { version: 1, changeNote: '', rounds: 1 },
  ])
  expect((await listVersions(await staffWith('researcher'), id))[0]?.publishedBy).toBe('')
  expect(await listDrafts(operator)).toEqual([])
})

test('where there are warnings, a version says why it is published all the same', async () => {
  await beginDraft(operator, id)
  const refused = await publishDraft(operator, id, {
    revision: 1,
    note: 'Nothing.',
    warningsReason: 'So.',
  }).catch((error: ProblemError) => error)
  expect(refused).toMatchObject({ code: 'input_invalid', errors: [{ path: 'warningsReason' }] })
  expect(await refusal(publishDraft(operator, id, { ...publishing, note: ' ', revision: 1 }))).toBe(
    'input_invalid',
  )
  await publishDraft(operator, id, { ...publishing, revision: 1 })
  const [newest] = await listVersions(operator, id)
  expect(newest?.warningsReason).toBe(publishing.warningsReason)
})

test('who saves on top of somebody else’s change is told, and nothing is lost', async () => {
  await beginDraft(operator, id)
  const mine = await retitled('Mine')
  await saveDraft(operator, id, { revision: 1, questionnaire: await retitled('Theirs') })
  expect(await refusal(saveDraft(operator, id, { revision: 1, questionnaire: mine }))).toBe('draft_changed')
  expect(await refusal(discardDraft(operator, id, 1))).toBe('draft_changed')
  expect(await refusal(publishDraft(operator, id, { ...publishing, revision: 1 }))).toBe('draft_changed')
  expect((await readDraft(operator, id)).questionnaire.title.en).toBe('Theirs')
  await discardDraft(operator, id, 2)
  expect(await refusal(readDraft(operator, id))).toBe('not_found')
})

test('the same content again is no new revision, and a draft keeps its name and version', async () => {
  await beginDraft(operator, id)
  const { questionnaire } = await readDraft(operator, id)
  expect(await saveDraft(operator, id, { revision: 1, questionnaire })).toEqual({ revision: 1 })
  await saveDraft(operator, id, {
    revision: 1,
    questionnaire: { ...(await retitled('x')), id: 'other', version: 7 },
  })
  expect((await readDraft(operator, id)).questionnaire).toMatchObject({ id, version: 2 })
})

test('a draft may lack what a questionnaire needs, but is not published so, and must have its shape', async () => {
  expect(
    await refusal(createQuestionnaire(operator, { id, title: 'x', language: 'en', population: 'any' })),
  ).toBe('questionnaire_taken')
  await createQuestionnaire(operator, {
    id: 'arrivals',
    title: 'Arrivals',
    language: 'ar',
    population: 'migrant',
  })
  const { questionnaire, baseVersion } = await readDraft(operator, 'arrivals')
  expect(baseVersion).toBe(0)
  expect(questionnaire).toMatchObject({ version: 1, items: [], rightToLeft: ['ar'] })
  expect(questionnaire.missingLabels.pnta?.ar).toBe('أفضّل عدم الإجابة')
  const failed = await publishDraft(operator, 'arrivals', { ...publishing, revision: 1 }).catch(
    (error: ProblemError) => error,
  )
  expect(failed).toMatchObject({ code: 'questionnaire_invalid' })
  expect(
    await refusal(
      saveDraft(operator, 'arrivals', { revision: 1, questionnaire: { ...questionnaire, items: [{}] } }),
    ),
  ).toBe('input_invalid')
  const text = {
    id: '',
    type: 'text',
    role: 'context',
    label: { ar: '' },
    maxLength: 0,
    missing: [],
    relevant: '',
  }
  expect(
    await refusal(
      saveDraft(operator, 'arrivals', { revision: 1, questionnaire: { ...questionnaire, items: [text] } }),
    ),
  ).toBe('accepted')
})

test('a version that came in between is not passed over in silence', async () => {
  await beginDraft(operator, id)
  await importQuestionnaire(operator, { ...(await retitled('Imported')), version: 2 })
  expect(await refusal(publishDraft(operator, id, { ...publishing, revision: 1 }))).toBe('draft_overtaken')
  expect(await readDraft(operator, id)).toMatchObject({ baseVersion: 1, newestVersion: 2 })
  await keepDraftAsNext(operator, id, 1)
  expect(await readDraft(operator, id)).toMatchObject({
    baseVersion: 2,
    revision: 2,
    questionnaire: { version: 3 },
  })
  expect(await publishDraft(operator, id, { ...publishing, revision: 2 })).toEqual({ version: 3 })
})

test('translations go out as files and come back, each text by itself, with how far it is', async () => {
  await beginDraft(operator, id)
  const progress = async () => {
    const { questionnaire, states } = await readDraft(operator, id)
    return progressOf({ questionnaire, states }, 'fr').counts
  }
  const before = await progress()
  expect(before).toMatchObject({ missing: 0, translated: 0, reviewed: 0 })
  for (const format of translationFormats) {
    const { bytes, name } = await writeTranslationFile(operator, id, 'fr', format)
    expect(name).toBe(`migrant-short-fr.${format === 'xliff' ? 'xlf' : format}`)
    const same = await takeTranslationFile(operator, id, 'fr', bytes)
    expect(same).toMatchObject({ changed: 0, restated: 0, refused: [] })
  }
  expect((await readDraft(operator, id)).revision).toBe(1)
  const csv = Buffer.from((await writeTranslationFile(operator, id, 'fr', 'csv')).bytes).toString()
  const changed = csv.replace('Pour travailler', 'Pour avoir du travail')
  expect(await takeTranslationFile(operator, id, 'fr', Buffer.from(changed))).toMatchObject({ changed: 1 })
  expect(await progress()).toMatchObject({ translated: 1, machine_drafted: before.machine_drafted - 1 })
  const key = 'items/main_reason/choices/family'
  await saveTranslations(operator, id, {
    revision: 2,
    language: 'fr',
    translations: { [key]: { text: 'Pour rejoindre ma famille', state: 'reviewed' } },
  })
  expect(await progress()).toMatchObject({ translated: 1, reviewed: 1 })
  expect(
    await refusal(
      saveTranslations(operator, id, {
        revision: 3,
        language: 'fr',
        translations: { [key]: { text: '${gender}', state: 'reviewed' } },
      }),
    ),
  ).toBe('input_invalid')
  expect(await refusal(writeTranslationFile(operator, id, 'en', 'csv'))).toBe('input_invalid')
  expect(await refusal(takeTranslationFile(operator, id, 'fr', Buffer.from('<x/>')))).toBe(
    'translations_unreadable',
  )
  // The next draft goes on where this one stopped.
  await publishDraft(operator, id, { ...publishing, revision: 3 })
  await beginDraft(operator, id)
  expect(await progress()).toMatchObject({ translated: 1, reviewed: 1 })
})

test('translations make a draft no larger than it may be, and nothing of them is kept then', async () => {
  await beginDraft(operator, id)
  const { questionnaire } = await readDraft(operator, id)
  const options = Array.from({ length: 420 }, (_, place) => ({ code: `o${place}`, label: { en: 'One' } }))
  const draft = { ...questionnaire, choiceLists: { ...questionnaire.choiceLists, long: options } }
  const { revision } = await saveDraft(operator, id, { revision: 1, questionnaire: draft })
  const translations = Object.fromEntries(
    options.map(({ code }) => [
      `choiceLists/long/${code}`,
      { text: 'x'.repeat(10_000), state: 'translated' },
    ]),
  )
  const sizeless = { revision, language: 'fr', translations }
  const refused = await saveTranslations(operator, id, sizeless).catch((error: ProblemError) => error)
  expect(refused).toMatchObject({
    code: 'input_invalid',
    errors: [{ path: 'questionnaire', code: 'too_large' }],
  })
  expect((await readDraft(operator, id)).revision).toBe(revision)
})

test('of two who save at once, one is stored and the other is told', async () => {
  await beginDraft(operator, id)
  const titles = ['One', 'Another', 'A third']
  const drafts = await Promise.all(titles.map(retitled))
  const saved = await Promise.all(
    drafts.map((questionnaire) => refusal(saveDraft(operator, id, { revision: 1, questionnaire }))),
  )
  expect(saved.toSorted()).toEqual(['accepted', 'draft_changed', 'draft_changed'])
  const { revision, questionnaire } = await readDraft(operator, id)
  expect([revision, questionnaire.title.en]).toEqual([2, titles[saved.indexOf('accepted')]])
})

test('a draft that is published while another saves it is saved first or gone, never half', async () => {
  await beginDraft(operator, id)
  const questionnaire = await retitled('Saved meanwhile')
  const [published, saved] = await Promise.all([
    refusal(publishDraft(operator, id, { ...publishing, revision: 1 })),
    refusal(saveDraft(operator, id, { revision: 1, questionnaire })),
  ])
  expect([published, saved]).toEqual(['accepted', 'not_found'])
  expect((await readQuestionnaire(operator, id)).title.en).not.toBe('Saved meanwhile')
})

test('a retired version is used by no new round, and may be taken up again', async () => {
  await beginDraft(operator, id)
  await publishDraft(operator, id, { ...publishing, revision: 1 })
  await retireVersion(operator, id, 2)
  const round = { title: 'Summer', slug: 'summer', questionnaireId: id }
  expect(await createRound(operator, round)).toMatchObject({ questionnaireVersion: 1 })
  expect(await refusal(createRound(operator, { ...round, slug: 'autumn', version: 2 }))).toBe('input_invalid')
  await retireVersion(operator, id, 1)
  expect(await refusal(createRound(operator, { ...round, slug: 'autumn' }))).toBe('input_invalid')
  const offered = await listQuestionnaires(operator, { forNewRounds: true })
  expect(offered.map((one) => one.id)).not.toContain(id)
  expect((await listVersions(operator, id)).map(({ retiredOn }) => retiredOn)).not.toContain(null)
  await reinstateVersion(operator, id, 2)
  expect(await createRound(operator, { ...round, slug: 'autumn' })).toMatchObject({ questionnaireVersion: 2 })
})
