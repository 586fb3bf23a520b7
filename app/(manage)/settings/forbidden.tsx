import { Refused } from '@/app/ui/messages'

export default function SettingsRefused() {
  return <Refused permission="settings.manage" />
}
