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

export const languageCode = z
  .string()
  .regex(
    /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/,
    'Use a language code such as "en", "fa-AF" or "uz-Cyrl".',
  )
/** Items that a questionnaire has at most. */
export const mostItems = 5_000
/** Languages that a questionnaire has at most: every form, table of translations and difference has all of them at once. */
export const mostLanguages = 100
/** What is said of a questionnaire with more. */
export const tooManyLanguages = `A questionnaire has ${mostLanguages} languages at most. Take some out.`

/**
 * Half a surrogate pair is no letter: a page would have another text before its script runs than after, and a file in UTF-8 another than its
 * JSON. It becomes U+FFFD, the sign for a letter that is lost, wherever a definition is read.
 */
const words = z.string().overwrite((text) => text.replace(/\p{Surrogate}/gu, '\uFFFD'))
const languageMap = z.record(languageCode, words.max(10_000)).readonly()
/** A plain text is the same in every language. */
const unitText = z.union([words, languageMap], {
  error: 'Write the unit as text, or as an object from language code to words.',
})
const finite = z.number()
const paragraphs = z.array(z.string()).readonly()
const appearance = z.string().min(1).max(1_000)
const questionnaireIdentifier = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,63}$/,
    'Use lower-case letters, digits and - only, beginning with a letter, 64 at most.',
  )

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

/**
 * The format, whole or as a draft has it while somebody works on it: of the same shape, with the same keys, but lists may be empty still,
 * names half written, and figures out of bounds.
 */
function formatOf({ isDraft }: { readonly isDraft: boolean }) {
  const written = (pattern: RegExp, rule: string) =>
    isDraft ? z.string().max(64) : z.string().regex(pattern, rule)
  const some = <T extends z.ZodType>(one: T) => (isDraft ? z.array(one) : z.array(one).min(1))
  const identifier = written(
    /^[a-z][a-z0-9_]{0,63}$/,
    'Use lower-case letters, digits and _ only, beginning with a letter, 64 at most.',
  )
  const optionCode = written(/^[A-Za-z0-9_.-]{1,64}$/, 'Use letters, digits, _ . and - only, 64 at most.')
  const expressionText = isDraft ? z.string().max(10_000) : z.string().min(1).max(10_000)
  const dateOfSomePrecision = written(
    /^[1-9]\d{3}(-\d\d){0,2}$/,
    'Write a date as 2024-05-17, a month as 2024-05, a year as 2024.',
  )
  const share = isDraft ? finite : z.number().min(0).max(1)
  const score = isDraft ? finite : z.number().min(0).max(100)
  const positive = isDraft ? finite : z.number().positive()
  const count = isDraft ? z.int() : z.int().min(0)
  const timeOfDay = written(
    /^([01]\d|2[0-3]):[0-5]\d$/,
    'Write a time of day as 09:30 or 17:05, from 00:00 to 23:59.',
  )

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
        points: some(z.tuple([finite, score]).readonly()).readonly(),
      }),
    ])
    .readonly()

  const everyItem = {
    id: identifier,
    role: z.enum(itemRoles),
    dimension: identifier.nullable().optional(),
    subdimension: identifier.nullable().optional(),
    indicator: words.nullable().optional(),
    label: languageMap,
    help: languageMap.nullable().optional(),
    labelFollowUp: languageMap.optional(),
    missing: z.array(z.enum(missingCodes)).readonly().default([]),
    sensitive: z.boolean().default(false),
    risk: z.literal('high').optional(),
    required: z
      .union([z.boolean(), expressionText], {
        error: 'Write true, false, or the condition under which an answer is needed.',
      })
      .default(false),
    relevant: expressionText.nullable().default(null),
    constraint: expressionText.optional(),
    constraintMessage: languageMap.optional(),
    requiredMessage: languageMap.optional(),
    default: expressionText.optional(),
    appearance: appearance.optional(),
    timing: z.enum(['fixed', 'current', 'since_last']).optional(),
    benchmarkOf: identifier.optional(),
    scoring: itemScoring.default({ method: 'none' }),
    source: words.optional(),
    paragraphs: paragraphs.optional(),
  } as const

  const choices = {
    choices: some(responseOption).readonly().optional(),
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
        decimals: (isDraft ? z.int() : z.int().min(0).max(10)).default(0),
        unit: unitText.nullable().optional(),
      }),
      z.strictObject({
        ...everyItem,
        type: z.literal('scale'),
        min: finite,
        max: finite,
        step: positive.default(1),
        minLabel: languageMap.optional(),
        maxLabel: languageMap.optional(),
      }),
      z.strictObject({
        ...everyItem,
        type: z.literal('text'),
        maxLength: isDraft ? z.int() : z.int().min(1).max(20_000),
      }),
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
      repeat: identifier.optional(),
      items: some(identifier).readonly(),
    })
    .readonly()

  const repeat = z
    .strictObject({
      id: identifier,
      label: languageMap.optional(),
      relevant: expressionText.nullable().default(null),
      count: expressionText.nullable(),
      most: z
        .int()
        .min(isDraft ? 0 : 2)
        .max(50),
    })
    .readonly()

  const subdimension = z
    .strictObject({
      id: identifier,
      label: languageMap,
      weight: positive,
      items: some(z.strictObject({ id: identifier, weight: positive }).readonly()).readonly(),
    })
    .readonly()

  const dimension = z
    .strictObject({
      id: identifier,
      label: languageMap,
      weight: positive,
      paragraphs: paragraphs.optional(),
      deprivationCutoff: score.nullable().default(null),
      subdimensions: some(subdimension).readonly(),
    })
    .readonly()

  const categoryRule = z
    .strictObject({
      id: identifier,
      category: identifier,
      minStrong: count.optional(),
      minModerate: count.optional(),
      minPrivilege: count.optional(),
      maxModerate: count.optional(),
      whenInsufficient: z.literal(true).optional(),
      otherwise: z.literal(true).optional(),
    })
    .readonly()

  const signalClassification = z
    .strictObject({
      type: z.literal('signals'),
      coreItems: some(identifier).readonly(),
      requiredItems: z.array(identifier).readonly().default([]),
      minAnswered: count,
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
      rules: some(categoryRule).readonly(),
    })
    .readonly()

  const thresholdClassification = z
    .strictObject({
      type: z.literal('threshold'),
      score: z.literal('overall').default('overall'),
      coreItems: some(identifier).readonly(),
      minAnswered: count,
      bands: some(
        z
          .strictObject({
            category: identifier,
            atMost: score.optional(),
            atLeast: score.optional(),
            otherwise: z.literal(true).optional(),
          })
          .readonly(),
      ).readonly(),
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
      dimensions: some(dimension).readonly(),
      overall: z
        .discriminatedUnion('method', [
          z.strictObject({
            method: z.literal('geometric'),
            floor: isDraft ? finite : z.number().positive().max(100),
            requires: z.literal('all'),
          }),
          z.strictObject({ method: z.literal('arithmetic'), requires: z.literal('all') }),
        ])
        .readonly(),
      poverty: z
        .strictObject({ k: isDraft ? finite : z.number().positive().max(1), criticalAnswers: z.boolean() })
        .readonly()
        .nullable()
        .default(null),
      classification: z
        .discriminatedUnion('type', [signalClassification, thresholdClassification])
        .nullable()
        .default(null),
    })
    .readonly()

  const questionnaire = z
    .strictObject({
      format: z.literal('foothold-questionnaire/1'),
      id: questionnaireIdentifier,
      version: z.int().min(1),
      population: z.enum(['migrant', 'host', 'any']),
      title: languageMap,
      intro: languageMap,
      outro: languageMap,
      estimatedMinutes: positive.optional(),
      languages: some(languageCode).max(mostLanguages, tooManyLanguages).readonly(),
      defaultLanguage: languageCode,
      rightToLeft: z.array(languageCode).readonly().default([]),
      translationStatus: z.record(languageCode, z.string()).readonly(),
      missingLabels: z.partialRecord(z.enum(missingCodes), languageMap).readonly(),
      choiceLists: z.record(identifier, some(responseOption).readonly()).readonly().default({}),
      repeats: z.array(repeat).readonly().optional(),
      sections: some(section).readonly(),
      items: some(item).max(mostItems).readonly(),
      scoring: scoringBlock.nullable().default(null),
    })
    .readonly()

  return {
    questionnaire,
    item,
    section,
    repeat,
    dimension,
    subdimension,
    responseOption,
    itemScoring,
    scoringBlock,
    signalClassification,
    thresholdClassification,
  }
}

