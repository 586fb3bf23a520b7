import type { ReactNode } from 'react'
import { StaffShell } from '@/app/staff-shell'
import { staffMetadata } from '@/app/ui/frame'
import './profile.css'

export const metadata = staffMetadata

export default function AnalyseLayout({ children }: { readonly children: ReactNode }) {
  return <StaffShell>{children}</StaffShell>
}
