import type { Item, ItemType, MissingCode, Questionnaire } from '@/lib/questionnaire/definition'
import { itemOfType, withItem } from '@/lib/questionnaire/edit'
import { hasOptions } from '@/lib/questionnaire/options'
import { renamedItem } from '@/lib/questionnaire/renaming'
import { CheckInput, type Choice, NameInput, SelectInput, TextInput, TranslatedInput } from './controls'
import { OptionsPart } from './options-part'
import { type Part, refusalOfName, sayOf } from './part'
import { RelevancePart } from './relevance-part'
import { RequiredPart } from './required-part'
import { ScorePart } from './score-part'
import { TypePart } from './type-part'

const typeNames: readonly Choice<ItemType>[] = [
  { value: 'single', label: 'One of several options' },
  { value: 'multiple', label: 'Several options' },
  { value: 'rank', label: 'Options put in order' },
  { value: 'scale', label: 'A scale with words at its ends' },
  { value: 'number', label: 'A number' },
  { value: 'date', label: 'A date' },
  { value: 'time', label: 'A time of day' },
  { value: 'text', label: 'Words of their own' },
  { value: 'note', label: 'A note: shown, not asked' },
  { value: 'calculated', label: 'Calculated from other answers' },
  { value: 'today', label: 'The day of the interview' },
  { value: 'hidden', label: 'A number that the round writes' },
]

const roleNames: readonly Choice<Item['role']>[] = [
  { value: 'wellbeing', label: 'Well-being' },
  { value: 'circumstance', label: 'Circumstance: choice, coercion, status' },
  { value: 'background', label: 'Background' },
  { value: 'context', label: 'Context' },
  { value: 'benchmark', label: 'Comparison with hosts' },
  { value: 'attitude', label: 'Attitude' },
  { value: 'fabric', label: 'Social fabric' },
  { value: 'metadata', label: 'About the interview' },
]

const reservedNames: Readonly<Record<MissingCode, string>> = {
  pnta: 'Prefer not to answer',
  dk: 'Don’t know',
  na: 'Does not apply',
}

const timings: readonly Choice<NonNullable<Item['timing']> | ''>[] = [
  { value: '', label: 'Not said' },
  { value: 'fixed', label: 'Asked once; later waves keep the answer' },
  { value: 'current', label: 'Asked again in each wave' },
  { value: 'since_last', label: 'Asked about the time since the last wave' },
]

/** Everything about one item. */
export function ItemForm({ item, ...part }: Part & { readonly item: Item }) {
  const { draft, language, problems, change } = part
  const set = (next: Item, field: string) => change(withItem(draft, next), `${item.id} ${field}`)
  const isAsked = !['note', 'calculated', 'today', 'hidden'].includes(item.type)
  const texts = { language, fallback: draft.defaultLanguage }
  return (
    <div className="stack">
      <TranslatedInput
        {...texts}
        label={item.type === 'note' ? 'The note' : 'The question'}
        rows={3}
        texts={item.label}
        problems={sayOf(problems, 'label')}
        onChange={(label) => set({ ...item, label }, 'label')}
      />
      <TranslatedInput
        {...texts}
        label="Help below it"
        rows={2}
        texts={item.help}
        problems={sayOf(problems, 'help')}
        onChange={(help) => set({ ...item, help: hasWords(help) ? help : null }, 'help')}
      />
      <div className="field-row">
        <SelectInput
          label="How it is answered"
          value={item.type}
          choices={typeNames}
          onChange={(type) => set(itemOfType(draft, item, type), 'type')}
        />
        <NameInput
          label="Name in files"
          value={item.id}
          problems={sayOf(problems, 'id')}
          refusalOf={(name) =>
            refusalOfName(
              name,
              [...draft.items, ...(draft.repeats ?? [])].map(({ id }) => id),
            )
          }
          onChange={(name) => change(renamedItem(draft, item.id, name), `${item.id} name`)}
        />
      </div>
      {hasOptions(item) ? (
        <OptionsPart {...part} item={item} set={set} />
      ) : (
        <TypePart {...part} item={item} set={set} />
      )}
      {isAsked && (
        <fieldset className="field">
          <legend>Besides, people may say</legend>
          {(Object.keys(reservedNames) as MissingCode[]).map((code) => {
            const isFixed = code === 'pnta' && item.sensitive
            return (
              <CheckInput
                key={code}
                label={reservedNames[code]}
                isFixed={isFixed}
                isChecked={isFixed || item.missing.includes(code)}
                onChange={(isOffered) =>
                  set({ ...item, missing: withCode(item.missing, code, isOffered) }, code)
                }
              />
            )
          })}
        </fieldset>
      )}
      <fieldset className="field">
        <legend>Protection</legend>
        <CheckInput
          label="Sensitive"
          hint="Always has “Prefer not to answer”, and is left out of shared files."
          isChecked={item.sensitive}
          onChange={(sensitive) => set({ ...item, sensitive }, 'sensitive')}
        />
        <CheckInput
          label="High risk"
          hint="An answer could expose the person or bring them into danger."
          isChecked={item.risk === 'high'}
          onChange={(isHigh) => {
            const { risk: _former, ...others } = item
            set(isHigh ? { ...others, risk: 'high' } : others, 'risk')
          }}
        />
        {isAsked && (
          <CheckInput
            label="Must be answered or refused"
            hint="Others may be passed over without a word."
            isChecked={item.required !== false}
            onChange={(required) => {
              const { requiredMessage: _former, ...others } = item
              set(required ? { ...item, required } : { ...others, required }, 'required')
            }}
          />
        )}
        {isAsked && item.required !== false && <RequiredPart {...part} item={item} set={set} />}
      </fieldset>
      <RelevancePart {...part} item={item} set={set} />
      <ScorePart {...part} item={item} set={set} />
      <details>
        <summary>More about this question</summary>
        <div className="stack">
          <div className="field-row">
            <SelectInput
              label="What it is for"
              value={item.role}
              choices={roleNames}
              onChange={(role) => set({ ...item, role }, 'role')}
            />
            <SelectInput
              label="In later waves"
              value={item.timing ?? ''}
              choices={timings}
              onChange={(timing) => {
                const { timing: _former, ...others } = item
                set(timing === '' ? others : { ...others, timing }, 'timing')
              }}
            />
          </div>
          <TranslatedInput
            {...texts}
            label="The question from the second wave on, if it is another one"
            rows={2}
            texts={item.labelFollowUp}
            problems={sayOf(problems, 'labelFollowUp')}
            onChange={(labelFollowUp) => {
              const { labelFollowUp: _former, ...others } = item
              set(hasWords(labelFollowUp) ? { ...others, labelFollowUp } : others, 'labelFollowUp')
            }}
          />
          <TextInput
            label="Source"
            hint="Where the wording comes from, for those who check the method."
            value={item.source ?? ''}
            onChange={(source) => {
              const { source: _former, ...others } = item
              set(source === '' ? others : { ...others, source }, 'source')
            }}
          />
        </div>
      </details>
      {problems
        .filter(({ field }) => field === '')
        .map(({ message }) => (
          <p className="field-problem" key={message}>
            {message}
          </p>
        ))}
    </div>
  )
}

function hasWords(texts: Questionnaire['title']): boolean {
  return Object.values(texts).some((text) => text !== '')
}

function withCode(
  codes: readonly MissingCode[],
  code: MissingCode,
  isOffered: boolean,
): readonly MissingCode[] {
  const order = Object.keys(reservedNames) as MissingCode[]
  return order.filter((one) => (one === code ? isOffered : codes.includes(one)))
}
