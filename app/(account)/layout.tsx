import type { ReactNode } from 'react'
import { BareDocument, staffMetadata } from '@/app/ui/frame'

export const metadata = staffMetadata

export default function AccountLayout({ children }: { readonly children: ReactNode }) {
  return <BareDocument>{children}</BareDocument>
}
