import { z } from 'zod'
import { named, operation, pageSchemaOf } from '@/app/api/operation'
import { pageQuerySchema } from '@/db/paging'
import type { ListedQuestionnaire } from '@/db/questionnaires'
import { questionnaireSchema } from '@/lib/questionnaire/definition'

const listedQuestionnaire: z.ZodType<ListedQuestionnaire> = named(
  'ListedQuestionnaire',
  z.object({
    id: z.string(),
    version: z.int().describe('The newest one that is published.'),
    title: z.record(z.string(), z.string()).describe('By language.'),
    languages: z.array(z.string()).readonly(),
    readyLanguages: z
      .array(z.string())
      .readonly()
      .describe('Complete in interface and items, and so offered to respondents.'),
    defaultLanguage: z.string(),
    population: z.enum(['migrant', 'host', 'any']),
    itemCount: z.int().describe('Items that people are asked.'),
    estimatedMinutes: z.number().nullable(),
    publishedOn: z.iso.date(),
  }),
)

export const listQuestionnaires = operation({
  id: 'listQuestionnaires',
  method: 'GET',
  path: '/api/v1/questionnaires',
  summary: 'Published questionnaires, each in its newest version, by id.',
  permission: 'questionnaire.read',
  actsAs: 'caller',
  query: pageQuerySchema,
  answers: {
    200: {
      description: 'A page of questionnaires.',
      schema: named('QuestionnairePage', pageSchemaOf(listedQuestionnaire)),
    },
  },
  problems: [],
})

export const publishQuestionnaire = operation({
  id: 'publishQuestionnaire',
  method: 'POST',
  path: '/api/v1/questionnaires',
  summary: 'Publish a questionnaire, or an XLSForm as one.',
  description:
    'A published version never changes; the same content again is harmless. A questionnaire with faults is refused with every fault by its place. A form (`.xlsx` or `.xls`, sent as it is) becomes the next version of the questionnaire that its `form_id` names; `notes` says what could not be carried.',
  permission: 'questionnaire.edit',
  actsAs: 'caller',
  // The long form in six languages takes about 400 kB.
  body: {
    schema: questionnaireSchema,
    limitKilobytes: 8 * 1024,
    deepest: 32,
    orFile: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/vnd.ms-excel'],
  },
  answers: {
    201: {
      description: 'It is published.',
      schema: named(
        'PublishedVersion',
        z.object({
          id: z.string(),
          version: z.int(),
          notes: z
            .array(
              z.object({
                sheet: z.string(),
                row: z.int().describe('From 1; 0 for the whole sheet.'),
                column: z.string(),
                code: z.string(),
                message: z.string(),
              }),
            )
            .readonly()
            .optional()
            .describe('Of a form: what was not carried as it stood there.'),
        }),
      ),
    },
  },
  problems: [
    'form_invalid',
    'questionnaire_invalid',
    'questionnaire_version_taken',
    'storage_full',
    'storage_unwritable',
  ],
})
