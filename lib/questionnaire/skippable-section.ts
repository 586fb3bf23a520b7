import type { Questionnaire, Section } from './definition'

/**
 * Whether a section is announced on a page of its own, and may be skipped as a whole there: when its author says so
 * (`optional`), or when it says something first (`intro`) and asks sensitive questions. Never where a question in it needs an
 * answer, or may need one.
 */
export function isSkippableSection(
  { items }: Pick<Questionnaire, 'items'>,
  section: Pick<Section, 'items' | 'intro' | 'optional'>,
): boolean {
  const asked = items.filter((item) => section.items.includes(item.id))
  if (asked.some(({ required }) => required !== false)) return false
  return section.optional === true || (Boolean(section.intro) && asked.some((item) => item.sensitive))
}
