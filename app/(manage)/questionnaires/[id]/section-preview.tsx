import type { Questionnaire, Section } from '@/lib/questionnaire/definition'
import { textIn } from '@/lib/questionnaire/language'
import { repeatsOf } from '@/lib/questionnaire/repeats'
import { isSkippableSection } from '@/lib/questionnaire/skippable-section'
import { ItemPreview } from './item-preview'
import { StaffNote } from './staff-note'

/** A section with its items in the order of asking, numbered through the whole questionnaire. */
export function SectionPreview({
  questionnaire,
  section,
  language,
}: {
  readonly questionnaire: Questionnaire
  readonly section: Section
  readonly language: string
}) {
  const text = (map: Section['title'] | null | undefined) =>
    textIn(map, language, questionnaire.defaultLanguage)
  const repeat = repeatsOf(questionnaire).find(({ id }) => id === section.repeat)
  const asked = questionnaire.items.filter(({ type }) => type !== 'hidden')
  return (
    <section className="questionnaire-section" aria-labelledby={`section-${section.id}`}>
      <h2 id={`section-${section.id}`}>{text(section.title)}</h2>
      {isSkippableSection(questionnaire, section) && (
        <StaffNote>This section as a whole may be skipped by the person.</StaffNote>
      )}
      {repeat !== undefined && (
        <StaffNote>
          Asked once for each entry of <code>{repeat.id}</code>,{' '}
          {repeat.count === null ? (
            'as long as the person says that there is another'
          ) : (
            <>
              as many as <code>{repeat.count}</code> says
            </>
          )}
          , {repeat.most} times at most.
        </StaffNote>
      )}
      {section.intro && <p>{text(section.intro)}</p>}
      <ol>
        {section.items.map((itemId) => {
          const item = questionnaire.items.find(({ id }) => id === itemId)
          if (item === undefined) return null
          const place = asked.indexOf(item)
          return (
            <li key={itemId} id={itemId}>
              <ItemPreview
                questionnaire={questionnaire}
                item={item}
                number={place === -1 ? null : place + 1}
                language={language}
              />
            </li>
          )
        })}
      </ol>
    </section>
  )
}
