import { z } from 'zod'
import { roundOrganisation, roundTitle, writtenKeptUntil } from '@/lib/round-details'
import { longestSlug, slugFrom, slugPattern } from './slug'

/** The form of a new round, the same in the browser and on the server. An address left blank is made from the title. */
export const roundFormSchema = z
  .object({
    title: roundTitle,
    slug: z
      .string()
      .trim()
      .max(longestSlug, `This address is too long. ${longestSlug} characters are the most.`)
      .refine(
        (slug) => slug === '' || slugPattern.test(slug),
        'Use small letters a to z, digits and single hyphens: for example north-2027.',
      ),
    questionnaireId: z.string().min(1, 'Choose a questionnaire.'),
    /** The earlier wave; blank for a study that begins. */
    continues: z
      .string()
      .max(longestSlug)
      .default('')
      .transform((slug) => (slug === '' ? undefined : slug)),
    /** Blank: 1, or one more than the earlier wave. */
    wave: z
      .string()
      .trim()
      .regex(/^(?:[1-9]\d?)?$/, 'Enter a whole number from 1 to 99, or leave it blank.')
      .transform((wave) => (wave === '' ? undefined : Number(wave))),
    organisation: roundOrganisation,
    keptUntil: writtenKeptUntil,
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
    return { ...round, slug, open: round.open === 'now' }
  })

export type RoundFormFields = z.input<typeof roundFormSchema>
