import type { ResponseOption } from '../../questionnaire/definition'
import { type ItemContext, sharedColumns } from './columns'
import type { Extras } from './foothold-sheet'
import type { FormRow } from './headings'
import type { CarriedItem } from './items'
import type { RowType } from './row-types'

/** Types of rows that an item of a type is written as. */
const rowKinds: Readonly<Record<string, readonly string[]>> = {
  single: ['select'],
  multiple: ['select'],
  rank: ['rank'],
  number: ['integer', 'decimal'],
  scale: ['range'],
  calculated: ['calculate'],
}

/**
 * An item that Foothold wrote into the form: the columns say what they said then or what they were changed to, and the rest stands on the sheet
 * `foothold`.
 *
 * @returns null when the row was given another type since, so that the rest fits no more
 */
export function exportedItem(
  row: FormRow,
  id: string,
  type: RowType,
  extras: Extras,
  context: ItemContext,
): CarriedItem | null {
  const extra = extras.get(`item ${id}`)
  if (extra === undefined) return null
  const {
    hasOwnChoices,
    writtenConstraint,
    ownConstraint,
    writtenChoiceFilter,
    ownChoiceFilter,
    writtenAppearance,
    ...rest
  } = extra
  const itemType = String(rest.type)
  const kinds = Object.hasOwn(rowKinds, itemType) ? rowKinds[itemType] : [itemType]
  if (kinds?.includes(type.kind) !== true) return null
  if (type.kind === 'select' && type.many !== (itemType === 'multiple')) return null
  const isConstraintUnchanged =
    writtenConstraint !== undefined && row.text('constraint') === writtenConstraint
  const { constraint, appearance, ...columns } = sharedColumns(row, id, context)
  const isLookUnchanged = appearance === writtenAppearance
  const kept = isConstraintUnchanged ? ownConstraint : constraint
  const options = optionsOf(type, extras, context, hasOwnChoices === true, rest.choiceList)
  if (options === null) return null
  const isFilterUnchanged =
    writtenChoiceFilter !== undefined && row.text('choice_filter') === writtenChoiceFilter
  const choiceFilter = isFilterUnchanged ? ownChoiceFilter : context.carry('choice_filter')
  return {
    items: [
      {
        ...rest,
        ...columns,
        role: rest.role,
        ...(typeof kept === 'string' && { constraint: kept }),
        ...(typeof appearance === 'string' && !isLookUnchanged && { appearance }),
        ...(typeof choiceFilter === 'string' && { choiceFilter }),
        ...(itemType === 'calculated' && { calculation: context.carry('calculation') ?? "''" }),
        ...options,
      },
    ],
    relevant: context.carry('relevant'),
    missing: [],
  }
}

/** @returns null when the list that the row names is not there */
function optionsOf(
  type: RowType,
  extras: Extras,
  { lists, listFor }: ItemContext,
  hasOwnChoices: boolean,
  choiceList: unknown,
): Readonly<Record<string, unknown>> | null {
  if (type.kind !== 'select' && type.kind !== 'rank') return {}
  const list = lists.get(type.list)
  if (list === undefined) return null
  const options = list.options.map(
    (option): ResponseOption => ({ ...option, ...extras.get(`option ${type.list}/${option.code}`) }),
  )
  if (hasOwnChoices) return { choices: options }
  if (typeof choiceList === 'string') listFor(type.list, { name: choiceList, options })
  return {}
}
