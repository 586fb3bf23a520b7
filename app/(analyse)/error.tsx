'use client'

import { BrokenPage } from '@/app/ui/broken-page'

export default function ErrorPage({
  error,
  reset,
}: {
  readonly error: Error & { digest?: string }
  readonly reset: () => void
}) {
  return <BrokenPage error={error} retry={reset} />
}
