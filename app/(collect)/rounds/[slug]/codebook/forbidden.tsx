import { Refused } from '@/app/ui/messages'

export default function CodebookRefused() {
  return <Refused permission="round.read" />
}
