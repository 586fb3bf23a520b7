import { shown, signedIn } from '@/app/staff-page'
import { PageHeader } from '@/app/ui/messages'
import { listProfiledRounds, type ProfiledRound } from '@/db/benchmark'
import { lenses, lensOf } from '@/lib/profile/lens'
import { searchOf, type ViewProps } from '../[slug]/profile-view'
import { LensPanel, lensWords } from './lens-panel'
import { readLens } from './read-lens'

export const metadata = { title: 'Three lenses' }

/** Hosts' views, migrants' lives and the social fabric of one place and time, side by side. Each may be missing. */
export default async function LensesPage({ searchParams }: Pick<ViewProps, 'searchParams'>) {
  const search = await searchOf(searchParams)
  const actor = await signedIn(`/profiles/lenses${search.size === 0 ? '' : `?${search}`}`)
  const rounds = await shown(listProfiledRounds(actor))
  const panels = await Promise.all(
    lenses.map(async (lens) => {
      const choices = rounds.filter(({ questionnaire }) => lensOf(questionnaire) === lens)
      const named = search.get(lens) ?? ''
      const chosen = choices.find(({ slug }) => slug === named)
      return {
        lens,
        choices,
        chosen,
        isUnknown: named !== '' && chosen === undefined,
        read: chosen === undefined ? null : await readLens(actor, lens, chosen.slug),
      }
    }),
  )
  const hosts = panels.find(({ lens }) => lens === 'hosts')?.chosen?.slug ?? ''
  const isAnyChosen = panels.some(({ chosen }) => chosen !== undefined)
  return (
    <article className="stack profile lenses-page">
      <PageHeader
        title="Three lenses"
        about="Migration in one place and time: what people think of it, how migrants fare, what it does to society."
        back={{ path: '/profiles', name: 'Profiles' }}
      />
      <form className="breakdown-form" method="get">
        {panels.map(({ lens, choices, chosen }) => (
          <label key={lens}>
            <span>{lensWords[lens].people}</span>
            <select name={lens} defaultValue={chosen?.slug ?? (isAnyChosen ? '' : newestOf(choices))}>
              <option value="">none</option>
              {choices.map(({ slug, title, release }) => (
                <option key={slug} value={slug}>
                  {release === null ? `${title} (no release yet)` : title}
                </option>
              ))}
            </select>
          </label>
        ))}
        <button type="submit" className="button secondary">
          Show
        </button>
      </form>
      {panels
        .filter(({ isUnknown }) => isUnknown)
        .map(({ lens }) => (
          <p key={lens} className="marking">
            {lensWords[lens].people}: you may read no round of this kind with the address “{search.get(lens)}
            ”. Choose one from the list.
          </p>
        ))}
      {isAnyChosen ? (
        <>
          <p className="marking">
            Each lens is a sample of its own, of other people and with other questions. Side by side they show
            one place from three sides; they do not show that one thing causes another.
          </p>
          <div className="lenses">
            {panels.map(({ lens, read }) => (
              <LensPanel key={lens} lens={lens} hosts={hosts} shown={read} />
            ))}
          </div>
        </>
      ) : (
        <p>Choose rounds of the same place and time. Any of the three may be left out.</p>
      )}
    </article>
  )
}

function newestOf(rounds: readonly ProfiledRound[]): string {
  return rounds.find(({ release }) => release !== null)?.slug ?? ''
}
