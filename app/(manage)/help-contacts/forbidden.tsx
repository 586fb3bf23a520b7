import { Refused } from '@/app/ui/messages'

export default function HelpContactsRefused() {
  return <Refused permission="helpContact.edit" />
}
