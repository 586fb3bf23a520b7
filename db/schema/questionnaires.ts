import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Published versions. Triggers refuse every change of a row. */
export const questionnaireVersions = sqliteTable(
  'questionnaire_versions',
  {
    questionnaireId: text('questionnaire_id').notNull(),
    version: integer().notNull(),
    /** The definition as JSON with sorted keys. */
    document: text().notNull(),
    publishedOn: text('published_on').notNull(),
    /** Account id; '' for whoever has the data folder. */
    publishedBy: text('published_by').notNull(),
    /** What is new, in the words of who published it; '' where nobody said. */
    changeNote: text('change_note').notNull().default(''),
    /** Why it was published in spite of warnings; '' where there were none. */
    warningsReason: text('warnings_reason').notNull().default(''),
    /** How far each translated text was, as JSON, for the draft that is begun from it. */
    translationStates: text('translation_states').notNull().default('{}'),
  },
  (table) => [primaryKey({ columns: [table.questionnaireId, table.version] })],
)

/** Versions that no new round may use. Rounds that have them go on, and answers keep them. */
export const retiredVersions = sqliteTable(
  'retired_versions',
  {
    questionnaireId: text('questionnaire_id').notNull(),
    version: integer().notNull(),
    retiredOn: text('retired_on').notNull(),
    /** As `publishedBy`. */
    retiredBy: text('retired_by').notNull(),
  },
  (table) => [primaryKey({ columns: [table.questionnaireId, table.version] })],
)

/** What administrators work on: one draft a questionnaire, which becomes its next version. */
export const questionnaireDrafts = sqliteTable('questionnaire_drafts', {
  questionnaireId: text('questionnaire_id').primaryKey(),
  /** The version that the draft was begun from; 0 for a questionnaire that has none. */
  baseVersion: integer('base_version').notNull(),
  /** Counts savings, so that two people who save at once are told. */
  revision: integer().notNull(),
  /** The definition as JSON with sorted keys. */
  document: text().notNull(),
  /** As of a version. */
  translationStates: text('translation_states').notNull(),
  changedAt: text('changed_at').notNull(),
  /** As `publishedBy`. */
  changedBy: text('changed_by').notNull(),
})
