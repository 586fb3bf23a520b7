import { type AnySQLiteColumn, index, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Trimming } from '../../lib/weighting/fit-weights'
import type { PopulationMargin } from '../../lib/weighting/population-margins'
import { responses } from './responses'
import { rounds } from './rounds'

/** Every way in which people of a round were to be weighted. Nothing is overwritten; `rounds.weightingId` names the one in use. */
export const weightings = sqliteTable(
  'weightings',
  {
    id: text().primaryKey(),
    roundId: text('round_id')
      .notNull()
      .references(() => rounds.id),
    title: text().notNull(),
    /** Account id; 'operator'. */
    madeBy: text('made_by').notNull(),
    madeOn: text('made_on').notNull(),
    method: text({ enum: ['design', 'poststratification', 'raking'] }).notNull(),
    /** What is fitted to; empty for design weights. */
    margins: text({ mode: 'json' }).$type<readonly PopulationMargin[]>().notNull(),
    /** Limits of fitted weights; null for none. */
    trimming: text({ mode: 'json' }).$type<Trimming>(),
    /** The design weights under fitted ones; null where everybody begins with 1, and for design weights. */
    baseId: text('base_id').references((): AnySQLiteColumn => weightings.id),
    /** Sampling units in the population by stratum, where they were given; of design weights. */
    unitsInPopulation: text('units_in_population', { mode: 'json' })
      .$type<Record<string, number>>()
      .notNull(),
  },
  (table) => [index('weightings_by_round').on(table.roundId)],
)

/** Design weights, and how people were drawn. A weight goes with its response. */
export const personWeights = sqliteTable(
  'person_weights',
  {
    weightingId: text('weighting_id')
      .notNull()
      .references(() => weightings.id),
    responseId: text('response_id')
      .notNull()
      .references(() => responses.id, { onDelete: 'cascade' }),
    weight: real().notNull(),
    /** '' without strata. */
    stratum: text().notNull(),
    /** A number within the stratum: what the file calls the unit, a village perhaps, is not kept. '' where each person is one. */
    psu: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.weightingId, table.responseId] }),
    index('person_weights_by_response').on(table.responseId),
  ],
)
