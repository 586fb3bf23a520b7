import { staffCalendar } from '@/app/ui/staff-calendar'
import type { AuditLine } from '@/db/audit-log'
import { auditActions } from '@/lib/audit-actions'
import { dateInWords } from '@/lib/interface/calendar-words'

/** Entries of the log, as they stand in it. */
export function AuditTable({ lines }: { readonly lines: readonly AuditLine[] }) {
  return (
    <div className="table-frame">
      <table className="table">
        <caption className="visually-hidden">Entries of the audit log, the newest first</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">Did what</th>
            <th scope="col">To what</th>
            <th scope="col">Reason or detail</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.sequence}>
              <td data-column="When" className="one-line">
                {dateInWords(staffCalendar, line.at.slice(0, 10))}
                {line.at.length > 10 && <span className="under">{line.at.slice(11, 19)}</span>}
              </td>
              <td data-column="Who">
                <bdi>{line.email ?? withoutAccount[line.account] ?? line.account}</bdi>
              </td>
              <td data-column="Did what">{wordsOf(line.action)}</td>
              <td data-column="To what">{line.subject === '' ? '–' : <bdi>{line.subject}</bdi>}</td>
              <td data-column="Reason or detail">
                {line.reason === '' ? '–' : <bdi>{line.reason}</bdi>}
                <span className="under">entry {line.sequence}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Who acts without an account, as an entry names them. */
export const withoutAccount: Readonly<Record<string, string>> = {
  operator: 'whoever has the data folder',
  respondent: 'a respondent',
  public: 'somebody not signed in',
}

/** An entry of a later Foothold has its own name at least. */
function wordsOf(action: string): string {
  return Object.entries(auditActions).find(([name]) => name === action)?.[1].words ?? action
}
