export default function Page() {
  return <p>The least that stores a body.</p>
}
