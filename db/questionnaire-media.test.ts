import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/permissions'
import type { ProblemError } from '@/lib/problem'
import { readAudit } from './audit'
import { store } from './connection'
import {
  addMedia,
  listMedia,
  readMedia,
  readOpenMedia,
  readOpenSurveyMedia,
  removeMedia,
} from './questionnaire-media'
import { closeRound, createRound } from './rounds'
import { questionnaireMedia } from './schema/media'
import { openFreshStore, operator, respondent, staffWith, stranger } from './testing/actors'

const fixture = (name: string) => readFileSync(`lib/fixtures/media/${name}`)
const short = { id: 'migrant-short' }
const recording = { name: 'work_pay.en.wav', bytes: fixture('tone.wav') }
const picture = { name: 'work_status.regular.png', bytes: fixture('tile.png') }

let fresh: Awaited<ReturnType<typeof openFreshStore>>
let administrator: Actor
beforeAll(async () => {
  fresh = await openFreshStore()
  administrator = await staffWith('administrator', 'everywhere')
})
afterAll(() => fresh.remove())

async function refusal(work: Promise<unknown>): Promise<ProblemError['code'] | 'accepted'> {
  return work.then(
    () => 'accepted' as const,
    (error: ProblemError) => error.code,
  )
}

async function lastLog() {
  const [entry] = await readAudit(administrator, { limit: 1 })
  return entry && { account: entry.account, action: entry.action, subject: entry.subject }
}

const account = () => (administrator.kind === 'staff' ? administrator.accountId : '')
const stored = () => store().reader.select().from(questionnaireMedia).all()

describe('adding', () => {
  test('a stranger, a respondent and a manager are refused, and nothing is stored', async () => {
    expect(await refusal(addMedia(stranger, short, [recording]))).toBe('not_signed_in')
    expect(await refusal(addMedia(respondent, short, [recording]))).toBe('not_signed_in')
    const manager = await staffWith('manager')
    expect(await refusal(addMedia(manager, short, [recording]))).toBe('not_allowed')
    expect(stored()).toEqual([])
  })

  test('one wrong file among good ones keeps all of them out', async () => {
    const wrong = { name: 'work_pay.xx.wav', bytes: recording.bytes }
    await expect(addMedia(administrator, short, [recording, wrong, picture])).rejects.toMatchObject({
      code: 'media_invalid',
      errors: [{ path: 'work_pay.xx.wav', code: 'language_unknown' }],
    })
    expect(stored()).toEqual([])
  })

  test('an administrator stores files, and the log says where', async () => {
    expect(await addMedia(administrator, short, [recording, picture])).toBe(2)
    expect(await lastLog()).toEqual({
      account: account(),
      action: 'media.add',
      subject: 'migrant-short 1 work_status/regular image',
    })
    expect(await listMedia(administrator, short)).toMatchObject([
      {
        itemId: 'work_status',
        optionCode: 'regular',
        language: '',
        kind: 'image',
        contentType: 'image/png',
      },
      { itemId: 'work_pay', optionCode: '', language: 'en', kind: 'audio', size: recording.bytes.length },
    ])
  })

  test('the same place again is replaced', async () => {
    const [before] = (await listMedia(administrator, short)).filter(({ kind }) => kind === 'audio')
    await addMedia(administrator, short, [{ name: 'work_pay.en.webm', bytes: fixture('tone.webm') }])
    const after = (await listMedia(administrator, short)).filter(({ kind }) => kind === 'audio')
    expect(after).toMatchObject([{ contentType: 'audio/webm' }])
    expect(after[0]?.name).not.toBe(before?.name)
    await addMedia(administrator, short, [recording])
  })

  test('a questionnaire or version that does not exist is not found', async () => {
    expect(await refusal(addMedia(administrator, { id: 'nowhere' }, [recording]))).toBe('not_found')
    expect(await refusal(addMedia(administrator, { ...short, version: 9 }, [recording]))).toBe('not_found')
  })
})

describe('serving', () => {
  const nameOf = async (kind: 'audio' | 'image') =>
    (await listMedia(administrator, short)).find((one) => one.kind === kind)?.name ?? ''

  test('anybody hears what an open round asks, and it is what was uploaded', async () => {
    const { contentType, bytes } = await readOpenMedia(respondent, 'spring', await nameOf('audio'))
    expect(contentType).toBe('audio/wav')
    expect(Buffer.compare(bytes, recording.bytes)).toBe(0)
  })

  test('the pages get the recordings of their language and every picture', async () => {
    const [audio, image] = [await nameOf('audio'), await nameOf('image')]
    const pictures = { 'work_status/regular': { image } }
    expect(await readOpenSurveyMedia(respondent, 'spring', 'en')).toEqual({
      work_pay: { audio },
      ...pictures,
    })
    expect(await readOpenSurveyMedia(respondent, 'spring', 'ar')).toEqual(pictures)
  })

  test('a round that is closed, not yet open, or of another questionnaire serves nothing', async () => {
    const name = await nameOf('audio')
    const rounds = [
      { slug: 'draft', questionnaireId: 'migrant-short', open: false },
      { slug: 'over', questionnaireId: 'migrant-short', open: true },
      { slug: 'long', questionnaireId: 'migrant-long', open: true },
    ]
    for (const round of rounds) await createRound(operator, { title: round.slug, ...round })
    await closeRound(operator, 'over')
    expect(await refusal(readOpenMedia(respondent, 'draft', name))).toBe('round_not_open')
    expect(await refusal(readOpenMedia(respondent, 'over', name))).toBe('round_not_open')
    expect(await refusal(readOpenSurveyMedia(respondent, 'over', 'en'))).toBe('round_not_open')
    expect(await refusal(readOpenMedia(respondent, 'long', name))).toBe('not_found')
    expect(await refusal(readOpenMedia(respondent, 'spring', '%'))).toBe('not_found')
    expect(await refusal(readOpenMedia(respondent, 'spring', ''))).toBe('not_found')
  })

  test('staff who may read the questionnaire hear it without a round, others do not', async () => {
    const name = await nameOf('audio')
    expect(await refusal(readMedia(stranger, short, name))).toBe('not_signed_in')
    expect(await refusal(readMedia(await staffWith('researcher'), short, name))).toBe('accepted')
  })
})

describe('removing', () => {
  const place = { itemId: 'work_pay', optionCode: '', language: 'en', kind: 'audio' } as const

  test('a stranger and a manager are refused', async () => {
    expect(await refusal(removeMedia(stranger, short, place))).toBe('not_signed_in')
    expect(await refusal(removeMedia(await staffWith('manager'), short, place))).toBe('not_allowed')
  })

  test('an administrator removes one file, the log says which, and the rest stays', async () => {
    await removeMedia(administrator, short, place)
    expect(await lastLog()).toEqual({
      account: account(),
      action: 'media.remove',
      subject: 'migrant-short 1 work_pay en audio',
    })
    expect(await listMedia(administrator, short)).toHaveLength(1)
    expect(await refusal(removeMedia(administrator, short, place))).toBe('not_found')
  })
})
