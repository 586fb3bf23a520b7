import { NothingHere } from '@/app/ui/messages'

export default function HelpContactNotFound() {
  return <NothingHere what="help contact" path="/help-contacts" name="Help contacts" />
}
