import { z } from 'zod'
import { interviewSchema } from '@/app/(respond)/s/[slug]/posted-page'
import { countSave } from '@/app/code-tries'
import { readInput } from '@/db/accounts'
import { discardInterview, saveInterview } from '@/db/saved-interviews'
import { respond } from '../../../../problem-response'
import { readJson, refuseForeignPages } from '../../../../read-json'

type Context = { readonly params: Promise<{ readonly slug: string }> }

const respondent = { kind: 'respondent' } as const

/** As for the answers of a finished interview. */
const limitKilobytes = 256

const toSaveSchema = z.strictObject({
  interview: interviewSchema,
  version: z.int(),
  language: z.string(),
  code: z.string().max(100).optional(),
})

const toDiscardSchema = z.strictObject({ submissionId: z.uuid() })

/** Puts an interview aside, and gives the code that it goes on with. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    refuseForeignPages(request)
    const { slug } = await params
    countSave(request)
    const { interview, code, ...rest } = readInput(toSaveSchema, await readJson(request, limitKilobytes))
    const toSave = {
      ...rest,
      submissionId: interview.submissionId,
      interview: JSON.stringify(interview),
      ...(code === undefined ? {} : { code }),
    }
    return { status: 201, body: await saveInterview(respondent, slug, toSave, new Date()) }
  })
}

/** Erases what was saved of an interview, for a person who declines after all. */
export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    refuseForeignPages(request)
    const { slug } = await params
    const { submissionId } = readInput(toDiscardSchema, await readJson(request, 1))
    await discardInterview(respondent, slug, submissionId)
    return { body: { discarded: true } }
  })
}
