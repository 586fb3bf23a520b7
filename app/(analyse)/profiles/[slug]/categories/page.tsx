import { askedRound, readOrExplain, searchOf, type ViewProps } from '../profile-view'
import { ViewPage } from '../view-page'
import { readView } from '../views'

export const metadata = { title: 'Categories' }

export default async function CategoriesPage({ params, searchParams }: ViewProps) {
  const asked = await askedRound((await params).slug, await searchOf(searchParams))
  return (
    <ViewPage asked={asked} here="categories" view={await readOrExplain(readView('categories', asked))} />
  )
}
