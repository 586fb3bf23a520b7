import { Refused } from '@/app/ui/messages'

export default function CorrectionRefused() {
  return <Refused permission="round.correct" />
}
