import { useEffect, useRef } from 'react'

/** What is wrong on the page, above the question, with the way to the field. It takes the focus and is read out. */
export function FaultSummary({
  heading,
  link,
  fieldId,
  attempt,
}: {
  readonly heading: string
  readonly link: string
  readonly fieldId: string
  /** Rises with every press of Next, so that the same fault is announced again. */
  readonly attempt: number
}) {
  const summary = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (attempt >= 0) summary.current?.focus()
  }, [attempt])
  return (
    // biome-ignore lint/a11y/noAutofocus: without script, the summary of a refused form takes the focus by this alone
    <div className="summary" role="alert" tabIndex={-1} ref={summary} autoFocus>
      <h2>{heading}</h2>
      <a
        href={`#${fieldId}`}
        // The link alone would leave a history entry and, in some browsers, the focus where it was.
        onClick={(event) => {
          event.preventDefault()
          document.getElementById(fieldId)?.focus()
        }}
      >
        {link}
      </a>
    </div>
  )
}
