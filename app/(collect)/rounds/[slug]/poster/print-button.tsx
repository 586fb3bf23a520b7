'use client'

import { useEffect, useState } from 'react'

/** Opens the browser's print dialogue; where no script runs, its own menu does the same. */
export function PrintButton() {
  const [canPrint, setCanPrint] = useState(false)
  useEffect(() => setCanPrint(true), [])
  if (!canPrint) return <p className="quiet-text">Print this page with your browser’s menu.</p>
  return (
    <button type="button" className="button primary" onClick={() => window.print()}>
      Print the poster
    </button>
  )
}
