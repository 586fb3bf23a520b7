import type { Metadata } from 'next'
import Link from 'next/link'
import { openRosaAddress } from '@/app/openrosa/documents'
import { publicAddress } from '@/app/public-address'
import { shown, signedIn } from '@/app/staff-page'
import { CopyButton } from '@/app/ui/copy-button'
import { KeepFresh } from '@/app/ui/keep-fresh'
import { PageHeader } from '@/app/ui/messages'
import { OutcomeNotice } from '@/app/ui/outcome-notice'
import { QrCode } from '@/app/ui/qr-code'
import { RoundStateMark } from '@/app/ui/round-state'
import { WhoWasAsked } from '@/app/ui/who-was-asked'
import { readRound } from '@/db/rounds'
import { listWaves } from '@/db/waves'
import { isAllowed } from '@/lib/permissions'
import { askedLanguages } from '../asked-languages'
import { Answers } from './answers'
import { ChangeState } from './change-state'
import { HowToCollect } from './how-to-collect'
import { outcomeJustNow, type RoundOutcome } from './outcome-cookie'
import { ReachWarning } from './reach-warning'
import { RoundFacts } from './round-facts'

export const metadata: Metadata = { title: 'Round' }

const outcomeNote = {
  corrected: 'The round was corrected.',
  counted: 'Who was asked was recorded.',
  scored: 'The answers were scored anew.',
} as const satisfies Record<RoundOutcome, string>

const linkNote = {
  draft: 'The link does not take answers yet. Open the round first.',
  open: 'Anybody with this link or code can answer, in any language listed on this page.',
  closed: 'The link takes no answers: the round is closed.',
} as const

/** One round: whether it takes answers, how people get to it, how many answered, where its figures are. */
export default async function RoundPage({ params }: { readonly params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const actor = await signedIn(`/rounds/${slug}`)
  const round = await shown(readRound(actor, slug))
  const waves = await shown(listWaves(actor, slug))
  const link = `${await publicAddress()}/s/${round.slug}`
  const mayChange = isAllowed(actor, round.state === 'open' ? 'round.close' : 'round.open', round.id)
  const mayRead = isAllowed(actor, 'aggregate.protected', round.id)
  const mayCorrect = isAllowed(actor, 'round.correct', round.id)
  // Whoever collects here, and does nothing else, is shown how to.
  const collectsOnly = !mayRead && !mayCorrect
  const outcome = await outcomeJustNow()
  return (
    <>
      <PageHeader
        title={round.title}
        about={
          <span className="tags">
            <RoundStateMark state={round.state} />
            {round.isSynthetic && <span className="tag warning">Synthetic answers: not real people</span>}
          </span>
        }
        back={{ path: '/rounds', name: 'Rounds' }}
      >
        {mayChange && (
          <ChangeState
            slug={round.slug}
            state={round.state}
            languages={askedLanguages(round.languages)}
            key={round.state}
          />
        )}
      </PageHeader>
      <KeepFresh />
      {outcome !== null && <OutcomeNotice>{outcomeNote[outcome]}</OutcomeNotice>}
      <div className="round-columns">
        {!collectsOnly && (
          <Answers
            round={round}
            mayRead={mayRead}
            mayPublish={isAllowed(actor, 'release.publish', round.id)}
            mayExport={isAllowed(actor, 'microdata.export', round.id)}
            mayReadOne={isAllowed(actor, 'response.read', round.id)}
            mayWeigh={isAllowed(actor, 'weighting.propose', round.id)}
          />
        )}
        <section className="panel" aria-labelledby="link">
          <h2 id="link">The link</h2>
          <p className="quiet-text">{linkNote[round.state]}</p>
          <p className="address">
            <a href={link} dir="ltr">
              {link}
            </a>
          </p>
          <ReachWarning address={link} />
          <div className="buttons">
            <CopyButton text={link} name="the link" />
            <Link className="button secondary" href={`/rounds/${round.slug}/poster`}>
              Poster to print
            </Link>
          </div>
          <QrCode address={link} label={`QR code that opens ${link}`} />
          <p className="quiet-text">
            In ODK Collect or KoboCollect, give this address of a server:{' '}
            <code dir="ltr">{openRosaAddress(await publicAddress(), round.slug)}</code>. Unlike our own page,
            they keep answers readable on the phone until those are sent and erased.
          </p>
        </section>
        {collectsOnly ? (
          <HowToCollect state={round.state} languages={askedLanguages(round.languages)} />
        ) : (
          <RoundFacts
            round={round}
            waves={waves}
            mayRead={mayRead}
            mayCorrect={mayCorrect}
            mayScore={isAllowed(actor, 'round.scoreAnew', round.id)}
            mayContinue={isAllowed(actor, 'round.create') && waves.at(-1)?.slug === round.slug}
          />
        )}
        {round.fieldwork !== null && (
          <WhoWasAsked
            slug={round.slug}
            fieldwork={round.fieldwork}
            sampleDesign={round.sampleDesign}
            mayRecord={isAllowed(actor, 'fieldwork.record', round.id)}
          />
        )}
      </div>
    </>
  )
}
