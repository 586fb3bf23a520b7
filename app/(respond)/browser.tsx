/* The script of the answering page: takes over the page that the server drew. */
import { hydrateRoot } from 'react-dom/client'
import { leaveAtOnce } from './leave'
import { Answering, type AnsweringProps } from './s/[slug]/answering'

leaveAtOnce()
const place = document.getElementById('survey')
const given = document.getElementById('given')
if (place !== null && given !== null) {
  // Written by our own server into this very page; `document.ts` is the other end.
  const props: AnsweringProps = JSON.parse(given.textContent ?? '')
  hydrateRoot(place, <Answering {...props} />)
}
