import { DateField } from '@/app/ui/fields/date-field'
import type { FieldProps } from '@/app/ui/fields/field'
import { dateInWords } from '@/lib/interface/calendar-words'
import { type DatePart, datePartsOf } from '@/lib/questionnaire/calendar'
import type { ItemOfType } from '@/lib/questionnaire/definition'
import { datePartAtFault } from '../../entry'
import type { PageParts } from './page-parts'

/** The field of a date in the words of the page. */
export function DateQuestion({
  say,
  calendar,
  item,
  written,
  faultCode,
  hasFault,
  ...field
}: Pick<PageParts, 'say' | 'calendar'> &
  FieldProps & {
    readonly item: ItemOfType<'date'>
    /** As `Entry` holds it. */
    readonly written: readonly string[]
    readonly faultCode: string | undefined
    readonly remedyId: string | undefined
    readonly onWrite: () => void
  }) {
  const parts: readonly DatePart[] = datePartsOf[item.precision]
  const lacking = parts.filter((part) => faultCode === `date_${part}_missing`)
  return (
    <DateField
      id={field.id}
      register={field.register}
      describedBy={field.describedBy}
      remedyId={field.remedyId}
      onWrite={field.onWrite}
      order={calendar.order.filter((part) => parts.includes(part))}
      faultyParts={!hasFault ? [] : lacking.length > 0 ? lacking : parts}
      written={Object.fromEntries(parts.map((part, place) => [part, written[place] ?? '']))}
      labels={{ day: say('question.day'), month: say('question.month'), year: say('question.year') }}
      months={calendar.months}
      prompt={say('question.chooseMonth')}
    />
  )
}

/** The element id of the part of a date that a fault is about. */
export function dateFieldId(
  fieldId: string,
  item: ItemOfType<'date'>,
  faultCode: string | undefined,
  written: readonly string[],
): string {
  return `${fieldId}-${datePartAtFault(item, faultCode ?? '', written)}`
}

/** The first and the last date that can be given, in the words of the page. */
export function rangeInWords(
  { calendar }: Pick<PageParts, 'calendar'>,
  { min, max }: ItemOfType<'date'>,
): { readonly min: string; readonly max: string } {
  return { min: dateInWords(calendar, min), max: dateInWords(calendar, max) }
}
