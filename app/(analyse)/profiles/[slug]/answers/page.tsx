import { labelIn } from '@/app/ui/figures/wording'
import { askedRound, readOrExplain, searchOf, type ViewProps } from '../profile-view'
import { QuestionForm } from '../question-form'
import { ViewPage } from '../view-page'
import { askedSection, readView } from '../views'

export const metadata = { title: 'Answers' }

export default async function AnswersPage({ params, searchParams }: ViewProps) {
  const asked = await askedRound((await params).slug, await searchOf(searchParams))
  const view = await readOrExplain(readView('answers', asked))
  const form = (
    <QuestionForm asked={asked} kind="detail">
      <label>
        <span>Questions</span>
        <select name="section" defaultValue={askedSection(asked)?.id}>
          {asked.wording.questionnaire.sections.map(({ id, title }) => (
            <option key={id} value={id}>
              {labelIn(asked.wording, title)}
            </option>
          ))}
        </select>
      </label>
    </QuestionForm>
  )
  return <ViewPage asked={asked} here="answers" view={view} form={form} />
}
