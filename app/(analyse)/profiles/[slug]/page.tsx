import Link from 'next/link'
import { shown, signedIn } from '@/app/staff-page'
import { ChartFigure } from '@/app/ui/charts/chart-figure'
import { type ForestGroup, forestChart } from '@/app/ui/charts/forest-chart'
import type { MarkKind } from '@/app/ui/charts/marks'
import { EmptyState, PageHeader } from '@/app/ui/messages'
import { readProfile } from '@/db/profiles'
import { readQuestionnaire } from '@/db/questionnaires'
import { readRound } from '@/db/rounds'
import { firstReleaseAt } from '@/lib/disclosure/release'
import { isAllowed } from '@/lib/permissions'
import { ProblemError } from '@/lib/problem'
import { sentenceOf } from '@/lib/profile/finding'
import type { Profile, ProfileCell } from '@/lib/profile/profile'
import { profileQuestion, type WrittenQuestion } from '@/lib/profile/question'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { textIn } from '@/lib/questionnaire/language'
import { BreakdownForm } from './breakdown-form'
import { type Figures, figuresOf, ProfileTable } from './profile-table'
import {
  bandName,
  breakdownName,
  categoryMeanings,
  categoryName,
  figureWords,
  groupName,
  hiddenWords,
  meanInWords,
  peopleInWords,
  povertyInWords,
  shareInWords,
  sourceLine,
} from './words'

export const metadata = { title: 'Profile' }

