import type { ReactNode } from 'react'

/** A button that takes a step: posts it without script, is caught by the form with script. */
export function StepButton({
  step,
  look,
  isBusy = false,
  children,
}: {
  readonly step: string
  readonly look: 'primary' | 'secondary' | 'quiet'
  readonly isBusy?: boolean
  readonly children: ReactNode
}) {
  return (
    <button
      type="submit"
      name="step"
      value={step}
      className={`button ${look}`}
      aria-disabled={isBusy || undefined}
    >
      {children}
    </button>
  )
}

/**
 * The button that Enter in a field presses: browsers take the first of the form, and that must not be a language or Back.
 * Out of sight and reach; the visible Next does the same.
 */
export function EnterButton() {
  return <button type="submit" name="step" value="next" className="enter" tabIndex={-1} aria-hidden="true" />
}
