import { Refused } from '@/app/ui/messages'

export default function ResponsesRefused() {
  return <Refused permission="response.read" />
}
