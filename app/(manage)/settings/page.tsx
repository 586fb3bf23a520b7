import type { Metadata } from 'next'
import { shown, signedIn } from '@/app/staff-page'
import { PageHeader } from '@/app/ui/messages'
import { OutcomeNotice } from '@/app/ui/outcome-notice'
import { staffCalendar } from '@/app/ui/staff-calendar'
import { listBackups, type StoredBackup } from '@/db/backup'
import { type DataKeyUse, readDataKeys } from '@/db/data-keys'
import { backupHours, readSettings } from '@/db/settings'
import { dateInWords } from '@/lib/interface/calendar-words'
import {
  ConfirmKeyForm,
  MakeBackupForm,
  RequireFactorForm,
  RotateKeyForm,
  ScheduleForm,
} from './setting-forms'

export const metadata: Metadata = { title: 'Settings' }

type Props = { readonly searchParams: Promise<{ readonly done?: string | string[] }> }

const said: Readonly<Record<string, string>> = {
  saved: 'Saved. It holds from now on.',
  key: 'There is a new data key. Everything is encrypted anew under it in the background.',
  backup: 'The backup was made, and read back.',
}

/** What administrators decide for the installation: keys, backups, second factors. */
export default async function SettingsPage({ searchParams }: Props) {
  const actor = await signedIn('/settings')
  const settings = await shown(readSettings(actor))
  const dataKeys = await shown(readDataKeys(actor))
  const backups = await shown(listBackups(actor))
  const { done } = await searchParams
  const outcome = typeof done === 'string' ? said[done] : undefined
  return (
    <>
      <PageHeader title="Settings" about="Keys, backups, and who must have a second factor." />
      <div className="stack-large">
        {outcome !== undefined && <OutcomeNotice key={backups[0]?.name}>{outcome}</OutcomeNotice>}
        <section className="panel stack-small" aria-labelledby="key">
          <h2 id="key">The key</h2>
          <p>
            Answers are encrypted. Whoever loses the key loses them, backups included: keep a copy in another
            place than the backups, on a stick in a safe for instance. <code>foothold keys export FILE</code>{' '}
            makes one, and <code>foothold keys confirm-backup FILE</code> compares it.
          </p>
          {settings.keyBackedUpOn === null ? (
            <>
              <p className="notice warning">Nobody has said yet that there is a copy.</p>
              <ConfirmKeyForm />
            </>
          ) : (
            <p>A copy was confirmed on {dateInWords(staffCalendar, settings.keyBackedUpOn)}.</p>
          )}
          <p>
            The key wraps data keys, which encrypt. <DataKeyState keys={dataKeys} /> Make a new one once a
            year, and when somebody may have read the memory of this machine. The key itself stays, and so
            does its copy.
          </p>
          <RotateKeyForm />
        </section>
        <section className="panel stack" aria-labelledby="backups">
          <h2 id="backups">Backups</h2>
          <p>
            A backup is one encrypted file, read back after it was written. It opens only with the key. Take
            copies to another building: <code>foothold restore FILE</code> brings one back.
          </p>
          <MakeBackupForm />
          {backups.length > 0 && <BackupTable backups={backups} />}
          <ScheduleForm
            hours={backupHours}
            everyHours={settings.backupEveryHours}
            kept={settings.backupsKept}
          />
        </section>
        <section className="panel stack-small" aria-labelledby="factor">
          <h2 id="factor">Second factor</h2>
          <p>
            Whoever holds a role ticked here and has none is asked to set it up at once, and can do nothing
            else until then. Their access tokens rest meanwhile.
          </p>
          <RequireFactorForm required={settings.secondFactorRoles} />
        </section>
      </div>
    </>
  )
}

/** Since when there is the newest data key, and what is still to go over to it. */
function DataKeyState({ keys }: { readonly keys: readonly DataKeyUse[] }) {
  const newest = keys.at(-1)
  const older = keys.slice(0, -1)
  const values = older.reduce((sum, key) => sum + key.values, 0)
  const interviews = older.reduce((sum, key) => sum + key.savedInterviews, 0)
  if (newest === undefined) return null
  return (
    <>
      The newest is of {dateInWords(staffCalendar, newest.createdOn)}
      {values > 0 && `; ${values.toLocaleString('en')} values still go over to it`}
      {interviews > 0 && `; ${interviews} saved interviews stay under an older one until they end`}.
    </>
  )
}

function BackupTable({ backups }: { readonly backups: readonly StoredBackup[] }) {
  return (
    <div className="table-frame">
      <table className="table">
        <caption className="visually-hidden">Backups, the newest first</caption>
        <thead>
          <tr>
            <th scope="col">Made</th>
            <th scope="col">Size</th>
            <th scope="col">File</th>
          </tr>
        </thead>
        <tbody>
          {backups.map(({ name, madeAt, bytes }) => (
            <tr key={name}>
              <th scope="row">
                {dateInWords(staffCalendar, madeAt.slice(0, 10))}
                <span className="under">{madeAt.slice(11, 16)} UTC</span>
              </th>
              <td data-column="Size">{(bytes / 1_000_000).toFixed(1)} MB</td>
              <td data-column="File">
                <a href={`/settings/backups/${name}`} download>
                  Download<span className="visually-hidden"> the backup {name}</span>
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
