'use client'

import { useEffect, useState } from 'react'

/** Copies a text; shown only where the browser can, since the text itself stands beside it to select. */
export function CopyButton({ text, name }: { readonly text: string; readonly name: string }) {
  const [canCopy, setCanCopy] = useState(false)
  const [isCopied, setCopied] = useState(false)
  useEffect(() => setCanCopy('clipboard' in navigator), [])
  if (!canCopy) return null
  return (
    <button
      type="button"
      className="button secondary"
      onClick={async () => {
        await navigator.clipboard.writeText(text)
        setCopied(true)
      }}
    >
      <span aria-live="polite">{isCopied ? 'Copied' : `Copy ${name}`}</span>
    </button>
  )
}
