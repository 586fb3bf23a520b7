import { Refused } from '@/app/ui/messages'

export default function ScoringRefused() {
  return <Refused permission="round.scoreAnew" />
}
