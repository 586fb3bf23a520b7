import { Refused } from '@/app/ui/messages'

export default function WeightsRefused() {
  return <Refused permission="weighting.propose" />
}
