import type { Metadata } from 'next'
import Link from 'next/link'
import { shown, signedIn } from '@/app/staff-page'
import { Confirm } from '@/app/ui/form/confirm'
import { PageHeader } from '@/app/ui/messages'
import { OutcomeNotice } from '@/app/ui/outcome-notice'
import { staffCalendar } from '@/app/ui/staff-calendar'
import { listVersions, type PublishedVersion } from '@/db/questionnaire-versions'
import { readQuestionnaire } from '@/db/questionnaires'
import { dateInWords } from '@/lib/interface/calendar-words'
import { isAllowed } from '@/lib/permissions'
import { differenceOf } from '@/lib/questionnaire/diff'
import { textIn } from '@/lib/questionnaire/language'
import { DifferenceList } from '../difference-list'
import { reinstateVersionAction, retireVersionAction } from '../draft-actions'
import { versionIn } from '../version'

export const metadata: Metadata = { title: 'Versions of a questionnaire' }

type Props = {
  readonly params: Promise<{ id: string }>
  readonly searchParams: Promise<{
    from?: string | string[]
    to?: string | string[]
    published?: string | string[]
  }>
}

/** Every published version, and the difference between two of them. */
export default async function VersionsPage({ params, searchParams }: Props) {
  const { id } = await params
  const { from, to, published } = await searchParams
  const actor = await signedIn(`/questionnaires/${id}/versions`)
  const versions = await shown(listVersions(actor, id))
  const newest = versions[0]?.version ?? 1
  const [first, second] = [versionIn(from) ?? Math.max(1, newest - 1), versionIn(to) ?? newest]
  const after = await shown(readQuestionnaire(actor, id, second))
  const before = await shown(readQuestionnaire(actor, id, first))
  const mayEdit = isAllowed(actor, 'questionnaire.edit')
  const justPublished = versionIn(published)
  return (
    <>
      <PageHeader
        title="Versions"
        about={
          <bdi lang={after.defaultLanguage}>
            {textIn(after.title, after.defaultLanguage, after.defaultLanguage)}
          </bdi>
        }
        back={{ path: `/questionnaires/${id}`, name: 'the questionnaire' }}
      />
      <div className="stack-large">
        {justPublished !== undefined && <OutcomeNotice>Version {justPublished} is published.</OutcomeNotice>}
        <div className="table-frame">
          <table className="table">
            <caption className="visually-hidden">Published versions, the newest first</caption>
            <thead>
              <tr>
                <th scope="col" className="number">
                  Version
                </th>
                <th scope="col">Published</th>
                <th scope="col">What is new</th>
                <th scope="col" className="number">
                  Rounds
                </th>
                <th scope="col">State</th>
              </tr>
            </thead>
            <tbody>
              {versions.map((version) => (
                <VersionRow key={version.version} id={id} version={version} mayEdit={mayEdit} />
              ))}
            </tbody>
          </table>
        </div>
        {versions.length > 1 && (
          <section className="stack" aria-labelledby="difference">
            <h2 id="difference">
              From version {first} to version {second}
            </h2>
            <form className="form" method="get">
              <div className="field-row">
                <VersionChoice name="from" label="From version" versions={versions} chosen={first} />
                <VersionChoice name="to" label="To version" versions={versions} chosen={second} />
              </div>
              <p>
                <button type="submit" className="button secondary">
                  Compare
                </button>
              </p>
            </form>
            <DifferenceList before={before} after={after} difference={differenceOf(before, after)} />
          </section>
        )}
      </div>
    </>
  )
}

function VersionRow({
  id,
  version: { version, publishedOn, publishedBy, changeNote, warningsReason, retiredOn, rounds },
  mayEdit,
}: {
  readonly id: string
  readonly version: PublishedVersion
  readonly mayEdit: boolean
}) {
  const fields = { id, version: String(version) }
  return (
    <tr>
      <th scope="row" className="number">
        <Link href={`/questionnaires/${id}?version=${version}`}>{version}</Link>
      </th>
      <td data-column="Published">
        {dateInWords(staffCalendar, publishedOn)}
        {publishedBy !== '' && <span className="under">{publishedBy}</span>}
      </td>
      <td data-column="What is new">
        {changeNote === '' ? <span className="quiet-text">Nothing was said.</span> : changeNote}
        {warningsReason !== '' && (
          <span className="under">Published in spite of warnings: {warningsReason}</span>
        )}
      </td>
      <td data-column="Rounds" className="number">
        {rounds}
      </td>
      <td data-column="State">
        {retiredOn === null ? 'In use' : `Retired on ${dateInWords(staffCalendar, retiredOn)}`}
        {mayEdit &&
          (retiredOn === null ? (
            <Confirm
              action={retireVersionAction}
              fields={fields}
              ask="Retire"
              subject={`version ${version}`}
              confirm={`Retire version ${version}`}
              working="Retiring…"
              kind="primary"
              isQuiet
            >
              <p>No new round can use it then. Rounds that have it go on, and what was answered keeps it.</p>
            </Confirm>
          ) : (
            <Confirm
              action={reinstateVersionAction}
              fields={fields}
              ask="Take up again"
              subject={`version ${version}`}
              confirm={`Take version ${version} up again`}
              working="Taking it up…"
              kind="primary"
              isQuiet
            >
              <p>New rounds can use it again.</p>
            </Confirm>
          ))}
      </td>
    </tr>
  )
}

function VersionChoice({
  name,
  label,
  versions,
  chosen,
}: {
  readonly name: string
  readonly label: string
  readonly versions: readonly PublishedVersion[]
  readonly chosen: number
}) {
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <select id={name} name={name} defaultValue={chosen}>
        {versions.map(({ version }) => (
          <option key={version} value={version}>
            {version}
          </option>
        ))}
      </select>
    </div>
  )
}
