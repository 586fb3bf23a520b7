import { NothingHere } from '@/app/ui/messages'

export default function RoundNotFound() {
  return <NothingHere what="round" path="/rounds" name="Rounds" />
}
