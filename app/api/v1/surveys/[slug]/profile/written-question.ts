import { z } from 'zod'

const list = z.union([z.string(), z.array(z.string())])

/** How an address asks for figures, as `profileQuestion` reads it. */
export const writtenQuestion = {
  by: list
    .optional()
    .describe(
      'Breakdowns parted by commas, such as `category,gender`: at most two besides category and wave.',
    ),
  where: list
    .optional()
    .describe('Filters parted by commas, such as `gender=woman`; each counts as a breakdown.'),
  exact: z
    .enum(['true', 'false'], 'Give true or false.')
    .optional()
    .describe('`true`: live and unprotected, for managers, not for publication.'),
} as const
