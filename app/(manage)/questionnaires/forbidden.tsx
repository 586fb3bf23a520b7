import { Refused } from '@/app/ui/messages'

export default function QuestionnairesRefused() {
  return <Refused permission="questionnaire.read" />
}
