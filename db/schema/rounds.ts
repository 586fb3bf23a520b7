import {
  blob,
  foreignKey,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import { questionnaireVersions } from './questionnaires'

export const rounds = sqliteTable(
  'rounds',
  {
    id: text().primaryKey(),
    slug: text().notNull().unique(),
    title: text().notNull(),
    questionnaireId: text('questionnaire_id').notNull(),
    /** The version that people are asked. */
    questionnaireVersion: integer('questionnaire_version').notNull(),
    /** The version whose scoring their answers are scored by; null: the one that they are asked. */
    scoringVersion: integer('scoring_version'),
    /** Id of the first round of the study that this one is a wave of; its own id, or null in old rows, where it is the first. */
    seriesId: text('series_id'),
    wave: integer().notNull(),
    sampleDesign: text('sample_design', { enum: ['probability', 'non_probability'] }).notNull(),
    isSynthetic: integer('is_synthetic', { mode: 'boolean' }).notNull(),
    state: text({ enum: ['draft', 'open', 'closed'] }).notNull(),
    createdOn: text('created_on').notNull(),
    openedOn: text('opened_on'),
    closedOn: text('closed_on'),
    /** Responses accepted and not withdrawn. */
    responses: integer().notNull().default(0),
    /** Who asks, as respondents know them; '' says nothing. */
    organisation: text().notNull().default(''),
    /** Last day on which single answers are kept, as the consent page says it; null in rounds made before it was asked. */
    keptUntil: text('kept_until'),
    /**
     * Finished interviews are sealed on the device to this key: P-256, uncompressed point, base64url. Null in rounds made
     * before there was one; it is made when such a round is next answered.
     */
    sealingPublicKey: text('sealing_public_key'),
    /** PKCS #8, sealed. */
    sealingPrivateKey: blob('sealing_private_key', { mode: 'buffer' }),
    /** Of `weightings`, which themselves refer to rounds; null: every person counts once. */
    weightingId: text('weighting_id'),
    /** Key of the errors of protected figures, sealed. */
    noiseKey: blob('noise_key', { mode: 'buffer' }).notNull(),
  },
  (table) => [
    uniqueIndex('rounds_by_series').on(table.seriesId, table.wave),
    foreignKey({
      columns: [table.questionnaireId, table.questionnaireVersion],
      foreignColumns: [questionnaireVersions.questionnaireId, questionnaireVersions.version],
    }),
  ],
)

/** Each time that a round was scored anew: a line is added and never changed. */
export const roundScorings = sqliteTable(
  'round_scorings',
  {
    roundId: text('round_id')
      .notNull()
      .references(() => rounds.id),
    /** 1, 2, 3 … in each round. */
    number: integer().notNull(),
    fromVersion: integer('from_version').notNull(),
    toVersion: integer('to_version').notNull(),
    /** Responses that were scored anew. */
    responses: integer().notNull(),
    scoredOn: text('scored_on').notNull(),
    /** Account id, or `operator`. */
    scoredBy: text('scored_by').notNull(),
    reason: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.roundId, table.number] })],
)
