import Link from 'next/link'
import type { ReactNode } from 'react'
import { ChartFigure } from '@/app/ui/charts/chart-figure'
import type { ProfileFigure } from '@/app/ui/figures/figure'
import { figureWords } from '@/app/ui/figures/wording'
import { EmptyState, PageHeader } from '@/app/ui/messages'
import { earlierState } from '@/lib/disclosure/detail'
import { defaultBreakdowns } from '@/lib/disclosure/lattice'
import { firstReleaseAt } from '@/lib/disclosure/release'
import { exportFormats } from '@/lib/interchange/export-formats'
import { textIn } from '@/lib/questionnaire/language'
import { FigureTableView } from './figure-table'
import { Method } from './method'
import { type AskedRound, type NoView, sourceOf, type View } from './profile-view'
import { ReportLinks } from './report-links'
import { ViewLinks, viewPath } from './view-links'
import type { ViewId } from './views'

/** One view of a profile: what it is of, the way to the others, its form, its figures, and how they were made. */
export function ViewPage({
  asked,
  here,
  view,
  form,
  hasFile = true,
  children,
}: {
  readonly asked: AskedRound
  readonly here: ViewId
  readonly view: View | NoView
  /** Chooses what is shown; left out where there is nothing to choose. */
  readonly form?: ReactNode
  /** False where the view shows nothing that a file could hold. */
  readonly hasFile?: boolean
  /** Words and figures; left out, the figures of the view stand alone. */
  readonly children?: ReactNode
}) {
  const { round, wording, mayBeExact, question } = asked
  const back = { path: '/profiles', name: 'Profiles' }
  if ('problem' in view) return <NoFigures asked={asked} here={here} view={view} />
  const { profile } = view
  const isExact = profile.method.disclosure.exact
  return (
    <article className="stack profile">
      <PageHeader
        title={round.title}
        about={textIn(wording.questionnaire.title, 'en', wording.questionnaire.defaultLanguage)}
        back={back}
      >
        {mayBeExact && (
          <Link className="button quiet" href={switchedPath(asked, here, !isExact)}>
            {isExact ? 'Show protected figures' : 'Show exact figures'}
          </Link>
        )}
        <ReportLinks slug={round.slug} questionnaire={wording.questionnaire} />
      </PageHeader>
      {profile.synthetic && <p className="marking">{wording.say('report.synthetic')}</p>}
      {isExact && (
        <p className="marking strong">Exact figures, not for publication. They are live and unprotected.</p>
      )}
      {profile.sampleDesign === 'non_probability' && (
        <p className="marking">{wording.say('report.notByChance')}</p>
      )}
      <ViewLinks asked={asked} here={here} />
      {form}
      {children ?? <Figures asked={asked} here={here} view={view} figures={view.figures} />}
      {!isExact && hasFile && <AggregateFiles asked={asked} here={here} />}
      <Method
        profile={profile}
        also={view.methods ?? []}
        question={question}
        slug={round.slug}
        wording={wording}
      />
    </article>
  )
}

type ViewTable = {
  /** As the API names it. */
  readonly table: string
  readonly words?: string
  /** By what it is always divided; left out, as the address of the view asks. */
  readonly by?: (asked: AskedRound) => readonly string[]
}

/** Which table of figures a view shows. */
const aggregatesOf: Readonly<Partial<Record<ViewId, ViewTable>>> = {
  overview: { table: 'profile' },
  parts: { table: 'answers' },
  spread: { table: 'distribution' },
  answers: { table: 'answers' },
  categories: { table: 'analysis', by: () => [] },
  benchmark: {
    table: 'benchmark',
    words: 'The shared score of this round as a file',
    by: ({ wording }) => defaultBreakdowns(wording.questionnaire),
  },
  waves: {
    table: 'linked',
    words: 'How linked people of this round moved, as a file',
    by: () => [earlierState],
  },
}

