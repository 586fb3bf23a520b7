import type { ConsentWords } from '@/lib/consent'

/** Who runs the survey, in the words that were agreed to; nothing where nobody is named. */
export function RunBy({ consent }: { readonly consent: ConsentWords }) {
  const { organisation, lead } = consent
  return organisation === '' ? null : (
    <p>
      <WithName text={lead[lead.length - 1] ?? ''} name={organisation} />
    </p>
  )
}

/** A name may be written the other way than the sentence that it stands in: set apart, neither turns the other round. */
export function WithName({ text, name }: { readonly text: string; readonly name: string }) {
  const place = name === '' ? -1 : text.lastIndexOf(name)
  if (place === -1) return text
  return (
    <>
      {text.slice(0, place)}
      <bdi>{name}</bdi>
      {text.slice(place + name.length)}
    </>
  )
}
