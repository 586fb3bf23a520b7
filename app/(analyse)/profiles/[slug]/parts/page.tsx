import { askedRound, readOrExplain, searchOf, type ViewProps } from '../profile-view'
import { QuestionForm } from '../question-form'
import { ViewPage } from '../view-page'
import { readView } from '../views'

export const metadata = { title: 'Profile' }

export default async function PartsPage({ params, searchParams }: ViewProps) {
  const asked = await askedRound((await params).slug, await searchOf(searchParams))
  const view = await readOrExplain(readView('parts', asked))
  return (
    <ViewPage asked={asked} here="parts" view={view} form={<QuestionForm asked={asked} kind="detail" />} />
  )
}
