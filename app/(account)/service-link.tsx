/** The way to the sign-in service, beside a form. A plain link: following it must not be done ahead of the person. */
export function ServiceLink({ name, next }: { readonly name: string; readonly next: string }) {
  return (
    <div className="stack-small">
      <p className="quiet-text">or</p>
      <div className="buttons">
        <a className="button secondary" href={`/sign-in/service?next=${encodeURIComponent(next)}`}>
          Sign in with {name}
        </a>
      </div>
    </div>
  )
}
