import Link from 'next/link'

export default function LinkNotFound() {
  return (
    <div className="stack">
      <h1>This link does not work any more</h1>
      <p>
        A link works once and for a limited time. Check that the address is whole, or ask the person who sent
        it for a new one.
      </p>
      <p>
        Is your account made already? <Link href="/sign-in">Sign in</Link>
      </p>
    </div>
  )
}
