import { importQuestionnaire } from '@/db/questionnaires'
import { changingActor } from '../../../session'
import { respond } from '../../problem-response'
import { readJson } from '../../read-json'

/** The long form in six languages takes about 400 kB. */
const limitKilobytes = 8 * 1024

export async function POST(request: Request): Promise<Response> {
  return respond(async () => {
    const actor = await changingActor(request)
    return { status: 201, body: await importQuestionnaire(actor, await readJson(request, limitKilobytes)) }
  })
}