type PageProps = {
  readonly params: Promise<{ readonly slug: string }>
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

export default async function ProfilePage({ params, searchParams }: PageProps) {
  const { slug } = await params
  const question = profileQuestion(asSearch(await searchParams))
  const actor = await signedIn(`/profiles/${slug}`)
  const round = await shown(readRound(actor, slug))
  const questionnaire = await shown(
    readQuestionnaire(actor, round.questionnaireId, round.questionnaireVersion),
  )
  const profile = await readOrSay(readProfile(actor, slug, question))
  const mayBeExact = isAllowed(actor, 'aggregate.exact', round.id)
  const back = { path: '/profiles', name: 'Profiles' }
  if ('message' in profile) {
    return (
      <div className="stack">
        <PageHeader title={round.title} back={back} />
        <EmptyState title={profile.status === 404 ? 'No figures yet' : 'This table cannot be shown'}>
          {profile.status === 404 ? (
            <p>
              Figures appear when {firstReleaseAt} people have answered or the round closes. Until then they
              would say too much about single people.
            </p>
          ) : (
            <>
              <p>{profile.message}</p>
              <ul>
                {profile.errors.map((error) => (
                  <li key={error.path}>{error.message}</li>
                ))}
              </ul>
            </>
          )}
          <p>{profile.status !== 404 && <Link href={`/profiles/${slug}`}>Back to the whole profile</Link>}</p>
          {mayBeExact && profile.status === 404 && (
            <p>
              <Link href={`/profiles/${slug}?exact=true`}>Show exact figures, not for publication</Link>
            </p>
          )}
        </EmptyState>
      </div>
    )
  }
  const source = sourceLine(profile, round.title)
  const isExact = profile.method.disclosure.exact
  return (
    <article className="stack profile">
      <PageHeader
        title={round.title}
        about={textIn(questionnaire.title, 'en', questionnaire.defaultLanguage)}
        back={back}
      >
        {mayBeExact && <ExactSwitch slug={slug} question={question} isExact={isExact} />}
      </PageHeader>
      {profile.synthetic && <p className="marking">Synthetic data: made up for show. It describes nobody.</p>}
      {isExact && (
        <p className="marking strong">Exact figures, not for publication. They are live and unprotected.</p>
      )}
      <p className="finding">{sentenceOf(profile, questionnaire)}</p>
      <BreakdownForm profile={profile} questionnaire={questionnaire} />
      <Panels profile={profile} questionnaire={questionnaire} source={source} />
      <WhoTookPart profile={profile} />
      {questionnaire.scoring?.poverty != null && (
        <Deprivation profile={profile} questionnaire={questionnaire} source={source} />
      )}
      <section className="stack-small">
        <h2>Every figure</h2>
        {figuresOf(questionnaire).map((figures) => (
          <ProfileTable
            key={figures}
            profile={profile}
            questionnaire={questionnaire}
            figures={figures}
            caption={`${tableTitles[figures]} In brackets: the true figure likely lies between the two. ${source}`}
          />
        ))}
      </section>
      <Method profile={profile} />
    </article>
  )
}

function ExactSwitch({
  slug,
  question,
  isExact,
}: {
  readonly slug: string
  readonly question: WrittenQuestion
  readonly isExact: boolean
}) {
  const search = new URLSearchParams()
  if (question.by !== undefined) search.set('by', question.by.join(','))
  for (const [name, code] of Object.entries(question.where)) search.append('where', `${name}=${code}`)
  if (!isExact) search.set('exact', 'true')
  return (
    <Link className="button quiet" href={`/profiles/${slug}?${search}`}>
      {isExact ? 'Show protected figures' : 'Show exact figures'}
    </Link>
  )
}

const tableTitles: Readonly<Record<Figures, string>> = {
  means: 'Mean scores, from 0 (worst) to 100 (best).',
  deprivation: 'How many of 100 are deprived in each part of life, and how deeply.',
}

/** One picture for all, or one for each band of the breakdowns, on the same axis. */
function Panels({
  profile,
  questionnaire,
  source,
}: {
  readonly profile: Profile
  readonly questionnaire: Questionnaire
  readonly source: string
}) {
  const rowName = profile.by.includes('category')
    ? 'category'
    : (profile.by.find((name) => name !== 'wave') ?? null)
  const panelNames = profile.by.filter((name) => name !== rowName && name !== 'wave')
  const panels = groupPanels(profile.cells, panelNames)
  const axis = { domain: [0, 100], axisLabel: 'Score, 0 (worst) to 100 (best)' } as const
  const hasCutoff =
    questionnaire.scoring?.dimensions.some(({ deprivationCutoff }) => deprivationCutoff === 50) ?? false
  return (
    <section className="stack-small">
      <h2>
        {panelNames.length === 0
          ? 'How people are doing'
          : `By ${panelNames.map((name) => breakdownName(name).toLowerCase()).join(' and ')}`}
      </h2>
      <div className={panelNames.length === 0 ? 'pictures' : 'pictures many'}>
        {panels.map((cells) => {
          const group = cells[0]?.group ?? {}
          const title =
            panelNames.length === 0 ? questionOf(profile) : groupName(questionnaire, group, panelNames)
          const people = cells.reduce((sum, cell) => sum + (cell.suppressed ? 0 : cell.n), 0)
          return (
            <ChartFigure
              key={title}
              title={title}
              subtitle={`Mean score, 0 (worst) to 100 (best); lines: likely range of the true mean. ${capitalised(peopleInWords(people, profile.method.disclosure.exact))} people shown.`}
              source={source}
              language="en"
              direction="ltr"
              words={figureWords}
              isHalf={panelNames.length > 0}
              draw={(frame) =>
                forestChart({
                  ...frame,
                  ...axis,
                  reference: hasCutoff ? { at: 50, label: 'deprivation line 50' } : null,
                  groups: groupsOf(profile, questionnaire, cells, rowName),
                })
              }
            >
              <ProfileTable
                profile={{ ...profile, cells }}
                questionnaire={questionnaire}
                figures="means"
                caption={title}
              />
            </ChartFigure>
          )
        })}
      </div>
    </section>
  )
}

function questionOf(profile: Profile): string {
  return profile.dimensions.length > 1
    ? 'How do the groups fare in each part of life?'
    : 'How do the groups score?'
}

function groupPanels(
  cells: readonly ProfileCell[],
  names: readonly string[],
): readonly (readonly ProfileCell[])[] {
  const panels = new Map<string, ProfileCell[]>()
  for (const cell of cells) {
    const key = names.map((name) => cell.group[name]).join(' ')
    panels.set(key, [...(panels.get(key) ?? []), cell])
  }
  return [...panels.values()]
}

function groupsOf(
  profile: Profile,
  questionnaire: Questionnaire,
  cells: readonly ProfileCell[],
  rowName: string | null,
): readonly ForestGroup[] {
  // People who could not be placed are counted below; among the means they would be a fourth kind of life.
  const rows = cells.filter((cell) => cell.group.category !== 'undetermined')
  const label = (cell: ProfileCell) =>
    rowName === null ? 'Everybody' : bandName(questionnaire, rowName, cell.group[rowName] ?? '')
  const row = (cell: ProfileCell, dimension: string | null) => {
    const figure = cell.suppressed
      ? undefined
      : dimension === null
        ? cell.overall
        : cell.dimensions[dimension]
    return {
      kind: markKind(cell),
      label: label(cell),
      value: figure?.mean ?? null,
      interval: figure?.ci ?? null,
      text: figure === undefined ? hiddenWords : meanInWords(figure),
    }
  }
  const dimensions = questionnaire.scoring?.dimensions ?? []
  return [
    ...dimensions.map(({ id, label: name }) => ({
      label: textIn(name, 'en', questionnaire.defaultLanguage),
      rows: rows.map((cell) => row(cell, id)),
    })),
    ...(profile.dimensions.length > 1
      ? [{ label: 'Overall index', rows: rows.map((cell) => row(cell, null)) }]
      : []),
  ]
}

function markKind(cell: ProfileCell): MarkKind {
  const kinds: readonly MarkKind[] = [
    'privileged',
    'average',
    'victim',
    'undetermined',
    'pro',
    'ambivalent',
    'anti',
  ]
  return kinds.find((kind) => kind === cell.group.category) ?? 'all'
}

function WhoTookPart({ profile }: { readonly profile: Profile }) {
  const isSimple = profile.by.every((name) => name === 'category')
  return (
    <section className="stack-small">
      <h2>Who took part</h2>
      {isSimple && profile.by.length > 0 && (
        <ul className="who">
          {profile.cells.map((cell) => (
            <li key={cell.group.category}>
              <strong>{categoryName(cell.group.category ?? '')}</strong>
              {': '}
              {cell.suppressed
                ? hiddenWords
                : `${peopleInWords(cell.n, profile.method.disclosure.exact)} people${cell.share === null ? '' : `, ${shareInWords(cell.share)}`}`}
              <span className="quiet-text"> {categoryMeanings[cell.group.category ?? '']}</span>
            </li>
          ))}
        </ul>
      )}
      <p>
        {profile.sampleDesign === 'non_probability'
          ? 'People were not drawn by chance. The figures describe the people who took part, not all migrants in a place; the likely ranges are model-based, and coverage is unknown.'
          : 'People were drawn by chance, so that the likely ranges hold for the population that the sample was drawn from.'}
      </p>
    </section>
  )
}

function Deprivation({
  profile,
  questionnaire,
  source,
}: {
  readonly profile: Profile
  readonly questionnaire: Questionnaire
  readonly source: string
}) {
  const visible = profile.cells.filter((cell) => cell.group.category !== 'undetermined')
  const rows = visible.map((cell) => {
    const poverty = cell.suppressed ? null : cell.poverty
    const ci = poverty?.ci.H ?? null
    return {
      kind: markKind(cell),
      label: profile.by.length === 0 ? 'Everybody' : groupName(questionnaire, cell.group, profile.by),
      value: poverty?.H == null ? null : 100 * poverty.H,
      interval: ci === null ? null : ([100 * ci[0], 100 * ci[1]] as const),
      text: poverty === null ? hiddenWords : povertyInWords(poverty, 'H', ' %'),
    }
  })
  const title = 'How many are deprived in two or more of the four parts of life?'
  return (
    <section className="stack-small">
      <h2>Deprivation</h2>
      <ul className="who">
        {visible.map((cell) => {
          if (cell.suppressed || cell.poverty === null || cell.poverty.H === null) return null
          return (
            <li key={profile.by.map((name) => cell.group[name]).join(' ')}>
              <strong>
                {profile.by.length === 0 ? 'Everybody' : groupName(questionnaire, cell.group, profile.by)}
              </strong>
              {`: ${povertyInWords(cell.poverty, 'H')} are deprived in two or more parts of life (H). On average, those are deprived in ${povertyInWords(cell.poverty, 'A', ' %')} of the parts (A). Both together: M0 = ${povertyInWords(cell.poverty, 'M0')}.`}
            </li>
          )
        })}
      </ul>
      <ChartFigure
        title={title}
        subtitle="People of 100; lines: likely range of the true share."
        source={source}
        language="en"
        direction="ltr"
        words={figureWords}
        draw={(frame) =>
          forestChart({
            ...frame,
            domain: [0, 100],
            axisLabel: 'People of 100',
            reference: null,
            groups: [{ label: 'Headcount ratio H', rows }],
          })
        }
      >
        <ProfileTable profile={profile} questionnaire={questionnaire} figures="deprivation" caption={title} />
      </ChartFigure>
    </section>
  )
}

function Method({ profile }: { readonly profile: Profile }) {
  const { weighting, variance, intervals, disclosure } = profile.method
  return (
    <section className="stack-small method">
      <h2>Method and limits</h2>
      <p>{weighting}</p>
      <p>{variance}</p>
      <p>{intervals}</p>
      <p>{disclosure.statement}</p>
      {profile.notes.map((note) => (
        <p key={note.code}>{note.text}</p>
      ))}
      <p>
        Categories follow from circumstances (choice, coercion, status), never from scores. They are
        statistical classes, not findings in law, and must not be used to grant or refuse protection to
        anyone.
      </p>
    </section>
  )
}

async function readOrSay(reading: Promise<Profile>): Promise<Profile | ProblemError> {
  try {
    return await reading
  } catch (error) {
    if (
      error instanceof ProblemError &&
      (error.code === 'no_release_yet' || error.code === 'breakdowns_outside_lattice')
    )
      return error
    return shown(Promise.reject(error))
  }
}

function asSearch(given: Readonly<Record<string, string | string[] | undefined>>): URLSearchParams {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(given))
    for (const one of [value ?? []].flat()) search.append(name, one)
  return search
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
