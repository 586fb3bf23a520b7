import Link from 'next/link'
import { SelectField, TextField } from '@/app/ui/form/fields'
import type { AuditPage, AuditQuery } from '@/db/audit-log'
import { auditParts } from '@/lib/audit-actions'
import { withoutAccount } from './audit-table'

/** Which entries are wanted: a plain form, so that the answer has an address. */
export function QuestionForm({
  query,
  problems,
  accounts,
}: {
  readonly query: AuditQuery
  readonly problems: Readonly<Record<string, string>>
  readonly accounts: AuditPage['accounts']
}) {
  return (
    <form className="panel stack" action="/audit" aria-label="Which entries">
      <div className="field-row">
        <SelectField name="part" label="Part" defaultValue={query.part ?? ''} problem={problems.part ?? null}>
          <option value="">Everything</option>
          {Object.entries(auditParts).map(([part, words]) => (
            <option key={part} value={part}>
              {words}
            </option>
          ))}
        </SelectField>
        <SelectField
          name="account"
          label="Who"
          defaultValue={query.account ?? ''}
          problem={problems.account ?? null}
        >
          <option value="">Everybody</option>
          {accounts.map(({ id, email }) => (
            <option key={id} value={id}>
              {email}
            </option>
          ))}
          {Object.entries(withoutAccount).map(([kind, words]) => (
            <option key={kind} value={kind}>
              {words}
            </option>
          ))}
        </SelectField>
        <TextField
          name="from"
          label="From"
          type="date"
          defaultValue={query.from ?? ''}
          problem={problems.from ?? null}
        />
        <TextField
          name="to"
          label="To"
          type="date"
          defaultValue={query.to ?? ''}
          problem={problems.to ?? null}
        />
      </div>
      <div className="buttons">
        <button type="submit" className="button secondary">
          Show
        </button>
        <Link className="button quiet" href="/audit">
          Show everything
        </Link>
      </div>
    </form>
  )
}
