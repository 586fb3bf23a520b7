import { partsSentenceOf } from '@/lib/profile/finding'
import { askedRound, readOrExplain, searchOf, type ViewProps } from '../profile-view'
import { QuestionForm } from '../question-form'
import { Figures, ViewPage } from '../view-page'
import { readParts, readView } from '../views'

export const metadata = { title: 'Profile' }

export default async function PartsPage({ params, searchParams }: ViewProps) {
  const asked = await askedRound((await params).slug, await searchOf(searchParams))
  const view = await readOrExplain(readView('parts', asked))
  const form = <QuestionForm asked={asked} kind="detail" />
  if ('problem' in view) return <ViewPage asked={asked} here="parts" view={view} />
  const table = await readParts(asked)
  // One sentence is of one group: divided, the pictures tell the parts apart.
  const sentence = table?.by.length === 0 ? partsSentenceOf(table, asked.wording) : null
  return (
    <ViewPage asked={asked} here="parts" view={view} form={form}>
      {sentence !== null && <p className="finding">{sentence}</p>}
      <Figures asked={asked} here="parts" view={view} figures={view.figures} />
    </ViewPage>
  )
}
