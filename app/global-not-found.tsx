import type { Metadata } from 'next'
import { BareDocument } from './ui/frame'

export const metadata: Metadata = { title: 'Page not found · Foothold', robots: { index: false } }

/** For an address that no page has: said without knowing whether a respondent or a member of staff came here. */
export default function PageNotFound() {
  return (
    <BareDocument>
      <div className="stack">
        <h1>There is no page here</h1>
        <p>
          Check the address: a letter may be missing. If you came to answer a survey, ask who sent you the
          link.
        </p>
        <p>
          {/* A plain link: the other pages have documents of their own. */}
          <a href="/">Go to the start page</a>
        </p>
      </div>
    </BareDocument>
  )
}
