import { Refused } from '@/app/ui/messages'

export default function NewRoundRefused() {
  return <Refused permission="round.create" />
}
