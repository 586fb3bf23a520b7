import { z } from 'zod'

/** What a manager says when publishing: the same rules in the form and in the database. */
export const publicationSchema = z.object({
  /** The release that the manager saw in the preview; another one is refused. */
  release: z.coerce.number().int().min(1),
  title: z
    .string()
    .trim()
    .min(1, 'Give the results a title.')
    .max(200, 'This title is too long. 200 characters are the most.'),
  citation: z
    .string()
    .trim()
    .min(1, 'Say how these results are cited.')
    .max(500, 'This citation is too long. 500 characters are the most.'),
  licence: z.string().trim().max(500, 'This text is too long. 500 characters are the most.').default(''),
  /** The sentence beside the box says what publishing means. */
  confirmed: z.literal('yes', 'Tick the box, once you have looked at the preview.'),
})

/** Written for people who will find the results years later: "Harbour House (2026). Spring. Version 2." */
export function suggestedCitation(
  round: { readonly organisation: string; readonly title: string },
  release: { readonly number: number; readonly responses: number },
  version: number,
  publishedOn: string,
): string {
  const who = round.organisation === '' ? '' : `${round.organisation} (${publishedOn.slice(0, 4)}). `
  return `${who}${round.title}. Version ${version} of ${publishedOn}, release ${release.number}, ${release.responses} responses.`
}
