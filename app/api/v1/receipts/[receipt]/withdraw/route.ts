import { methods, serve } from '@/app/api/serve'
import { tryReceipt } from '@/app/code-tries'
import { withdrawResponse } from '@/db/responses'
import { withdraw } from './operations'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  serve(withdraw, async ({ actor, path, request }) => {
    await tryReceipt(request, () => withdrawResponse(actor, path.receipt))
    return { status: 200, body: { withdrawn: true } }
  }),
)
