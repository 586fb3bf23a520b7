import { z } from 'zod'
import { named } from '@/app/api/operation'
import type { MeanFigure, PovertyFigures, ShareFigure } from '@/lib/profile/figure'
import type { Profile, ProfileCell, VisibleCell } from '@/lib/profile/profile'
import type { ShownWeighting } from '@/lib/profile/weighting'

/* Each schema is held to the type of `lib/profile` that it describes: a figure that is added there has to be described here. */

export const noFigureSchema = z
  .enum(['too_few_answers', 'fewer_than_3', 'nearly_all', 'nobody', 'not_defined'])
  .describe('Why there is no figure.')
export const intervalSchema = z
  .tuple([z.number(), z.number()])
  .readonly()
  .describe('Lower and upper end of a 95 % interval.')
const shareText = z.enum(['fewer_than_3', 'nearly_all']).describe('What to say in place of a share.')
export const groupSchema = z
  .record(z.string(), z.string())
  .readonly()
  .describe('Band codes by breakdown, and the category under `category`.')

const everyFigure = {
  se: z.number().nullable().describe('Standard error, on the scale of the figure.'),
  ci: intervalSchema.nullable(),
  qualityMarks: z.array(z.enum(['few_people', 'few_units', 'wide_interval'])).readonly(),
  design: z
    .object({ n: z.int(), df: z.number(), deff: z.number().nullable() })
    .readonly()
    .exactOptional()
    .describe('With exact figures only.'),
}

export const meanParts = {
  ...everyFigure,
  mean: z.number().min(0).max(100).nullable(),
  reason: noFigureSchema.nullable(),
}
export const meanFigureSchema: z.ZodType<MeanFigure> = named('MeanFigure', z.object(meanParts))

export const shareParts = {
  ...everyFigure,
  share: z.number().min(0).max(1).nullable(),
  reason: noFigureSchema.nullable(),
  shareText: shareText.nullable(),
}
export const shareFigureSchema: z.ZodType<ShareFigure> = named('ShareFigure', z.object(shareParts))

/** The three figures of the Alkire–Foster method, with the same thing said of each. */
function ofEach<T extends z.ZodType>(schema: T) {
  return z.object({ H: schema, A: schema, M0: schema }).readonly()
}

const povertyLevelParts = {
  k: z.number().describe('Least share of dimensions, by weight, in which a poor person is deprived.'),
  ...ofEach(z.number().nullable()).unwrap().shape,
  se: ofEach(z.number().nullable()),
  ci: ofEach(intervalSchema.nullable()),
  reason: ofEach(noFigureSchema.nullable()),
  shareText: shareText.nullable(),
  qualityMarks: everyFigure.qualityMarks,
}
const povertyLevel = named('PovertyLevel', z.object(povertyLevelParts))

const poverty: z.ZodType<PovertyFigures> = named(
  'Poverty',
  z.object({
    ...povertyLevelParts,
    censored: z.record(z.string(), shareFigureSchema).describe('By dimension: poor and deprived in it.'),
    contributions: z
      .record(z.string(), z.number().nullable())
      .describe('By dimension: its part of M0; they sum to 1.'),
    union: povertyLevel.describe('Deprived in any dimension.'),
    intersection: povertyLevel.describe('Deprived in all dimensions.'),
    excludedShare: shareFigureSchema,
    isExcludedShareHigh: z.boolean(),
  }),
)

const visibleCell: z.ZodType<VisibleCell> = named(
  'VisibleCell',
  z.object({
    group: groupSchema,
    suppressed: z.literal(false),
    n: z.int().describe('People, unweighted. Protected: about so many.'),
    share: shareFigureSchema.nullable().describe('The category’s share of the people of its group.'),
    overall: meanFigureSchema,
    dimensions: z.record(
      z.string(),
      z.object({
        ...meanParts,
        deprived: shareFigureSchema.nullable().describe('Share of people deprived in it.'),
      }),
    ),
    poverty: poverty.nullable(),
  }),
)

export const cellSchema: z.ZodType<ProfileCell> = z.union([
  visibleCell,
  named('SuppressedCell', z.object({ group: groupSchema, suppressed: z.literal(true) })),
])

export const weightingSchema: z.ZodType<ShownWeighting> = named(
  'Weighting',
  z
    .object({
      title: z.string(),
      madeOn: z.iso.date(),
      method: z.enum(['design', 'poststratification', 'raking']),
      margins: z.array(z.string()).readonly().describe('Breakdowns that weights were fitted to.'),
      upon: z.string().nullable().describe('Title of the design weights under fitted ones.'),
      hasStrata: z.boolean(),
      hasSamplingUnits: z.boolean(),
      isFinite: z.boolean().describe('Whether variances are corrected for a finite population.'),
      withoutWeight: z
        .int()
        .describe(
          'People who have no weight and are left out: at most so many, in tens; exact with exact figures.',
        ),
      fault: z
        .string()
        .nullable()
        .describe('Why the margins were not met, and the weights are not fitted to them.'),
      smallest: z.number().nullable().describe('Least weight over the mean weight; with exact figures only.'),
      largest: z
        .number()
        .nullable()
        .describe('Largest weight over the mean weight; with exact figures only.'),
      kishDeff: z.number().describe('Kish’s design effect is at most so much.'),
      effectiveN: z
        .number()
        .describe('At least so many equally weighted people would give the same precision.'),
      trimmedShare: z
        .number()
        .nullable()
        .describe('Share of people whose weight was cut; with exact figures only.'),
    })
    .describe('Exact with exact figures; else limits.'),
)

export const profileSchema: z.ZodType<Profile> = z.object({
  survey: z.string(),
  generatedAt: z.iso.date(),
  synthetic: z.boolean(),
  questionnaire: z.object({
    id: z.string(),
    version: z.int().describe('That people were asked.'),
    scoringVersion: z
      .int()
      .exactOptional()
      .describe('Whose scoring the figures are made by, where that is another one.'),
  }),
  sampleDesign: z.enum(['probability', 'non_probability']),
  by: z.array(z.string()).readonly(),
  where: z.record(z.string(), z.string()).readonly(),
  release: z
    .object({ number: z.int(), responses: z.int(), madeOn: z.iso.date() })
    .exactOptional()
    .describe('That protected figures come from; left out of exact ones.'),
  weighting: weightingSchema
    .nullable()
    .describe('How people were weighted; null where every person counts once.'),
  method: z.object({
    weighting: z.string(),
    variance: z.string(),
    intervals: z.string(),
    sample: z
      .object({ isWeighted: z.boolean(), strata: z.int(), isClustered: z.boolean() })
      .describe('What the sentences above follow from, for programs and other languages.'),
    disclosure: z.object({
      exact: z.boolean(),
      minimumCell: z.int(),
      minimumVictimCell: z.int(),
      statement: z.string(),
    }),
  }),
  categories: z.array(z.string()).readonly(),
  dimensions: z.array(z.string()).readonly(),
  cells: z.array(cellSchema).readonly(),
  undetermined: z.array(z.object({ group: groupSchema, share: shareFigureSchema.nullable() })).readonly(),
  notes: z
    .array(
      z.object({
        code: z.enum([
          'not_for_publication',
          'synthetic',
          'non_probability',
          'people_without_weight',
          'margins_not_met',
          'does_not_add_up',
          'excluded_share_high',
          'bands_hidden',
          'scored_anew',
        ]),
        text: z.string(),
      }),
    )
    .readonly(),
})
