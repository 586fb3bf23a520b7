import { differenceSentences } from '@/app/ui/figures/difference'
import { groupName } from '@/app/ui/figures/wording'
import { readGroups, writtenGroup } from '../groups'
import { askedRound, readOrExplain, searchOf, type ViewProps } from '../profile-view'
import { QuestionForm } from '../question-form'
import { Figures, ViewPage } from '../view-page'
import { readDifference } from '../views'

export const metadata = { title: 'Differences' }

export default async function DifferencesPage({ params, searchParams }: ViewProps) {
  const asked = await askedRound((await params).slug, await searchOf(searchParams))
  const view = await readOrExplain(readDifference(asked))
  if ('problem' in view) return <ViewPage asked={asked} here="differences" view={view} />
  const { profile, comparison } = view
  const { wording } = asked
  const groups = readGroups(asked.search, profile)
  const fields = [
    { name: 'first', label: 'Compare', chosen: groups?.[0] },
    { name: 'second', label: 'with', chosen: groups?.[1] },
  ]
  const form = (
    <QuestionForm asked={asked} kind="profile">
      {fields.map(({ name, label, chosen }) => (
        <label key={name}>
          <span>{label}</span>
          <select name={name} defaultValue={chosen === undefined ? '' : writtenGroup(chosen, profile.by)}>
            {profile.cells.map(({ group, suppressed }) => (
              <option
                key={writtenGroup(group, profile.by)}
                value={writtenGroup(group, profile.by)}
                disabled={suppressed}
              >
                {groupName(wording, group, profile.by)}
                {suppressed ? ' (hidden)' : ''}
              </option>
            ))}
          </select>
        </label>
      ))}
    </QuestionForm>
  )
  return (
    <ViewPage asked={asked} here="differences" view={view} form={form}>
      {comparison === null ? (
        <p>Divide the people into groups first: there are no two groups here to compare.</p>
      ) : (
        <>
          <ul className="sentences">
            {differenceSentences(comparison, profile.by, wording).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <Figures asked={asked} here="differences" view={view} figures={view.figures} />
          <p className="quiet-text">{wording.say('note.chance')}</p>
        </>
      )}
    </ViewPage>
  )
}
