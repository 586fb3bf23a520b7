import { type ReactNode, useRef, useState } from 'react'
import type { Say } from '@/lib/interface/message'
import { useIsScripted } from './use-scripted'

/** A code to be kept: large, to be written down, copied or printed. */
export function CodePanel({
  say,
  title,
  code,
  children,
}: {
  readonly say: Say
  readonly title: string
  /** In groups of four. */
  readonly code: string
  /** What the code is for. */
  readonly children: ReactNode
}) {
  const shown = useRef<HTMLOutputElement>(null)
  const [copying, setCopying] = useState<'idle' | 'copied' | 'failed'>('idle')
  const isScripted = useIsScripted()
  const said = { idle: '', copied: say('thanks.copied'), failed: say('thanks.copyFailed') }[copying]
  return (
    <section className="receipt" aria-labelledby="receipt-title">
      <h2 id="receipt-title">{title}</h2>
      <p>
        <output className="receipt-code" dir="ltr" ref={shown}>
          {code}
        </output>
      </p>
      {isScripted && (
        <div className="receipt-buttons not-printed">
          <button
            type="button"
            className="button secondary"
            onClick={async () => setCopying((await hasCopied(shown.current)) ? 'copied' : 'failed')}
          >
            {say('thanks.copy')}
          </button>
          <button type="button" className="button secondary" onClick={() => window.print()}>
            {say('thanks.print')}
          </button>
        </div>
      )}
      <p className="not-printed" role="status">
        {said}
      </p>
      {children}
    </section>
  )
}

/** Copies the text of an element. Over plain HTTP the clipboard is closed to pages, so the old way stands behind the new one. */
async function hasCopied(element: HTMLElement | null): Promise<boolean> {
  if (element === null) return false
  try {
    await navigator.clipboard.writeText(element.textContent ?? '')
    return true
  } catch {
    const selection = window.getSelection()
    selection?.selectAllChildren(element)
    return document.execCommand('copy')
  }
}
