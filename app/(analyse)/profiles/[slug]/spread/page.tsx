import { askedRound, readOrExplain, searchOf, type ViewProps } from '../profile-view'
import { QuestionForm } from '../question-form'
import { ViewPage } from '../view-page'
import { readView, spreadBreakdowns } from '../views'

export const metadata = { title: 'Profile' }

export default async function SpreadPage({ params, searchParams }: ViewProps) {
  const asked = await askedRound((await params).slug, await searchOf(searchParams))
  const view = await readOrExplain(readView('spread', asked))
  return (
    <ViewPage
      asked={asked}
      here="spread"
      view={view}
      form={<QuestionForm asked={asked} kind="detail" isDivided={spreadBreakdowns(asked).length > 0} />}
    />
  )
}
