import { z } from 'zod'
import { statedReason } from './stated-reason'

const choose = 'Choose the version whose scoring is to be used.'

/** By which version a round is to be scored anew, and why: the same in the browser and on the server. */
export const scoringAnewSchema = z.object({
  version: z.coerce.number(choose).int(choose).min(1, choose),
  reason: statedReason(
    'Say in 3 words or more why the answers are scored anew. The page of the round keeps it.',
  ),
})

export type ScoringAnewFields = z.input<typeof scoringAnewSchema>
