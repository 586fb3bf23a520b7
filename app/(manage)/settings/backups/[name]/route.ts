import { partResponse } from '@/app/api/file-response'
import { problemResponse } from '@/app/api/problem-response'
import { refuseForeignPages } from '@/app/api/read-json'
import { currentActor } from '@/app/session'
import { openBackup } from '@/db/backup'

/** A backup to be kept in another place. */
export async function GET(
  request: Request,
  { params }: { readonly params: Promise<{ readonly name: string }> },
): Promise<Response> {
  try {
    refuseForeignPages(request)
    const { name, bytes, madeAt, read } = await openBackup(await currentActor(), (await params).name)
    const file = { fileName: name, contentType: 'application/octet-stream', bytes, tag: madeAt, read }
    const { headers } = request
    return partResponse(file, { range: headers.get('range'), ifRange: headers.get('if-range') })
  } catch (error) {
    return problemResponse(error)
  }
}
