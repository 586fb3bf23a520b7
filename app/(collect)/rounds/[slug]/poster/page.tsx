import type { Metadata } from 'next'
import { publicAddress } from '@/app/public-address'
import { shown, signedIn } from '@/app/staff-page'
import { PageHeader } from '@/app/ui/messages'
import { QrCode } from '@/app/ui/qr-code'
import { readQuestionnaire } from '@/db/questionnaires'
import { readRound } from '@/db/rounds'
import { collectionLanguages } from '@/lib/interface/collection-languages'
import { sayIn } from '@/lib/interface/message'
import { messagesIn } from '@/lib/interface/messages'
import { directionOf, languageName, textIn } from '@/lib/questionnaire/language'
import { ReachWarning } from '../reach-warning'
import { PrintButton } from './print-button'

export const metadata: Metadata = { title: 'Poster' }

/** A sheet of A4 for a wall or a counter: the code, the address, and the invitation in each language of the round. */
export default async function PosterPage({ params }: { readonly params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const actor = await signedIn(`/rounds/${slug}/poster`)
  const round = await shown(readRound(actor, slug))
  const questionnaire = await shown(
    readQuestionnaire(actor, round.questionnaireId, round.questionnaireVersion),
  )
  const link = `${await publicAddress()}/s/${round.slug}`
  return (
    <>
      <div className="no-print poster-head">
        <PageHeader
          title="Poster"
          about="One sheet of A4, upright. Only the sheet is printed, without this frame."
          back={{ path: `/rounds/${round.slug}`, name: 'the round' }}
        >
          <PrintButton />
        </PageHeader>
        {round.state !== 'open' && (
          <p className="notice warning">The link does not take answers now: the round is not open.</p>
        )}
        <ReachWarning address={link} />
      </div>
      <article className="poster" aria-label="The poster">
        <h2>
          <bdi>{round.title}</bdi>
        </h2>
        {round.organisation !== '' && (
          <p className="poster-organisation">
            <bdi>{round.organisation}</bdi>
          </p>
        )}
        {round.isSynthetic && <p className="tag warning">Sample round: synthetic answers</p>}
        <QrCode address={link} label={`QR code that opens ${link}`} />
        <p className="poster-address" dir="ltr">
          {link.replace(/^https?:\/\//, '')}
        </p>
        <div className="poster-languages">
          {collectionLanguages(questionnaire).map((language) => (
            <section key={language} lang={language} dir={directionOf(language)}>
              <h3>{languageName(language)}</h3>
              <p>{textIn(questionnaire.intro, language, questionnaire.defaultLanguage)}</p>
              <p>{sayIn(language, messagesIn(language))('poster.scan')}</p>
            </section>
          ))}
        </div>
      </article>
    </>
  )
}
