import type { Entry } from '../entry'
import type { Interview } from '../interview'
import { deviceStore, hasDeviceStore, hasStoppedKeeping, type StoredDraft } from './device-store'
import { ageOf, dayOf } from './draft-age'

/** An interview that is not finished, as it is kept on the device. */
export type Draft = {
  readonly interview: Interview
  readonly language: string
  /** What stood in the fields of the page, when it was not an answer yet. */
  readonly entry: Entry | null
}

const format = 1
const cipher = 'AES-GCM'

/** Ids of interviews that are being sent or sealed: a writing that was still under way must not bring their draft back. */
const closed = new Set<string>()

/** Refuses to keep a draft any more, or takes it on again where it came back to the page to be mended. */
export function closeDraft(submissionId: string, isClosed: boolean): void {
  if (isClosed) closed.add(submissionId)
  else closed.delete(submissionId)
}

/** One writing after the other: a slow one must not overtake what was answered since. */
let writing: Promise<unknown> = Promise.resolve()

/**
 * Keeps a draft, sealed under a key of its own, in place of what was kept of it before.
 *
 * @throws where the browser has no room or refuses
 */
export function keepDraft(slug: string, draft: Draft): Promise<void> {
  const write = writing.then(() => writeDraft(slug, draft))
  writing = write.catch(() => undefined)
  return write
}

async function writeDraft(slug: string, draft: Draft): Promise<void> {
  const store = await deviceStore()
  const { submissionId } = draft.interview
  // A draft of what was sealed since would let it be read again.
  if (hasStoppedKeeping() || (await store.getKey('queue', submissionId)) !== undefined) return
  const all = await store.getAll('drafts')
  const before = all.find((stored) => stored.submissionId === submissionId)
  const key =
    before?.key ??
    (await crypto.subtle.generateKey({ name: cipher, length: 256 }, false, ['encrypt', 'decrypt']))
  const nonce = crypto.getRandomValues(new Uint8Array(12))
  const plain = new TextEncoder().encode(JSON.stringify({ format, ...draft }))
  const text = await crypto.subtle.encrypt(sealing(nonce, submissionId), key, plain)
  const order = Math.max(0, ...all.map((stored) => stored.order)) + 1
  if (hasStoppedKeeping() || closed.has(submissionId)) return
  await store.put('drafts', { submissionId, slug, order, keptOn: dayOf(new Date()), key, nonce, text })
}

/** The drafts of a survey on this device, the newest first; none where nothing was ever kept. */
export async function draftsOf(slug: string): Promise<readonly StoredDraft[]> {
  if (!(await hasDeviceStore())) return []
  const stored = await (await deviceStore()).getAll('drafts')
  return stored.filter((draft) => draft.slug === slug).sort((a, b) => b.order - a.order)
}

/** A draft as it stands on this device now; null where there is none. */
export async function storedDraft(submissionId: string): Promise<StoredDraft | null> {
  if (!(await hasDeviceStore())) return null
  return (await (await deviceStore()).get('drafts', submissionId)) ?? null
}

/** What is in a draft; null when it cannot be read by this version of the program. */
export async function openDraft({ submissionId, key, nonce, text }: StoredDraft): Promise<Draft | null> {
  try {
    const plain = await crypto.subtle.decrypt(sealing(nonce, submissionId), key, text)
    // Sealed by this very program: what opens has the form that it was given.
    const read: Draft & { readonly format: number } = JSON.parse(new TextDecoder().decode(plain))
    return read.format === format ? read : null
  } catch {
    return null
  }
}

/**
 * Erases the drafts of every survey that are past their days. One whose age nobody can tell begins to count today.
 *
 * @param now as the device's clock shows it
 */
export async function eraseOldDrafts(now: Date): Promise<void> {
  const erase = writing.then(async () => {
    if (hasStoppedKeeping() || !(await hasDeviceStore())) return
    const today = dayOf(now)
    // In one go: another window may be writing.
    const { store, done } = (await deviceStore()).transaction('drafts', 'readwrite')
    for (const draft of await store.getAll()) {
      const age = ageOf(draft.keptOn, today)
      if (age === 'expired') await store.delete(draft.submissionId)
      else if (age === 'unknown') await store.put({ ...draft, keptOn: today })
    }
    await done
  })
  writing = erase.catch(() => undefined)
  await erase
}

/** Erases a draft and its key. */
export async function eraseDraft(submissionId: string): Promise<void> {
  const erase = writing.then(async () => {
    if (await hasDeviceStore()) await (await deviceStore()).delete('drafts', submissionId)
  })
  writing = erase.catch(() => undefined)
  await erase
}

function sealing(nonce: Uint8Array<ArrayBuffer>, submissionId: string): AesGcmParams {
  return { name: cipher, iv: nonce, additionalData: new TextEncoder().encode(submissionId) }
}
