import { Refused } from '@/app/ui/messages'

export default function ExportRefused() {
  return <Refused permission="microdata.export" />
}
