/** Sentences with a name in them, which may be written the other way: set apart, neither turns the other round. */
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
