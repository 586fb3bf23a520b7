import { NothingHere } from '@/app/ui/messages'

export default function QuestionnaireNotFound() {
  return <NothingHere what="questionnaire" path="/questionnaires" name="Questionnaires" />
}
