import { blob, foreignKey, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { questionnaireVersions } from './questionnaires'

export const rounds = sqliteTable(
  'rounds',
  {
    id: text().primaryKey(),
    slug: text().notNull().unique(),
    title: text().notNull(),
    questionnaireId: text('questionnaire_id').notNull(),
    questionnaireVersion: integer('questionnaire_version').notNull(),
    wave: integer().notNull(),
    sampleDesign: text('sample_design', { enum: ['probability', 'non_probability'] }).notNull(),
    isSynthetic: integer('is_synthetic', { mode: 'boolean' }).notNull(),
    state: text({ enum: ['draft', 'open', 'closed'] }).notNull(),
    createdOn: text('created_on').notNull(),
    openedOn: text('opened_on'),
    closedOn: text('closed_on'),
    /** Responses accepted and not withdrawn. */
    responses: integer().notNull().default(0),
    /** Key of the errors of protected figures, sealed. */
    noiseKey: blob('noise_key', { mode: 'buffer' }).notNull(),
  },
  (table) => [
    foreignKey({
      columns: [table.questionnaireId, table.questionnaireVersion],
      foreignColumns: [questionnaireVersions.questionnaireId, questionnaireVersions.version],
    }),
  ],
)
