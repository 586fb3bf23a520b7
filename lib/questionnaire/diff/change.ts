import type { ItemScoring, ItemType } from '../definition'
import type { Place } from '../draft-problems'
import type { ItemPlace, ScoringPlace } from '../edit'
import type { TextKind } from '../placed-texts'

/** A value as it stands in the document; null for none. */
export type SettingValue =
  | string
  | number
  | boolean
  | null
  | readonly SettingValue[]
  | { readonly [key: string]: SettingValue }

/** The part of a questionnaire that a change is shown with. Options of a list that items share: the list, and the items that use it now. */
export type ChangePlace = Place & { readonly itemIds?: readonly string[] }

/** What an option says of the person who chooses it. */
export type OptionMeaning = {
  readonly score: number | null
  readonly critical: boolean
  readonly isNotApplicable: boolean
}

/** An item's condition or rule that is written as an expression. */
export type ExpressionField =
  | 'relevant'
  | 'required'
  | 'constraint'
  | 'default'
  | 'calculation'
  | 'choiceFilter'

type Parted<K extends string, T = unknown> = { readonly kind: K; readonly place: ChangePlace } & T
type FromTo<T> = { readonly before: T; readonly after: T }

/** One thing that differs between two versions. What is added or removed whole is one change, without those of its parts. */
export type Change =
  // Items and sections. A draft may have an item in no section: '' then.
  | Parted<'item_added', { readonly itemId: string; readonly at: ItemPlace }>
  | Parted<'item_removed', { readonly itemId: string; readonly at: ItemPlace }>
  | Parted<'item_moved', { readonly itemId: string } & FromTo<ItemPlace>>
  | Parted<'section_added' | 'section_removed', { readonly sectionId: string }>
  | Parted<'section_moved', { readonly sectionId: string } & FromTo<number>>
  // Words
  | Parted<
      'text_changed',
      {
        readonly text: TextKind
        /** Address of the text, as in `placedTexts`. */
        readonly key: string
        /** Code of the option or missing answer; null for other texts. */
        readonly code: string | null
        readonly language: string
        /** Null where the language had none, or has none now. */
      } & FromTo<string | null>
    >
  | Parted<'language_added' | 'language_removed', { readonly language: string }>
  | Parted<'translation_status_changed', { readonly language: string } & FromTo<string | null>>
  // Answers
  | Parted<'type_changed', { readonly itemId: string } & FromTo<ItemType>>
  | Parted<'option_added' | 'option_removed', { readonly code: string }>
  /** The words stayed, the code is another. */
  | Parted<'option_recoded', FromTo<string>>
  | Parted<'options_reordered', FromTo<readonly string[]>>
  | Parted<'option_attributes_changed', { readonly code: string } & FromTo<SettingValue>>
  | Parted<'choice_list_added' | 'choice_list_removed', { readonly listId: string }>
  /** Own options became those of a list, or the reverse; the options that are offered then are compared, too. */
  | Parted<'options_source_changed', { readonly itemId: string } & FromTo<string>>
  | Parted<
      'missing_codes_changed',
      {
        readonly itemId: string
        readonly added: readonly string[]
        readonly removed: readonly string[]
      }
    >
  // Conditions
  | Parted<
      'expression_changed',
      {
        readonly itemId: string
        readonly field: ExpressionField
        /** Whether it is only written otherwise: other spaces, quotation marks or brackets. */
        readonly meansTheSame: boolean
      } & FromTo<string | null>
    >
  // Protection
  | Parted<
      'protection_changed',
      { readonly itemId: string; readonly field: 'sensitive' | 'risk' } & FromTo<boolean>
    >
  // Scores
  | Parted<'option_rescored', { readonly code: string } & FromTo<OptionMeaning>>
  | Parted<'scoring_method_changed', { readonly itemId: string } & FromTo<ItemScoring>>
  | Parted<'variants_changed', { readonly itemId: string } & FromTo<SettingValue>>
  | Parted<'score_place_changed', { readonly itemId: string } & FromTo<ScoringPlace | null>>
  | Parted<'scoring_added' | 'scoring_removed'>
  | Parted<'dimension_added' | 'dimension_removed', { readonly dimensionId: string }>
  | Parted<
      'subdimension_added' | 'subdimension_removed',
      { readonly dimensionId: string; readonly subdimensionId: string }
    >
  | Parted<
      'weight_changed',
      {
        readonly dimensionId: string
        /** Null for the weight of the dimension. */
        readonly subdimensionId: string | null
      } & FromTo<number>
    >
  | Parted<'cutoff_changed', { readonly dimensionId: string } & FromTo<number | null>>
  | Parted<
      'core_items_changed',
      {
        readonly field: 'coreItems' | 'requiredItems'
        readonly added: readonly string[]
        readonly removed: readonly string[]
      }
    >
  | Parted<
      'signal_changed',
      { readonly signalId: string } & FromTo<{ readonly strength: string; readonly when: string } | null>
    >
  /** Any other rule of the scoring block, by its name there: `minItemShare`, `classification.rules`. */
  | Parted<'scoring_rule_changed', { readonly field: string } & FromTo<SettingValue>>
  /** Anything else, by its name in the document. */
  | Parted<'setting_changed', { readonly field: string } & FromTo<SettingValue>>

/** Every change from one version to another. */
export type Difference = readonly Change[]
