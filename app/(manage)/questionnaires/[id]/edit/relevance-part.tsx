import type { Item } from '@/lib/questionnaire/definition'
import { ConditionInput } from './condition-input'
import { TextInput, TranslatedInput } from './controls'
import { type Part, sayOf } from './part'
import type { SetItem } from './type-part'

/** Of whom an item is asked, as sentences and as the expression that they make, and what its answer has to be. */
export function RelevancePart({
  draft,
  language,
  problems,
  item,
  set,
}: Part & { readonly item: Item; readonly set: SetItem }) {
  return (
    <fieldset className="field">
      <legend>Asked of whom</legend>
      <ConditionInput
        draft={draft}
        language={language}
        itemId={item.id}
        expression={item.relevant ?? ''}
        lead="Only if"
        ofNothing="Everybody who comes to it."
        label="The condition as it is written"
        problems={sayOf(problems, 'relevant')}
        onChange={(expression) =>
          set({ ...item, relevant: expression.trim() === '' ? null : expression }, 'relevant')
        }
      />
      {!['note', 'calculated', 'today', 'hidden'].includes(item.type) && (
        <details open={item.constraint !== undefined}>
          <summary>What the answer has to be</summary>
          <div className="stack-small">
            <TextInput
              label="Condition of the answer"
              hint="A dot stands for the answer: . <= 168. Empty: any that fits the question."
              isCode
              value={item.constraint ?? ''}
              problems={sayOf(problems, 'constraint')}
              onChange={(constraint) => {
                const { constraint: _former, constraintMessage, ...others } = item
                if (constraint === '') set(others, 'constraint')
                else {
                  const said = constraintMessage === undefined ? {} : { constraintMessage }
                  set({ ...others, ...said, constraint }, 'constraint')
                }
              }}
            />
            {item.constraint !== undefined && (
              <TranslatedInput
                language={language}
                fallback={draft.defaultLanguage}
                label="What is said when it does not hold"
                texts={item.constraintMessage}
                problems={sayOf(problems, 'constraintMessage')}
                onChange={(constraintMessage) => set({ ...item, constraintMessage }, 'constraintMessage')}
              />
            )}
          </div>
        </details>
      )}
      {!['note', 'calculated', 'today', 'hidden'].includes(item.type) && (
        <details open={item.default !== undefined}>
          <summary>What stands there before it is answered</summary>
          <TextInput
            label="Answer filled in beforehand"
            hint="As an expression: 'yes', 18 or ${household_size}. It counts once the person goes on with it. Empty: nothing."
            isCode
            value={item.default ?? ''}
            problems={sayOf(problems, 'default')}
            onChange={(start) => {
              const { default: _former, ...others } = item
              set(start === '' ? others : { ...others, default: start }, 'default')
            }}
          />
        </details>
      )}
    </fieldset>
  )
}
