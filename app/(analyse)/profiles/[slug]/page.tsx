import { poorFrom } from '@/app/ui/figures/deprivation-words'
import {
  bandName,
  categoryMeaning,
  categoryName,
  groupName,
  headcountOf,
  peopleInWords,
  povertyInWords,
  reasonInWords,
  shareInWords,
} from '@/app/ui/figures/wording'
import { figuresOf, ProfileTable, type Figures as TableKind } from './profile-table'
import {
  type AskedRound,
  askedRound,
  readOrExplain,
  searchOf,
  sourceOf,
  type View,
  type ViewProps,
} from './profile-view'
import { QuestionForm } from './question-form'
import { Figures, ViewPage } from './view-page'
import { readOverview } from './views'

export const metadata = { title: 'Profile' }

export default async function ProfilePage({ params, searchParams }: ViewProps) {
  const asked = await askedRound((await params).slug, await searchOf(searchParams))
  const view = await readOrExplain(readOverview(asked))
  if ('problem' in view) return <ViewPage asked={asked} here="overview" view={view} />
  const { profile, figures, finding } = view
  const { wording } = asked
  const source = sourceOf(asked, { profile })
  const isOfMeans = ({ id }: (typeof figures)[number]) => id.startsWith('means')
  const shares = figures.filter(({ id }) => id === 'shares')
  const others = figures.filter((figure) => !isOfMeans(figure) && !shares.includes(figure))
  return (
    <ViewPage asked={asked} here="overview" view={view} form={<QuestionForm asked={asked} kind="profile" />}>
      {finding !== null && <p className="finding">{finding}</p>}
      {shares.length > 0 && (
        <section className="stack-small">
          <h2>{wording.say('report.views')}</h2>
          <Figures asked={asked} here="overview" view={view} figures={shares} />
        </section>
      )}
      <section className="stack-small">
        <h2>{wording.questionnaire.population === 'migrant' ? 'How people are doing' : 'Scores'}</h2>
        <Figures asked={asked} here="overview" view={view} figures={figures.filter(isOfMeans)} />
      </section>
      <WhoTookPart asked={asked} view={view} />
      {others.length > 0 && (
        <section className="stack-small">
          <h2>Deprivation</h2>
          <PovertySentences asked={asked} view={view} />
          <Figures asked={asked} here="overview" view={view} figures={others} />
        </section>
      )}
      <section className="stack-small">
        <h2>Every figure</h2>
        {figuresOf(wording.questionnaire).map((kind) => (
          <ProfileTable
            key={kind}
            profile={profile}
            wording={wording}
            figures={kind}
            caption={`${tableTitles[kind]} In brackets: the true figure likely lies between the two. ${source}`}
          />
        ))}
      </section>
    </ViewPage>
  )
}

const tableTitles: Readonly<Record<TableKind, string>> = {
  means: 'Mean scores, from 0 (worst) to 100 (best).',
  deprivation: 'How many of 100 are deprived in each part of life, and how deeply.',
}

function WhoTookPart({
  asked: { wording },
  view: { profile },
}: {
  readonly asked: AskedRound
  readonly view: View
}) {
  const isByCategory = profile.by.length === 1 && profile.by[0] === 'category'
  if (!isByCategory) return null
  return (
    <section className="stack-small">
      <h2>Who took part</h2>
      <ul className="who">
        {profile.cells.map((cell) => (
          <li key={cell.group.category}>
            <strong>{categoryName(wording, cell.group.category ?? '')}</strong>
            {': '}
            {cell.suppressed
              ? reasonInWords(wording, 'too_few_people')
              : `${peopleInWords(wording, cell.n, profile.method.disclosure.exact)} people${cell.share === null ? '' : `, ${shareInWords(wording, cell.share)}`}`}
            <span className="quiet-text"> {categoryMeaning(wording, cell.group.category ?? '')}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function PovertySentences({
  asked: { wording },
  view: { profile },
}: {
  readonly asked: AskedRound
  readonly view: View
}) {
  return (
    <ul className="who">
      {profile.cells.map((cell) => {
        if (cell.suppressed || cell.poverty === null || cell.poverty.H === null) return null
        if (cell.group.category === 'undetermined') return null
        return (
          <li key={profile.by.map((name) => bandName(wording, name, cell.group[name] ?? '')).join(' ')}>
            <strong>{groupName(wording, cell.group, profile.by)}</strong>
            {': '}
            {wording.say('poverty.sentence', {
              ...poorFrom(wording),
              headcount: shareInWords(wording, headcountOf(cell.poverty)),
              intensity: povertyInWords(wording, cell.poverty, 'A'),
              adjusted: povertyInWords(wording, cell.poverty, 'M0'),
            })}
          </li>
        )
      })}
    </ul>
  )
}
