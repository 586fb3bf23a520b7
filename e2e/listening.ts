import { deflateSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { expect, type Foothold } from './fixtures'

/** What stories about listening and pictures start from: a questionnaire, files made here, and what an administrator does. */

const said = (en: string, ar: string) => ({ en, ar })
const option = (code: string, en: string, ar: string) => ({ code, label: said(en, ar) })

/** Four questions in English and Arabic. */
export function marketDay(id: string) {
  const item = { role: 'context', missing: ['pnta'] }
  return {
    format: 'foothold-questionnaire/1',
    id,
    version: 1,
    population: 'any',
    title: said('Market day', 'يوم السوق'),
    intro: said('Four questions.', 'أربعة أسئلة.'),
    outro: said('Thank you.', 'شكراً لك.'),
    languages: ['en', 'ar'],
    defaultLanguage: 'en',
    translationStatus: { en: 'source', ar: 'draft' },
    missingLabels: { pnta: said('Prefer not to answer', 'أفضّل عدم الإجابة') },
    sections: [{ id: 'day', title: said('Your day', 'يومك'), items: ['way', 'safe', 'mood', 'more'] }],
    items: [
      {
        ...item,
        id: 'way',
        type: 'single',
        label: said('How did you come to the market?', 'كيف جئت إلى السوق؟'),
        help: said('Choose the longest part.', 'اختر الجزء الأطول.'),
        choices: [
          option('foot', 'On foot', 'مشياً'),
          option('bus', 'By bus', 'بالحافلة'),
          option('car', 'By car', 'بالسيارة'),
          option('boat', 'By boat', 'بالقارب'),
        ],
      },
      {
        ...item,
        id: 'safe',
        type: 'single',
        label: said('Do you feel safe here?', 'هل تشعر بالأمان هنا؟'),
        choices: [option('yes', 'Yes', 'نعم'), option('no', 'No', 'لا')],
      },
      {
        ...item,
        id: 'mood',
        type: 'scale',
        min: 0,
        max: 10,
        minLabel: said('Not satisfied at all', 'غير راضٍ على الإطلاق'),
        maxLabel: said('Completely satisfied', 'راضٍ تماماً'),
        label: said('How satisfied are you with this day?', 'ما مدى رضاك عن هذا اليوم؟'),
      },
      {
        ...item,
        id: 'more',
        type: 'text',
        maxLength: 200,
        label: said('Is there more to say?', 'هل تريد أن تضيف شيئاً؟'),
      },
    ],
  }
}

type UploadedFile = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }

/** A tone as a WAV file: one channel, 8 bit, 8 kHz. */
export function toneFile(name: string, seconds: number): UploadedFile {
  const rate = 8000
  const samples = Buffer.from(
    Array.from({ length: Math.round(seconds * rate) }, (_, at) => 128 + Math.round(40 * Math.sin(at / 3))),
  )
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples.length, 40)
  return { name, mimeType: 'audio/wav', buffer: Buffer.concat([head, samples]) }
}

/** A picture of one colour as a PNG file. */
export function pictureFile(
  name: string,
  colour: readonly [red: number, green: number, blue: number],
  [width, height]: readonly [width: number, height: number] = [40, 30],
): UploadedFile {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const line = Buffer.from([0, ...Array.from({ length: width }, () => colour).flat()])
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => line)))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const chunks = [chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]
  return { name, mimeType: 'image/png', buffer: Buffer.concat([signature, ...chunks]) }
}

function chunk(kind: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), content])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** The check sum of PNG, as its specification describes it (annex D). */
function crc32(bytes: Buffer): number {
  let remainder = 0xffffffff
  for (const byte of bytes) {
    remainder ^= byte
    for (let bit = 0; bit < 8; bit += 1) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0)
  }
  return (remainder ^ 0xffffffff) >>> 0
}

/** What a signed-in administrator does with recordings and rounds. */
export function administrator(page: Page, { url }: Foothold) {
  return {
    async publish(questionnaire: { readonly id: string }): Promise<void> {
      const response = await page.request.post(`${url}/api/v1/questionnaires`, { data: questionnaire })
      expect(response.status()).toBe(201)
    },

    async upload(id: string, files: readonly UploadedFile[]): Promise<void> {
      await page.goto(`${url}/questionnaires/${id}`)
      await page.getByRole('link', { name: 'Recordings and pictures' }).click()
      if (files.length > 0) await page.getByLabel('Recordings and pictures').setInputFiles([...files])
      await page.getByRole('button', { name: 'Upload the files' }).click()
      await page.waitForURL(/[?&](added|refused)=/)
    },

    /** Makes a round of a questionnaire, open, with its id as its address. */
    async openRound(id: string): Promise<void> {
      await page.goto(`${url}/rounds/new`)
      await page.getByLabel('Title').fill(id)
      await page.getByLabel('Questionnaire').selectOption(id)
      await page.getByRole('button', { name: 'Create the round' }).click()
      await page.waitForURL(`${url}/rounds/${id}`)
      await page.getByText('Open the round', { exact: true }).click()
      await page.getByRole('button', { name: 'Open the round now' }).click()
      await expect(page.getByText('Close the round', { exact: true })).toBeVisible()
    },

    async closeRound(slug: string): Promise<void> {
      await page.goto(`${url}/rounds/${slug}`)
      await page.getByText('Close the round', { exact: true }).click()
      await page.getByRole('button', { name: 'Close the round now' }).click()
      await expect(page.getByText('Open the round again', { exact: true })).toBeVisible()
    },
  }
}

/** Keeps a record of what the page's players do, in `window.heard`. */
export async function watchPlayers(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    const { play } = HTMLMediaElement.prototype
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      for (const kind of ['playing', 'ended', 'pause'])
        this.addEventListener(kind, () => heard.push(kind), { once: true })
      return play.call(this)
    }
  })
  return () => page.evaluate(() => ('heard' in window && Array.isArray(window.heard) ? window.heard : []))
}

/** Gives the browser one voice; what it is asked to say is kept in `window.spoken`. It comes late, as voices do. */
export async function giveVoice(
  page: Page,
  voice: { readonly lang: string; readonly localService: boolean },
): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript((only) => {
    const spoken: string[] = []
    const voices: object[] = []
    const synthesis = Object.assign(new EventTarget(), {
      getVoices: () => voices,
      cancel: () => {},
      speak: ({ text }: { text: string }) => spoken.push(text),
    })
    Object.assign(window, { spoken })
    Object.defineProperty(window, 'speechSynthesis', { value: synthesis })
    Object.defineProperty(window, 'SpeechSynthesisUtterance', {
      value: class {
        constructor(readonly text: string) {}
      },
    })
    setTimeout(() => {
      voices.push({ ...only, name: 'Stub', voiceURI: 'stub', default: false })
      synthesis.dispatchEvent(new Event('voiceschanged'))
    }, 50)
  }, voice)
  return () => page.evaluate(() => ('spoken' in window && Array.isArray(window.spoken) ? window.spoken : []))
}
