import { z } from 'zod'
import { datePrecisions } from './calendar'

/**
 * The definition format of a questionnaire, `foothold-questionnaire/1`: its schema and the types that the rest reads.
 * Whether a definition also makes sense as a whole (references, reachability, scoring) is asked in `check.ts`.
 *
 * Screens import only the types of this file: the schema stays on the server.
 */

/** Codes that stand for a missing answer: prefer not to answer, don't know, does not apply. */
export const missingCodes = ['pnta', 'dk', 'na'] as const

const identifier = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,63}$/,
    'Use lower-case letters, digits and _ only, beginning with a letter, 64 at most.',
  )
const questionnaireIdentifier = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,63}$/,
    'Use lower-case letters, digits and - only, beginning with a letter, 64 at most.',
  )
const optionCode = z
  .string()
  .regex(/^[A-Za-z0-9_.-]{1,64}$/, 'Use letters, digits, _ . and - only, 64 at most.')
export const languageCode = z
  .string()
  .regex(
    /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/,
    'Use a language code such as "en", "fa-AF" or "uz-Cyrl".',
  )
const languageMap = z.record(languageCode, z.string().max(10_000)).readonly()
/** A plain text is the same in every language. */
const unitText = z.union([z.string(), languageMap], {
  error: 'Write the unit as text, or as an object from language code to words.',
})
const expressionText = z.string().min(1).max(10_000)
const finite = z.number()
const dateOfSomePrecision = z
  .string()
  .regex(/^[1-9]\d{3}(-\d\d){0,2}$/, 'Write a date as 2024-05-17, a month as 2024-05, a year as 2024.')
const share = z.number().min(0).max(1)
const score = z.number().min(0).max(100)
const weight = z.number().positive()
const paragraphs = z.array(z.string()).readonly()
const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time of day as 09:30 or 17:05, from 00:00 to 23:59.')
const appearance = z.string().min(1).max(1_000)

const responseOption = z
  .strictObject({
    code: optionCode,
    label: languageMap,
    score: score.nullable().optional(),
    critical: z.boolean().optional(),
    missing: z.literal('na').optional(),
    attributes: z
      .record(
        z
          .string()
          .regex(
            /^[A-Za-z][A-Za-z0-9_-]{0,63}$/,
            'Use letters, digits, _ and - only, beginning with a letter, 64 at most.',
          ),
        z.string().max(1_000),
      )
      .readonly()
      .optional(),
    m49: z
      .array(z.string().regex(/^\d{3}$/, 'An M49 code has three digits.'))
      .readonly()
      .optional(),
  })
  .readonly()

const itemScoring = z
  .discriminatedUnion('method', [
    z.strictObject({ method: z.literal('none') }),
    z.strictObject({ method: z.literal('choice') }),
    z.strictObject({ method: z.literal('linear'), from: finite, to: finite }),
    z.strictObject({
      method: z.literal('piecewise'),
      points: z
        .array(z.tuple([finite, score]).readonly())
        .min(1)
        .readonly(),
    }),
  ])
  .readonly()

const itemRoles = [
  'wellbeing',
  'circumstance',
  'background',
  'context',
  'benchmark',
  'attitude',
  'fabric',
  'metadata',
] as const

const everyItem = {
  id: identifier,
  role: z.enum(itemRoles),
  dimension: identifier.nullable().optional(),
  subdimension: identifier.nullable().optional(),
  indicator: z.string().nullable().optional(),
  label: languageMap,
  help: languageMap.nullable().optional(),
  labelFollowUp: languageMap.optional(),
  missing: z.array(z.enum(missingCodes)).readonly().default([]),
  sensitive: z.boolean().default(false),
  risk: z.literal('high').optional(),
  required: z.boolean().default(false),
  relevant: expressionText.nullable().default(null),
  constraint: expressionText.optional(),
  constraintMessage: languageMap.optional(),
  appearance: appearance.optional(),
  timing: z.enum(['fixed', 'current', 'since_last']).optional(),
  benchmarkOf: identifier.optional(),
  scoring: itemScoring.default({ method: 'none' }),
  source: z.string().optional(),
  paragraphs: paragraphs.optional(),
} as const

