import type { Metadata } from 'next'
import Link from 'next/link'
import { shown, signedIn } from '@/app/staff-page'
import { PageHeader } from '@/app/ui/messages'
import { listExports } from '@/db/exports'
import { readQuestionnaire } from '@/db/questionnaires'
import { readRound } from '@/db/rounds'
import { exportFormats } from '@/lib/interchange/export-formats'
import { formatWriters } from '@/lib/interchange/format-writers'
import { isAllowed } from '@/lib/permissions'
import { languageName } from '@/lib/questionnaire/language'
import { unrolled } from '@/lib/questionnaire/repeats'
import { ExportForm } from './export-form'
import { ExportList } from './export-list'
import { FollowProgress } from './follow-progress'

export const metadata: Metadata = { title: 'Single answers as a file' }

/** Where a manager takes single answers out of the house, and learns how to keep them. */
export default async function ExportPage({ params }: { readonly params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const actor = await signedIn(`/rounds/${slug}/export`)
  const files = await shown(listExports(actor, slug))
  const { id, title, isSynthetic, questionnaireId, questionnaireVersion } = await shown(
    readRound(actor, slug),
  )
  const questionnaire = unrolled(await shown(readQuestionnaire(actor, questionnaireId, questionnaireVersion)))
  const hasText = questionnaire.items.some((item) => item.type === 'text')
  const isUnderWay = files.some(({ state }) => state === 'waiting' || state === 'writing')
  return (
    <>
      <PageHeader
        title="Single answers as a file"
        about={
          <>
            <bdi>{title}</bdi>
            {isSynthetic && <span className="tag warning">Synthetic answers: not real people</span>}
          </>
        }
        back={{ path: `/rounds/${slug}`, name: 'the round' }}
      />
      {isUnderWay && <FollowProgress />}
      <div className="round-columns export-columns">
        {/* First: whoever asked for a file comes back to the top of the page. */}
        <ExportList slug={slug} files={files} now={new Date()} />
        <ExportForm
          // A file that was asked for empties the form.
          key={files[0]?.id ?? 'first'}
          slug={slug}
          formats={exportFormats.map(({ id: value, name }) => ({
            value,
            label: name,
            hint: formatWriters[value].carries,
          }))}
          languages={questionnaire.languages.map((code) => ({ code, name: languageName(code) }))}
          language={questionnaire.defaultLanguage}
          mayHaveSensitive={isAllowed(actor, 'microdata.exportSensitive', id)}
          hasText={hasText}
          mayHaveText={isAllowed(actor, 'response.readText', id)}
        />
        <section className="panel" aria-labelledby="care">
          <h2 id="care">What such a file is</h2>
          <p>
            A row is a person. Foothold puts no name into it, but origin, age and place together can tell who
            somebody is, and for some of them that is dangerous. Keep the file on an encrypted disk, hand it
            on only under terms that forbid looking for people, never by e-mail, and delete it when the work
            is done. For figures that may be shown to anybody, use{' '}
            <Link href={`/profiles/${slug}`}>the profile</Link>.
          </p>
          <p>
            <Link href={`/rounds/${slug}/codebook`}>Read the codebook</Link>
          </p>
        </section>
      </div>
    </>
  )
}
