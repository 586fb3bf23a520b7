import { Refused } from '@/app/ui/messages'

export default function TokensRefused() {
  return <Refused permission="accessToken.manage" />
}