const choices = {
  choices: z.array(responseOption).min(1).readonly().optional(),
  choiceList: identifier.optional(),
  choiceSource: z.literal('iso3166-1-alpha-2').optional(),
  choiceFilter: expressionText.optional(),
  variants: z
    .array(
      z.strictObject({ when: expressionText, scores: z.record(optionCode, score).readonly() }).readonly(),
    )
    .readonly()
    .optional(),
} as const

const item = z
  .discriminatedUnion('type', [
    z.strictObject({ ...everyItem, ...choices, type: z.literal('single') }),
    z.strictObject({
      ...everyItem,
      ...choices,
      type: z.literal('multiple'),
      exclusive: z.array(optionCode).readonly().optional(),
    }),
    z.strictObject({
      ...everyItem,
      type: z.literal('number'),
      min: finite,
      max: finite,
      decimals: z.int().min(0).max(10).default(0),
      unit: unitText.nullable().optional(),
    }),
    z.strictObject({
      ...everyItem,
      type: z.literal('scale'),
      min: finite,
      max: finite,
      step: z.number().positive().default(1),
      minLabel: languageMap.optional(),
      maxLabel: languageMap.optional(),
    }),
    z.strictObject({ ...everyItem, type: z.literal('text'), maxLength: z.int().min(1).max(20_000) }),
    z.strictObject({
      ...everyItem,
      type: z.literal('date'),
      min: dateOfSomePrecision,
      max: dateOfSomePrecision,
      precision: z.enum(datePrecisions).default('day'),
    }),
    z.strictObject({
      ...everyItem,
      type: z.literal('time'),
      min: timeOfDay.default('00:00'),
      max: timeOfDay.default('23:59'),
    }),
    z.strictObject({ ...everyItem, ...choices, type: z.literal('rank') }),
    z.strictObject({ ...everyItem, type: z.literal('note') }),
    z.strictObject({ ...everyItem, type: z.literal('calculated'), calculation: expressionText }),
    z.strictObject({ ...everyItem, type: z.literal('today') }),
    z.strictObject({ ...everyItem, type: z.literal('hidden'), min: finite, max: finite }),
  ])
  .readonly()

const section = z
  .strictObject({
    id: identifier,
    title: languageMap,
    intro: languageMap.nullable().optional(),
    optional: z.boolean().optional(),
    appearance: appearance.optional(),
    items: z.array(identifier).min(1).readonly(),
  })
  .readonly()

const subdimension = z
  .strictObject({
    id: identifier,
    label: languageMap,
    weight,
    items: z
      .array(z.strictObject({ id: identifier, weight }).readonly())
      .min(1)
      .readonly(),
  })
  .readonly()

const dimension = z
  .strictObject({
    id: identifier,
    label: languageMap,
    weight,
    paragraphs: paragraphs.optional(),
    deprivationCutoff: score.nullable().default(null),
    subdimensions: z.array(subdimension).min(1).readonly(),
  })
  .readonly()

const categoryRule = z
  .strictObject({
    id: identifier,
    category: identifier,
    minStrong: z.int().min(0).optional(),
    minModerate: z.int().min(0).optional(),
    minPrivilege: z.int().min(0).optional(),
    maxModerate: z.int().min(0).optional(),
    whenInsufficient: z.literal(true).optional(),
    otherwise: z.literal(true).optional(),
  })
  .readonly()

const signalClassification = z
  .strictObject({
    type: z.literal('signals'),
    coreItems: z.array(identifier).min(1).readonly(),
    requiredItems: z.array(identifier).readonly().default([]),
    minAnswered: z.int().min(0),
    signals: z
      .array(
        z
          .strictObject({
            id: identifier,
            strength: z.enum(['strong', 'moderate', 'privilege']),
            when: expressionText,
            paragraphs: paragraphs.optional(),
          })
          .readonly(),
      )
      .readonly(),
    rules: z.array(categoryRule).min(1).readonly(),
  })
  .readonly()

