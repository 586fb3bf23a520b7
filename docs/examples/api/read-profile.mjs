/* Prints the profile of every round that the token may read. Node 20 or later, nothing to install. */
const { FOOTHOLD_URL, FOOTHOLD_TOKEN } = process.env

async function read(path, query = {}) {
  const answer = await fetch(`${FOOTHOLD_URL}${path}?${new URLSearchParams(query)}`, {
    headers: { authorization: `Bearer ${FOOTHOLD_TOKEN}` },
  })
  const value = await answer.json()
  if (!answer.ok) throw new Error(value.detail)
  return value
}

/** Every item of a list, page by page. */
async function* items(path) {
  let more = null
  do {
    const page = await read(path, { limit: 100, ...(more !== null && { after: more }) })
    yield* page.items
    more = page.more
  } while (more !== null)
}

for await (const survey of items('/api/v1/surveys')) {
  if (survey.release === null) continue
  const profile = await read(`/api/v1/surveys/${survey.slug}/profile`, { by: 'category' })
  console.log(`${survey.title}, release ${profile.release.number}`)
  for (const cell of profile.cells) {
    const name = cell.group.category ?? 'everybody'
    if (cell.suppressed) console.log(`  ${name}: too few people to show`)
    else if (cell.overall.mean === null) console.log(`  ${name}: about ${cell.n} people, no mean`)
    else {
      const [low, high] = cell.overall.ci.map((end) => end.toFixed(1))
      console.log(
        `  ${name}: about ${cell.n} people, mean ${cell.overall.mean.toFixed(1)} (${low} to ${high})`,
      )
    }
  }
}
