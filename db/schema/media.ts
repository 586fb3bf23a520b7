import { blob, foreignKey, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { questionnaireVersions } from './questionnaires'

/** Recordings of questions and options by language, and pictures of both, of one version of a questionnaire. */
export const questionnaireMedia = sqliteTable(
  'questionnaire_media',
  {
    questionnaireId: text('questionnaire_id').notNull(),
    questionnaireVersion: integer('questionnaire_version').notNull(),
    itemId: text('item_id').notNull(),
    /** '' for the question itself. */
    optionCode: text('option_code').notNull().default(''),
    /** '' for a picture: it is the same in every language. */
    language: text().notNull().default(''),
    kind: text({ enum: ['audio', 'image'] }).notNull(),
    /** SHA-256 of the bytes, hexadecimal: the name by which the file is served. */
    hash: text().notNull(),
    contentType: text('content_type').notNull(),
    bytes: blob({ mode: 'buffer' }).notNull(),
    addedOn: text('added_on').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.questionnaireId,
        table.questionnaireVersion,
        table.itemId,
        table.optionCode,
        table.language,
        table.kind,
      ],
    }),
    foreignKey({
      columns: [table.questionnaireId, table.questionnaireVersion],
      foreignColumns: [questionnaireVersions.questionnaireId, questionnaireVersions.version],
    }),
  ],
)
