import { Refused } from '@/app/ui/messages'

export default function RoundsRefused() {
  return <Refused permission="round.read" />
}
