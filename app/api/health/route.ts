import { checkHealth } from '@/db/doctor'

export const dynamic = 'force-dynamic'

export async function GET(): Promise<Response> {
  const headers = { 'cache-control': 'no-store' }
  try {
    await checkHealth({ kind: 'public' })
    return Response.json({ status: 'ok' }, { headers })
  } catch {
    return Response.json({ status: 'failing', failing: 'database' }, { status: 503, headers })
  }
}
