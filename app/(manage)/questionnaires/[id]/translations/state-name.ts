import type { TranslationState } from '@/lib/questionnaire/translation-state'

/** How far a translation is, as staff read it. */
export const stateName: Readonly<Record<TranslationState, string>> = {
  missing: 'Missing',
  to_check: 'To be checked',
  machine_drafted: 'Machine-drafted',
  translated: 'Translated',
  reviewed: 'Reviewed',
}
