import { z } from 'zod'

/** What a round says about itself, as a person writes it: the same rules for a new round and for a correction, in browser and database. */

export const roundTitle = z
  .string()
  .trim()
  .min(1, 'Give the round a title, so that people recognise it.')
  .max(200, 'This title is too long. 200 characters are the most.')

/** Who asks, in the words that respondents know; '' says nothing. */
export const roundOrganisation = z
  .string()
  .trim()
  .max(200, 'This name is too long. 200 characters are the most.')

/** Last day on which single answers are kept, `2028-12-31`. */
export const roundKeptUntil = z.iso.date('Give a date as year, month and day: for example 2028-12-31.')

/** The same in a form, where a field left blank says nothing. */
export const writtenKeptUntil = z
  .string()
  .trim()
  .transform((date) => (date === '' ? undefined : date))
  .pipe(roundKeptUntil.optional())

const wholePeople = 'Give a whole number of people, 0 or more, or leave it blank.'
const mostPeople = 10_000_000

/** People counted in the field; null where nobody counted. */
export const peopleCounted = z
  .int(wholePeople)
  .min(0, wholePeople)
  .max(mostPeople, 'This number is too large. 10,000,000 is the most.')
  .nullable()

/** The same in a form, where a field left blank says that nobody counted. */
export const writtenPeopleCounted = z
  .string()
  .trim()
  .regex(/^\d*$/, wholePeople)
  .transform((written) => (written === '' ? null : Number(written)))
  .pipe(peopleCounted)
