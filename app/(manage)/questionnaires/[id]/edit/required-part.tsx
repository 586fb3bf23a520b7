import type { Item } from '@/lib/questionnaire/definition'
import { ConditionInput } from './condition-input'
import { type Choice, SelectInput, TranslatedInput } from './controls'
import { type Part, sayOf } from './part'
import type { SetItem } from './type-part'

const whens: readonly Choice<'always' | 'where'>[] = [
  { value: 'always', label: 'Always' },
  { value: 'where', label: 'Only where other answers say so' },
]

/** When an item that needs an answer needs one. */
export function RequiredPart({
  draft,
  language,
  problems,
  item,
  set,
}: Part & { readonly item: Item; readonly set: SetItem }) {
  const condition = typeof item.required === 'string' ? item.required : null
  return (
    <>
      <SelectInput
        label="When an answer is needed"
        value={condition === null ? 'always' : 'where'}
        choices={whens}
        onChange={(when) => set({ ...item, required: when === 'always' ? true : '' }, 'required')}
      />
      {condition !== null && (
        <ConditionInput
          draft={draft}
          language={language}
          itemId={item.id}
          expression={condition}
          lead="Only if"
          ofNothing="No condition is written yet."
          label="When an answer is needed, as it is written"
          problems={sayOf(problems, 'required')}
          onChange={(required) => set({ ...item, required }, 'required')}
        />
      )}
      <TranslatedInput
        language={language}
        fallback={draft.defaultLanguage}
        label="What is said when it is left out"
        hint="Empty: that the question needs an answer."
        texts={item.requiredMessage}
        problems={sayOf(problems, 'requiredMessage')}
        onChange={(requiredMessage) => {
          const { requiredMessage: _former, ...others } = item
          const isEmpty = Object.values(requiredMessage).every((text) => text === '')
          set(isEmpty ? others : { ...others, requiredMessage }, 'requiredMessage')
        }}
      />
    </>
  )
}