/** Every figure of the view as one file, for who goes on reckoning. */
function AggregateFiles({ asked, here }: { readonly asked: AskedRound; readonly here: ViewId }) {
  const shown = aggregatesOf[here]
  if (shown === undefined) return null
  const by = shown.by === undefined ? asked.question.by : shown.by(asked)
  const search = new URLSearchParams({ table: shown.table })
  if (by !== undefined) search.set('by', by.join(','))
  const where = shown.by === undefined ? asked.question.where : {}
  for (const [name, code] of Object.entries(where)) search.append('where', `${name}=${code}`)
  return (
    <p className="picture-files">
      <span>{shown.words ?? 'All figures of this view as a file'}</span>
      {exportFormats.map(
        ({ id, name, hasRows }) =>
          hasRows && (
            <a
              key={id}
              href={`/api/v1/surveys/${asked.round.slug}/aggregates?${search}&format=${id}`}
              download
            >
              {name}
            </a>
          ),
      )}
    </p>
  )
}

/** Pictures with their tables and files. */
export function Figures({
  asked,
  here,
  view,
  figures,
}: {
  readonly asked: AskedRound
  readonly here: ViewId
  readonly view: View
  readonly figures: readonly ProfileFigure[]
}) {
  const { wording, round, search } = asked
  const source = sourceOf(asked, view)
  const query = search.size === 0 ? '' : `?${search}`
  const file = (id: string, format: string) => `/profiles/${round.slug}/files/${here}/${id}.${format}${query}`
  if (figures.length === 0) return <p className="quiet-text">{wording.say('figure.empty')}</p>
  return (
    <div className={figures.some(({ isHalf }) => isHalf) ? 'pictures many' : 'pictures'}>
      {figures.map(({ id, title, subtitle, isHalf, draw, table }) => (
        <ChartFigure
          key={id}
          title={title}
          subtitle={subtitle}
          source={source}
          language={wording.language}
          direction={wording.direction}
          words={figureWords(wording)}
          isHalf={isHalf}
          draw={draw}
          downloads={{ svg: file(id, 'svg'), png: file(id, 'png'), csv: file(id, 'csv') }}
        >
          <FigureTableView table={table} caption={title} />
        </ChartFigure>
      ))}
    </div>
  )
}

function NoFigures({
  asked,
  here,
  view: { problem },
}: {
  readonly asked: AskedRound
  readonly here: ViewId
  readonly view: NoView
}) {
  const { round, mayBeExact } = asked
  const isMissing = problem.status === 404
  return (
    <div className="stack">
      <PageHeader title={round.title} back={{ path: '/profiles', name: 'Profiles' }} />
      <ViewLinks asked={asked} here={here} />
      <EmptyState title={isMissing ? 'No figures yet' : 'This table cannot be shown'}>
        {problem.code === 'no_release_yet' ? (
          <p>
            Figures appear when {firstReleaseAt} people have answered or the round closes. Until then they
            would say too much about single people.
          </p>
        ) : (
          <p>{problem.message}</p>
        )}
        {problem.errors.length > 0 && (
          <ul>
            {problem.errors.map((error) => (
              <li key={error.path}>{error.message}</li>
            ))}
          </ul>
        )}
        {!isMissing && (
          <p>
            <Link href={viewPath(round.slug, here)}>Back to the whole view</Link>
          </p>
        )}
        {mayBeExact && isMissing && (
          <p>
            <Link href={switchedPath(asked, here, true)}>Show exact figures, not for publication</Link>
          </p>
        )}
      </EmptyState>
    </div>
  )
}

function switchedPath({ round, search }: AskedRound, here: ViewId, isExact: boolean): string {
  const other = new URLSearchParams(search)
  if (isExact) other.set('exact', 'true')
  else other.delete('exact')
  return `${viewPath(round.slug, here)}${other.size === 0 ? '' : `?${other}`}`
}
