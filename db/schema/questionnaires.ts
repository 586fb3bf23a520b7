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
  },
  (table) => [primaryKey({ columns: [table.questionnaireId, table.version] })],
)
