import { z } from 'zod'
import { named, operation } from '@/app/api/operation'
import { type Draft, savedDraftSchema } from '@/db/questionnaire-drafts'
import { draftSchema } from '@/lib/questionnaire/definition'
import { translationStatesSchema } from '@/lib/questionnaire/stored-translation-states'

const draft: z.ZodType<Draft> = named(
  'Draft',
  z.object({
    questionnaireId: z.string(),
    baseVersion: z.int().describe('The version that it was begun from; 0 for a new questionnaire.'),
    newestVersion: z.int().describe('The newest published version; 0 for none.'),
    revision: z.int().describe('Rises with each saving. Send it back when you save.'),
    questionnaire: draftSchema,
    states: translationStatesSchema,
    changedAt: z.string(),
    changedBy: z.string().describe('E-mail address of who saved last; empty where it is not known.'),
  }),
)

const path = '/api/v1/questionnaires/{questionnaire}/draft'

export const readDraftOperation = operation({
  id: 'readDraft',
  method: 'GET',
  path,
  summary: 'The draft of a questionnaire, which administrators share.',
  permission: 'questionnaire.edit',
  actsAs: 'caller',
  answers: { 200: { description: 'The draft as it was saved last.', schema: draft } },
  problems: ['not_found'],
})

export const saveDraftOperation = operation({
  id: 'saveDraft',
  method: 'PUT',
  path,
  summary: 'Save a draft, if nobody else has saved it since.',
  description:
    'A draft has the shape of a questionnaire, but may lack what one needs. With a `revision` that is not the newest, nothing is stored: read the draft again, and take up what the other one changed.',
  permission: 'questionnaire.edit',
  actsAs: 'caller',
  body: { schema: savedDraftSchema, limitKilobytes: 8 * 1024, deepest: 32 },
  answers: {
    200: {
      description: 'It is saved.',
      schema: named('SavedDraft', z.object({ revision: z.int() })),
    },
  },
  problems: ['not_found', 'input_invalid', 'draft_changed', 'storage_full', 'storage_unwritable'],
})
