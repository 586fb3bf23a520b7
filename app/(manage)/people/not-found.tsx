import { NothingHere } from '@/app/ui/messages'

export default function PersonNotFound() {
  return <NothingHere what="account" path="/people" name="People" />
}
