import type { Problem } from '@/lib/result'

/** Files that cannot be taken along with a form: each with its cell and what to do. */
export function FileProblems({ problems }: { readonly problems: readonly Problem[] }) {
  return (
    <div className="notice warning stack-small" role="alert">
      <p>Some files cannot be taken. Put them right, or leave them out, then choose all the files again.</p>
      <ul className="findings">
        {problems.map(({ path, code, message }) => (
          <li key={`${path} ${code} ${message}`}>
            <code>
              <bdi>{path}</bdi>
            </code>
            : {message}
          </li>
        ))}
      </ul>
    </div>
  )
}