const thresholdClassification = z
  .strictObject({
    type: z.literal('threshold'),
    score: z.literal('overall').default('overall'),
    coreItems: z.array(identifier).min(1).readonly(),
    minAnswered: z.int().min(0),
    bands: z
      .array(
        z
          .strictObject({
            category: identifier,
            atMost: score.optional(),
            atLeast: score.optional(),
            otherwise: z.literal(true).optional(),
          })
          .readonly(),
      )
      .min(1)
      .readonly(),
    insufficient: identifier,
  })
  .readonly()

const scoringBlock = z
  .strictObject({
    scale: z
      .tuple([z.literal(0), z.literal(100)])
      .readonly()
      .optional(),
    minItemShare: share.default(0.5),
    minSubdimensionShare: share.default(0.5),
    dimensions: z.array(dimension).min(1).readonly(),
    overall: z
      .discriminatedUnion('method', [
        z.strictObject({
          method: z.literal('geometric'),
          floor: z.number().positive().max(100),
          requires: z.literal('all'),
        }),
        z.strictObject({ method: z.literal('arithmetic'), requires: z.literal('all') }),
      ])
      .readonly(),
    poverty: z
      .strictObject({ k: share.positive(), criticalAnswers: z.boolean() })
      .readonly()
      .nullable()
      .default(null),
    classification: z
      .discriminatedUnion('type', [signalClassification, thresholdClassification])
      .nullable()
      .default(null),
  })
  .readonly()

export const questionnaireSchema = z
  .strictObject({
    format: z.literal('foothold-questionnaire/1'),
    id: questionnaireIdentifier,
    version: z.int().min(1),
    population: z.enum(['migrant', 'host', 'any']),
    title: languageMap,
    intro: languageMap,
    outro: languageMap,
    estimatedMinutes: z.number().positive().optional(),
    languages: z.array(languageCode).min(1).readonly(),
    defaultLanguage: languageCode,
    rightToLeft: z.array(languageCode).readonly().default([]),
    translationStatus: z.record(languageCode, z.string()).readonly(),
    missingLabels: z.partialRecord(z.enum(missingCodes), languageMap).readonly(),
    choiceLists: z.record(identifier, z.array(responseOption).min(1).readonly()).readonly().default({}),
    sections: z.array(section).min(1).readonly(),
    items: z.array(item).min(1).max(5_000).readonly(),
    scoring: scoringBlock.nullable().default(null),
  })
  .readonly()

/** A questionnaire that was parsed; immutable. */
export type Questionnaire = z.infer<typeof questionnaireSchema>
export type Section = z.infer<typeof section>
export type Item = z.infer<typeof item>
export type ItemType = Item['type']
export type ItemOfType<T extends ItemType> = Extract<Item, { type: T }>
/** An item that is answered by choosing among options. */
export type ChoiceItem = ItemOfType<'single' | 'multiple'>
/** An item that has response options: they are chosen, or put in order. */
export type OptionItem = ItemOfType<'single' | 'multiple' | 'rank'>
export type ItemScoring = z.infer<typeof itemScoring>
export type ResponseOption = z.infer<typeof responseOption>
export type ScoringBlock = z.infer<typeof scoringBlock>
export type DimensionDefinition = z.infer<typeof dimension>
export type SubdimensionDefinition = z.infer<typeof subdimension>
export type Classification = SignalClassification | ThresholdClassification
export type SignalClassification = z.infer<typeof signalClassification>
export type ThresholdClassification = z.infer<typeof thresholdClassification>
/** Texts by language code. */
export type LanguageMap = z.infer<typeof languageMap>
export type MissingCode = (typeof missingCodes)[number]
