import { blob, index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { consentTexts } from './consent'
import { rounds } from './rounds'

/** What was said. Coded answers and free text are sealed apart, so that few may open the second. */
export const responses = sqliteTable(
  'responses',
  {
    /** UUIDv7 of the day: tells the date and no time. */
    id: text().primaryKey(),
    roundId: text('round_id')
      .notNull()
      .references(() => rounds.id),
    submissionId: text('submission_id').notNull().unique(),
    /** Keyed hash of what was sent: tells a repeat from another content under the same id. */
    contentMac: text('content_mac').notNull(),
    receiptMac: text('receipt_mac').notNull().unique(),
    questionnaireVersion: integer('questionnaire_version').notNull(),
    consentVersion: integer('consent_version').notNull(),
    /** What the person read and agreed to; null where no page of ours showed it: imports, and responses before it was kept. */
    consentTextId: text('consent_text_id').references(() => consentTexts.id),
    language: text().notNull(),
    channel: text({ enum: ['web', 'api', 'import'] }).notNull(),
    answeredOn: text('answered_on').notNull(),
    answers: blob({ mode: 'buffer' }).notNull(),
    freeText: blob('free_text', { mode: 'buffer' }),
    /** Random; decides the errors of the cells that this person is in. Never shown or exported. */
    recordKey: integer('record_key').notNull(),
  },
  // With the id, so that a round is read in an order of its own, piece by piece, without sorting it.
  (table) => [index('responses_by_day').on(table.roundId, table.answeredOn, table.id)],
)

/** What was computed. It can be thrown away and computed again. */
export const responseScores = sqliteTable('response_scores', {
  responseId: text('response_id')
    .primaryKey()
    .references(() => responses.id, { onDelete: 'cascade' }),
  scoringVersion: integer('scoring_version').notNull(),
  overall: real(),
  /** '' in a questionnaire that does not classify. */
  category: text().notNull(),
  /** JSON: scores by dimension, deprivation flags, bands. None by sub-dimension: one of a single item would be its answer. */
  dimensions: text({ mode: 'json' }).$type<Record<string, number | null>>().notNull(),
  deprived: text({ mode: 'json' }).$type<Record<string, boolean | null>>().notNull(),
  bands: text({ mode: 'json' }).$type<Record<string, string>>().notNull(),
  /** Number of the first release that holds the response; null before it. */
  firstRelease: integer('first_release'),
})

/** Responses whose part in the live sums is still to be added. It is added before anybody reads the sums. */
export const uncountedResponses = sqliteTable('uncounted_responses', {
  responseId: text('response_id')
    .primaryKey()
    .references(() => responses.id, { onDelete: 'cascade' }),
})

/** Withdrawn submissions: a late copy from an offline device is not counted again. */
export const tombstones = sqliteTable('tombstones', {
  submissionId: text('submission_id').primaryKey(),
  roundId: text('round_id').notNull(),
  withdrawnOn: text('withdrawn_on').notNull(),
  /** Number of the last release made before; 0 for none. The next one is without this response. */
  afterRelease: integer('after_release').notNull(),
  /** Whether a release holds the response: only then must a release take it out. */
  wasReleased: integer('was_released', { mode: 'boolean' }).notNull().default(true),
})

/**
 * Responses of one person in two waves of a study, linked by a code that only the person holds, or by the id in an imported file.
 * Each response has at most one before it and one after it.
 */
export const responseLinks = sqliteTable('response_links', {
  responseId: text('response_id')
    .primaryKey()
    .references(() => responses.id, { onDelete: 'cascade' }),
  earlierResponseId: text('earlier_response_id')
    .notNull()
    .unique()
    .references(() => responses.id, { onDelete: 'cascade' }),
})
