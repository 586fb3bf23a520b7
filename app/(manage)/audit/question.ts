import { type AuditQuery, auditQuerySchema } from '@/db/audit-log'

export type SearchParams = Readonly<Record<string, string | string[] | undefined>>

const names = ['part', 'account', 'from', 'to', 'before'] as const

/** What an address asks for; a field that cannot be read asks for nothing, and is named with its remedy. */
export function askedIn(params: SearchParams): {
  readonly query: AuditQuery
  readonly problems: Readonly<Record<string, string>>
  readonly isChecked: boolean
} {
  const given = Object.fromEntries(
    names.flatMap((name) => {
      const value = params[name]
      return typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()]] : []
    }),
  )
  const read = auditQuerySchema.safeParse(given)
  const problems = Object.fromEntries(
    (read.error?.issues ?? []).map(({ path, message }) => [String(path[0]), message]),
  )
  const query = Object.fromEntries(Object.entries(given).filter(([name]) => !(name in problems)))
  return { query: auditQuerySchema.parse(query), problems, isChecked: params.check === 'yes' }
}

/** The address of a view of the log. */
export function addressOf(query: AuditQuery, isChecked = false): string {
  const params = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )
  if (isChecked) params.set('check', 'yes')
  return params.size === 0 ? '/audit' : `/audit?${params}`
}