const format = formatOf({ isDraft: false })

export const questionnaireSchema = format.questionnaire

/** A questionnaire that somebody works on: it has the shape of one, and what it lacks to be published is for `checkDraft` to say. */
export const draftSchema = formatOf({ isDraft: true }).questionnaire

/** A questionnaire that was parsed; immutable. */
export type Questionnaire = z.infer<typeof questionnaireSchema>
export type Section = z.infer<typeof format.section>
/** Sections that are asked once for each of several entries. */
export type Repeat = z.infer<typeof format.repeat>
export type Item = z.infer<typeof format.item>
export type ItemType = Item['type']
export type ItemOfType<T extends ItemType> = Extract<Item, { type: T }>
/** An item that is answered by choosing among options. */
export type ChoiceItem = ItemOfType<'single' | 'multiple'>
/** An item that has response options: they are chosen, or put in order. */
export type OptionItem = ItemOfType<'single' | 'multiple' | 'rank'>
export type ItemScoring = z.infer<typeof format.itemScoring>
export type ResponseOption = z.infer<typeof format.responseOption>
export type ScoringBlock = z.infer<typeof format.scoringBlock>
export type DimensionDefinition = z.infer<typeof format.dimension>
export type SubdimensionDefinition = z.infer<typeof format.subdimension>
export type Classification = SignalClassification | ThresholdClassification
export type SignalClassification = z.infer<typeof format.signalClassification>
export type ThresholdClassification = z.infer<typeof format.thresholdClassification>
/** Texts by language code. */
export type LanguageMap = z.infer<typeof languageMap>
export type MissingCode = (typeof missingCodes)[number]
