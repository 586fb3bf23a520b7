import { z } from 'zod'
import { named, operation } from '@/app/api/operation'
import type { OpenSurvey } from '@/db/open-surveys'
import { questionnaireSchema } from '@/lib/questionnaire/definition'

const openSurvey: z.ZodType<OpenSurvey> = named(
  'OpenSurvey',
  z.object({
    slug: z.string(),
    title: z.string(),
    wave: z.int(),
    asksEarlierReceipt: z
      .boolean()
      .describe('A later wave of a study: who answered an earlier one may give the receipt of then.'),
    version: z.int().describe('Version of the questionnaire, to be sent back with the answers.'),
    isSynthetic: z.boolean(),
    languages: z
      .array(z.string())
      .readonly()
      .describe('Those in which it can be answered; the default language first.'),
    questionnaire: named('Questionnaire', questionnaireSchema),
    sealingKey: z
      .string()
      .describe('Public key that finished interviews are sealed to: P-256, uncompressed point, base64url.'),
  }),
)

export const readSurvey = operation({
  id: 'readSurvey',
  method: 'GET',
  path: '/api/v1/surveys/{slug}',
  summary: 'An open survey: all that a program needs to answer it.',
  permission: 'round.readOpen',
  actsAs: 'public',
  answers: { 200: { description: 'The survey with its questionnaire.', schema: openSurvey } },
  problems: ['not_found', 'round_not_open'],
})
