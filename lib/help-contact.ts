import { z } from 'zod'
import { countryCodes } from './questionnaire/countries'
import { languageCode } from './questionnaire/definition'
import { isTelephoneNumber } from './telephone'

/** One line of text; the invisible marks that come along when a number is copied from a phone are left out. */
function line(most: number) {
  return z
    .string()
    .overwrite((text) => text.replace(/\p{Cf}/gu, ''))
    .trim()
    .max(most, `This is too long. ${most} characters are the most.`)
}

/** A place that can help, as an administrator writes it down: the same rule in the browser and on the server. */
export const helpContactSchema = z
  .object({
    /** ISO 3166-1 alpha-2 of the host country; '' for every country. */
    country: z
      .string()
      .refine((code) => code === '' || countryCodes.includes(code), 'Choose a country from the list.'),
    /** Language that the texts are written in; '' is shown to readers of every language. */
    language: z
      .string()
      .refine(
        (code) => code === '' || languageCode.safeParse(code).success,
        'Choose a language from the list.',
      ),
    name: z
      .string()
      .trim()
      .min(1, 'Give the name under which people know it.')
      .max(120, 'This name is too long. 120 characters are the most.'),
    /** What it helps with, and for whom. Joining letters of some scripts are invisible: nothing is left out here. */
    description: z.string().trim().max(300, 'This is too long. 300 characters are the most.'),
    /** Kept as written. */
    phone: line(40).refine(
      (phone) => phone === '' || isTelephoneNumber(phone),
      'Write one number as it is dialled, in digits 0 to 9: for example 112 or +49 30 1234567.',
    ),
    website: line(300).refine(
      (address) => address === '' || isWebAddress(address),
      'Write the whole address, from https:// on: for example https://www.example.org/help.',
    ),
    /** When somebody answers. */
    hours: z.string().trim().max(120, 'This is too long. 120 characters are the most.'),
  })
  .refine(({ phone, website }) => phone !== '' || website !== '', {
    path: ['phone'],
    message: 'Give a phone number, a website, or both.',
  })

export type HelpContact = Readonly<z.output<typeof helpContactSchema>>

/** An address of the web that a page may link to: nothing that runs, and no name and password in it. */
function isWebAddress(text: string): boolean {
  if (!/^https?:\/\/\S+$/i.test(text) || !URL.canParse(text)) return false
  const { hostname, username, password } = new URL(text)
  return hostname.includes('.') && username === '' && password === ''
}
