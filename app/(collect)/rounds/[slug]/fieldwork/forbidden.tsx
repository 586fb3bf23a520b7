import { Refused } from '@/app/ui/messages'

export default function FieldworkRefused() {
  return <Refused permission="fieldwork.record" />
}
