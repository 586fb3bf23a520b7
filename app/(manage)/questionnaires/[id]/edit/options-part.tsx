import type { Item, OptionItem, Questionnaire, ResponseOption } from '@/lib/questionnaire/definition'
import { newOption, withItem, withOwnOptions } from '@/lib/questionnaire/edit'
import { responseOptions } from '@/lib/questionnaire/options'
import { renamedOption } from '@/lib/questionnaire/renaming'
import { CheckInput, SelectInput, TextInput } from './controls'
import { OptionsGrid } from './options-grid'
import { type Part, sayOf } from './part'
import type { SetItem } from './type-part'

/** Where the options of an item come from. */
type Origin = 'own' | 'countries' | `list ${string}`

/** The response options of an item: its own, those of a shared list, or the countries. */
export function OptionsPart({
  item,
  set,
  ...part
}: Part & { readonly item: OptionItem; readonly set: SetItem }) {
  const { draft, language, problems, change } = part
  const options = responseOptions(draft, item)
  const origin: Origin =
    item.choiceSource !== undefined
      ? 'countries'
      : item.choiceList !== undefined
        ? `list ${item.choiceList}`
        : 'own'
  const lists = Object.keys(draft.choiceLists)
  const setOptions = (next: readonly ResponseOption[], of: string) =>
    change(withOptions(draft, item, next), `${item.id} ${of}`)
  return (
    <>
      <SelectInput<Origin>
        label="Options"
        value={origin}
        problems={sayOf(problems, 'choiceList')}
        choices={[
          { value: 'own', label: 'Its own' },
          ...lists.map((list) => ({ value: `list ${list}` as const, label: `Shared list: ${list}` })),
          { value: 'countries', label: 'All countries' },
        ]}
        onChange={(chosen) => set(fromOrigin(draft, item, chosen), 'origin')}
      />
      {origin !== 'countries' && (
        <>
          {origin !== 'own' && (
            <p className="notice">
              {
                draft.items.filter((other) => 'choiceList' in other && other.choiceList === item.choiceList)
                  .length
              }{' '}
              questions share this list. What you change here changes all of them.
            </p>
          )}
          <OptionsGrid
            draft={draft}
            options={options}
            language={language}
            problems={problems}
            shownIn="choices"
            hasScores={item.type === 'single'}
            onChange={setOptions}
            onRename={(from, to) =>
              change(
                renamedOption(
                  draft,
                  item.choiceList === undefined ? { itemId: item.id } : { choiceList: item.choiceList },
                  from,
                  to,
                ),
                `${item.id} code`,
              )
            }
          />
        </>
      )}
      {item.type === 'multiple' && options.length > 0 && origin !== 'countries' && (
        <fieldset className="field">
          <legend>Stand alone: no other can be chosen beside them</legend>
          {options.map(({ code, label }) => (
            <CheckInput
              key={code}
              label={label[language] || label[draft.defaultLanguage] || code}
              isChecked={item.exclusive?.includes(code) ?? false}
              onChange={(isAlone) => {
                const alone = (item.exclusive ?? []).filter((other) => other !== code)
                set({ ...item, exclusive: isAlone ? [...alone, code] : alone }, 'exclusive')
              }}
            />
          ))}
        </fieldset>
      )}
      {(origin !== 'own' || item.choiceFilter !== undefined || hasAttributes(options)) && (
        <TextInput
          label="Offered only where"
          hint="A condition for each option: region = ${region} compares its attribute with an earlier answer. Empty: all."
          isCode
          value={item.choiceFilter ?? ''}
          problems={sayOf(problems, 'choiceFilter')}
          onChange={(choiceFilter) => {
            const { choiceFilter: _former, ...others } = item
            set(choiceFilter === '' ? others : { ...others, choiceFilter }, 'choiceFilter')
          }}
        />
      )}
    </>
  )
}

function hasAttributes(options: readonly ResponseOption[]): boolean {
  return options.some(({ attributes }) => attributes !== undefined)
}

/** The definition with the options of an item changed, where they stand: in the item, or in the list that it shares. */
function withOptions(
  draft: Questionnaire,
  item: OptionItem,
  options: readonly ResponseOption[],
): Questionnaire {
  if (item.choiceList === undefined) return withItem(draft, { ...item, choices: options })
  return { ...draft, choiceLists: { ...draft.choiceLists, [item.choiceList]: options } }
}

function fromOrigin(draft: Questionnaire, item: OptionItem, origin: Origin): Item {
  const { choices: _own, choiceList: _shared, choiceSource: _countries, ...bare } = item
  if (origin === 'countries') return { ...bare, choiceSource: 'iso3166-1-alpha-2' }
  if (origin !== 'own') return { ...bare, choiceList: origin.slice('list '.length) }
  const own = withOwnOptions(draft, item)
  if (own.choices !== undefined) return own
  return { ...bare, choices: ['option_1', 'option_2'].map((code) => newOption(draft, code)) }
}
