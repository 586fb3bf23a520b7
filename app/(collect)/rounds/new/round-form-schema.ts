import { z } from 'zod'
import { longestSlug, slugFrom, slugPattern } from './slug'

/** The form of a new round, the same in the browser and on the server. An address left blank is made from the title. */
export const roundFormSchema = z
  .object({
    title: z
      .string()
      .trim()
      .min(1, 'Give the round a title, so that people recognise it.')
      .max(200, 'This title is too long. 200 characters are the most.'),
    slug: z
      .string()
      .trim()
      .max(longestSlug, `This address is too long. ${longestSlug} characters are the most.`)
      .refine(
        (slug) => slug === '' || slugPattern.test(slug),
        'Use small letters a to z, digits and single hyphens: for example north-2027.',
      ),
    questionnaireId: z.string().min(1, 'Choose a questionnaire.'),
    wave: z
      .string()
      .trim()
      .regex(/^[1-9]\d?$/, 'Enter a whole number from 1 to 99.')
      .transform(Number),
    organisation: z.string().trim().max(200, 'This name is too long. 200 characters are the most.'),
    keptUntil: z
      .string()
      .trim()
      .refine(
        (date) => date === '' || z.iso.date().safeParse(date).success,
        'Give a date as year, month and day: for example 2028-12-31.',
      ),
    sampleDesign: z.enum(['probability', 'non_probability'], 'Choose how people are found.'),
    open: z.enum(['now', 'later'], 'Choose when the round opens.'),
  })
  .transform((round, context) => {
    const slug = round.slug === '' ? slugFrom(round.title) : round.slug
    if (slug === '')
      context.addIssue({
        code: 'custom',
        path: ['slug'],
        message: 'Give the round an address of small letters a to z and digits: for example north-2027.',
      })
    const { keptUntil, ...rest } = round
    return { ...rest, slug, ...(keptUntil === '' ? {} : { keptUntil }), open: round.open === 'now' }
  })

export type RoundFormFields = z.input<typeof roundFormSchema>
