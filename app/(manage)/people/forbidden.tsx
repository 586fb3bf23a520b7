import { Refused } from '@/app/ui/messages'

export default function PeopleRefused() {
  return <Refused permission="account.manage" />
}
