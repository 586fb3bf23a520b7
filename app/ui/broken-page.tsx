'use client'

/**
 * The page after something broke: what happened, what is safe, what to do, and a number to tell whoever looks after
 * the installation. Nothing of the error itself.
 */
export function BrokenPage({
  error,
  reset,
}: {
  readonly error: Error & { digest?: string }
  readonly reset: () => void
}) {
  return (
    <div className="stack">
      <h1>This page could not be shown</h1>
      <p>
        Something broke on our side. What was stored is safe, and nothing was half done. Try again in a
        moment.
      </p>
      <div className="buttons">
        <button type="button" className="button primary" onClick={reset}>
          Try again
        </button>
        {/* A plain link: after a fault the whole page is fetched anew. */}
        <a className="button secondary" href="/">
          Go to Home
        </a>
      </div>
      {error.digest && (
        <p className="quiet-text">
          If it stays so, tell whoever looks after Foothold this number: <code>{error.digest}</code>
        </p>
      )}
    </div>
  )
}
