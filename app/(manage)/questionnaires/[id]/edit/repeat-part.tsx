import type { Questionnaire, Repeat, Section } from '@/lib/questionnaire/definition'
import { freeName, withSection, withUsedRepeats } from '@/lib/questionnaire/edit'
import { renamedRepeat } from '@/lib/questionnaire/renaming'
import { CheckInput, NameInput, NumberInput, SelectInput, TextInput, TranslatedInput } from './controls'
import { type Part, refusalOfName, sayOf } from './part'

/** Entries that a new repeat may have. */
const usualMost = 10

/** Whether a section is asked once for each of several entries, and how many there are. */
export function RepeatPart({
  draft,
  language,
  problems,
  change,
  section,
}: Part & { readonly section: Section }) {
  const { repeats = [] } = draft
  const repeat = repeats.find(({ id }) => id === section.repeat)
  const before = draft.sections[draft.sections.findIndex(({ id }) => id === section.id) - 1]
  const joined = repeats.find(({ id }) => id === before?.repeat)
  const of = (field: string) => `${section.id} repeat ${field}`
  const set = (next: Repeat, field: string) =>
    change({ ...draft, repeats: repeats.map((one) => (one.id === repeat?.id ? next : one)) }, of(field))
  const say = (field: string) => sayOf(problems, `repeat.${field}`)
  const ofSection = problems.filter(({ field }) => field === 'repeat')
  return (
    <fieldset className="field">
      <legend>Repeats</legend>
      <CheckInput
        label="Asked again for each of several"
        hint="Such as the people of a household. All that is in the section is asked for each."
        isChecked={repeat !== undefined}
        onChange={(isRepeated) =>
          change(isRepeated ? withRepeat(draft, section, joined) : withoutRepeat(draft, section), of('on'))
        }
      />
      {ofSection.map(({ message }) => (
        <p className="field-problem" key={message}>
          {message}
        </p>
      ))}
      {repeat !== undefined && (
        <div className="stack-small">
          {joined !== undefined && (
            <SelectInput
              label="Together with"
              value={joined.id === repeat.id ? 'above' : 'own'}
              choices={[
                { value: 'above', label: 'The section above: both are asked for each' },
                { value: 'own', label: 'No other section above' },
              ]}
              onChange={(which) =>
                change(
                  withUsedRepeats(withRepeat(draft, section, which === 'above' ? joined : undefined)),
                  of('with'),
                )
              }
            />
          )}
          <TranslatedInput
            language={language}
            fallback={draft.defaultLanguage}
            label="What each is called"
            texts={repeat.label}
            problems={say('label')}
            onChange={(label) => {
              const { label: _former, ...others } = repeat
              const isEmpty = Object.values(label).every((text) => text === '')
              set(isEmpty ? others : { ...others, label }, 'label')
            }}
          />
          <SelectInput
            label="How many"
            value={repeat.count === null ? 'asked' : 'counted'}
            choices={[
              { value: 'asked', label: 'Ask after each whether there is another' },
              { value: 'counted', label: 'As many as an earlier answer says' },
            ]}
            onChange={(how) => set({ ...repeat, count: how === 'asked' ? null : '' }, 'how')}
          />
          {repeat.count !== null && (
            <TextInput
              label="Their number"
              hint="A question that asks for a number, such as ${size}, or a calculation."
              isCode
              value={repeat.count}
              problems={say('count')}
              onChange={(count) => set({ ...repeat, count }, 'count')}
            />
          )}
          <NumberInput
            label="At most"
            value={repeat.most}
            problems={say('most')}
            onChange={(most) =>
              most !== null && set({ ...repeat, most: Math.min(50, Math.max(0, Math.trunc(most))) }, 'most')
            }
          />
          <TextInput
            label="Only if"
            hint="A condition on earlier answers. Empty: asked of everybody."
            isCode
            value={repeat.relevant ?? ''}
            problems={say('relevant')}
            onChange={(relevant) =>
              set({ ...repeat, relevant: relevant.trim() === '' ? null : relevant }, 'relevant')
            }
          />
          <NameInput
            label="Name of the repeat"
            value={repeat.id}
            problems={say('id')}
            refusalOf={(name) =>
              refusalOfName(
                name,
                [...draft.items, ...repeats].map(({ id }) => id),
              )
            }
            onChange={(id) => change(renamedRepeat(draft, repeat.id, id), of('name'))}
          />
        </div>
      )}
    </fieldset>
  )
}

/** The definition with a section in the repeat of the section above, or else in a new one. */
function withRepeat(draft: Questionnaire, section: Section, joined: Repeat | undefined): Questionnaire {
  if (joined !== undefined) return withSection(draft, { ...section, repeat: joined.id })
  const { repeats = [], items } = draft
  const id = freeName(
    [...items, ...repeats].map((one) => one.id),
    `${section.id.slice(0, 50)}_entries`,
  )
  return {
    ...withSection(draft, { ...section, repeat: id }),
    repeats: [...repeats, { id, relevant: null, count: null, most: usualMost }],
  }
}

function withoutRepeat(draft: Questionnaire, section: Section): Questionnaire {
  const { repeat: _former, ...plain } = section
  return withUsedRepeats(withSection(draft, plain))
}
