import type { Questionnaire } from '@/lib/questionnaire/definition'

/** What an editor shows: a draft in a language, and (unless null) the part that is at hand. */
export type Shown = {
  readonly kind: 'show'
  readonly questionnaire: Questionnaire
  readonly language: string
  readonly place: { readonly item: string } | { readonly section: string } | null
}

/** What was told by the page around, which is one of ours; null for anything else. */
export function readShown(data: unknown): Shown | null {
  if (typeof data !== 'object' || data === null || !('kind' in data) || data.kind !== 'show') return null
  if (!('questionnaire' in data) || !('language' in data) || !('place' in data)) return null
  if (typeof data.questionnaire !== 'object' || typeof data.language !== 'string') return null
  // The editor has checked the draft's shape, and nobody else is listened to.
  return data as Shown
}
