import type { Section } from '@/lib/questionnaire/definition'
import { withSection } from '@/lib/questionnaire/edit'
import { CheckInput, NameInput, TranslatedInput } from './controls'
import { type Part, refusalOfName, sayOf } from './part'
import { RepeatPart } from './repeat-part'

/** Everything about one section but its items. */
export function SectionForm({
  draft,
  language,
  problems,
  change,
  section,
}: Part & { readonly section: Section }) {
  const set = (next: Section, field: string) => change(withSection(draft, next), `${section.id} ${field}`)
  const texts = { language, fallback: draft.defaultLanguage }
  return (
    <div className="stack">
      <TranslatedInput
        {...texts}
        label="Title of the section"
        texts={section.title}
        problems={sayOf(problems, 'title')}
        onChange={(title) => set({ ...section, title }, 'title')}
      />
      <TranslatedInput
        {...texts}
        label="Words that open it"
        rows={3}
        texts={section.intro}
        problems={sayOf(problems, 'intro')}
        onChange={(intro) =>
          set({ ...section, intro: Object.values(intro).some((text) => text !== '') ? intro : null }, 'intro')
        }
      />
      <CheckInput
        label="May be skipped as a whole"
        hint="People are asked first, on a page of its own, whether they want it."
        isChecked={section.optional ?? false}
        onChange={(isOptional) => {
          const { optional: _former, ...others } = section
          set(isOptional ? { ...others, optional: true } : others, 'optional')
        }}
      />
      <RepeatPart draft={draft} language={language} problems={problems} change={change} section={section} />
      <NameInput
        label="Name"
        value={section.id}
        problems={[...sayOf(problems, 'id'), ...sayOf(problems, 'items')]}
        refusalOf={(name) =>
          refusalOfName(
            name,
            draft.sections.map(({ id }) => id),
          )
        }
        onChange={(id) => change(withSection(draft, { ...section, id }, section.id), `${section.id} name`)}
      />
    </div>
  )
}
