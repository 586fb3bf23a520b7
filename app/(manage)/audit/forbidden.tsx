import { Refused } from '@/app/ui/messages'

export default function Forbidden() {
  return <Refused permission="audit.read" />
}
