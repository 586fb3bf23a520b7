import { Refused } from '@/app/ui/messages'

export default function PublishingRefused() {
  return <Refused permission="release.publish" />
}
