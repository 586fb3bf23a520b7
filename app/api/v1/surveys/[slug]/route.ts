import { methods, serve } from '@/app/api/serve'
import { readOpenSurvey } from '@/db/open-surveys'
import { readSurvey } from './operations'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  serve(readSurvey, async ({ actor, path }) => ({
    status: 200,
    body: await readOpenSurvey(actor, path.slug),
  })),
)
