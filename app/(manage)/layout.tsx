import type { ReactNode } from 'react'
import { StaffShell } from '@/app/staff-shell'
import { staffMetadata } from '@/app/ui/frame'

export const metadata = staffMetadata

export default function ManageLayout({ children }: { readonly children: ReactNode }) {
  return <StaffShell>{children}</StaffShell>
}
