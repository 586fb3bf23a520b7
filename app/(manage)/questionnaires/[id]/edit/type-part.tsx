import { datePrecisions } from '@/lib/questionnaire/calendar'
import type { Item, ItemOfType } from '@/lib/questionnaire/definition'
import { NumberInput, SelectInput, TextInput, TranslatedInput } from './controls'
import { type Part, sayOf } from './part'

const precisionNames = { day: 'Day, month and year', month: 'Month and year', year: 'Year' } as const

/** Changes an item at one of its fields. */
export type SetItem = (next: Item, field: string) => void

/** What one type of item asks for, where it has no options. */
export function TypePart({
  draft,
  language,
  problems,
  item,
  set,
}: Part & { readonly item: Item; readonly set: SetItem }) {
  const texts = { language, fallback: draft.defaultLanguage }
  const say = (field: string) => sayOf(problems, field)
  switch (item.type) {
    case 'number':
      return (
        <div className="field-row">
          <Bounds least="Least" most="Most" item={item} say={say} set={set} />
          <NumberInput
            label="Decimals"
            value={item.decimals}
            problems={say('decimals')}
            onChange={(decimals) =>
              decimals !== null && Number.isInteger(decimals) && set({ ...item, decimals }, 'decimals')
            }
          />
          {typeof item.unit === 'object' && item.unit !== null ? (
            <TranslatedInput
              {...texts}
              label="Unit"
              texts={item.unit}
              problems={say('unit')}
              onChange={(unit) => set({ ...item, unit }, 'unit')}
            />
          ) : (
            <TextInput
              label="Unit"
              value={item.unit ?? ''}
              maxLength={100}
              onChange={(unit) =>
                set({ ...item, unit: unit === '' ? null : { [draft.defaultLanguage]: unit } }, 'unit')
              }
            />
          )}
        </div>
      )
    case 'scale':
      return (
        <>
          <div className="field-row">
            <Bounds least="From" most="To" item={item} say={say} set={set} />
            <NumberInput
              label="Step"
              value={item.step}
              problems={say('step')}
              onChange={(step) => step !== null && set({ ...item, step }, 'step')}
            />
          </div>
          <div className="field-row">
            <TranslatedInput
              {...texts}
              label="Words at the low end"
              texts={item.minLabel}
              problems={say('minLabel')}
              onChange={(minLabel) => set({ ...item, minLabel }, 'minLabel')}
            />
            <TranslatedInput
              {...texts}
              label="Words at the high end"
              texts={item.maxLabel}
              problems={say('maxLabel')}
              onChange={(maxLabel) => set({ ...item, maxLabel }, 'maxLabel')}
            />
          </div>
        </>
      )
    case 'text':
      return (
        <NumberInput
          label="Most letters"
          value={item.maxLength}
          problems={say('maxLength')}
          onChange={(maxLength) =>
            maxLength !== null && Number.isInteger(maxLength) && set({ ...item, maxLength }, 'maxLength')
          }
        />
      )
    case 'date':
      return (
        <div className="field-row">
          <SelectInput
            label="How exact"
            value={item.precision}
            choices={datePrecisions.map((value) => ({ value, label: precisionNames[value] }))}
            onChange={(precision) =>
              set(
                { ...item, precision, min: cutTo(item.min, precision), max: cutTo(item.max, precision) },
                'precision',
              )
            }
          />
          <Ends item={item} say={say} set={set} />
        </div>
      )
    case 'time':
      return (
        <div className="field-row">
          <Ends item={item} say={say} set={set} />
        </div>
      )
    case 'calculated':
      return (
        <TextInput
          label="Calculation"
          hint="An expression of earlier answers, such as ${hours} * 4."
          isCode
          rows={2}
          value={item.calculation}
          problems={say('calculation')}
          onChange={(calculation) => set({ ...item, calculation }, 'calculation')}
        />
      )
    case 'hidden':
      return (
        <div className="field-row">
          <Bounds least="Least" most="Most" item={item} say={say} set={set} />
        </div>
      )
    default:
      return null
  }
}

/** The least and the most of a number, in words of its type. */
function Bounds({
  least,
  most,
  item,
  say,
  set,
}: {
  readonly least: string
  readonly most: string
  readonly item: ItemOfType<'number' | 'scale' | 'hidden'>
  readonly say: (field: string) => readonly string[]
  readonly set: SetItem
}) {
  return (
    <>
      <NumberInput
        label={least}
        value={item.min}
        problems={say('min')}
        onChange={(min) => min !== null && set({ ...item, min }, 'min')}
      />
      <NumberInput
        label={most}
        value={item.max}
        problems={say('max')}
        onChange={(max) => max !== null && set({ ...item, max }, 'max')}
      />
    </>
  )
}

/** The earliest and the latest of a date or a time of day. */
function Ends({
  item,
  say,
  set,
}: {
  readonly item: ItemOfType<'date' | 'time'>
  readonly say: (field: string) => readonly string[]
  readonly set: SetItem
}) {
  return (
    <>
      <TextInput
        label="Earliest"
        isCode
        value={item.min}
        problems={say('min')}
        onChange={(min) => set({ ...item, min }, 'min')}
      />
      <TextInput
        label="Latest"
        isCode
        value={item.max}
        problems={say('max')}
        onChange={(max) => set({ ...item, max }, 'max')}
      />
    </>
  )
}

/** A date in another precision: cut, or filled up with the first month and day. */
function cutTo(date: string, precision: (typeof datePrecisions)[number]): string {
  const [year = '', month = '01', day = '01'] = date.split('-')
  return [year, month, day].slice(0, { year: 1, month: 2, day: 3 }[precision]).join('-')
}
