import { openApiDocument } from '@/app/api/openapi'
import { operations } from '@/app/api/operations'
import { methods, serve } from '@/app/api/serve'
import { readDescription } from './operations'

const description = { openapi: '', paths: {}, ...openApiDocument(operations) }

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  serve(readDescription, async () => ({ status: 200, body: description })),
)
