import type { RoundOverview } from '@/db/rounds'
import type { AskedLanguage } from '../asked-languages'
import { DraftNote, LanguageList } from '../language-list'

/** For whoever collects answers in a round, and does nothing else in it: how. */
export function HowToCollect({
  state,
  languages,
}: {
  readonly state: RoundOverview['state']
  readonly languages: readonly AskedLanguage[]
}) {
  return (
    <section className="panel" aria-labelledby="collect">
      <h2 id="collect">How to collect</h2>
      {state !== 'open' && (
        <p>
          <strong>
            {state === 'draft'
              ? 'This round has not begun. A manager opens it.'
              : 'This round is closed. There is nothing to collect.'}
          </strong>
        </p>
      )}
      <ol className="collect-steps">
        <li>
          Open the link once where there is a network, on the phone or tablet that you will use. After that it
          works without one too.
        </li>
        <li>
          Let the person choose the language and read what the survey is about, or read it to them. Taking
          part is their choice, and they can leave out any question that they do not want to answer.
        </li>
        <li>Let people answer by themselves where they can, and look away while they do.</li>
        <li>
          The last page shows a code. It belongs to the person: with it they can take their answers back. Do
          not copy it.
        </li>
        <li>
          What was answered without a network is sent by itself as soon as there is one. Open the link again
          to see that nothing waits on this device.
        </li>
      </ol>
      <h3>People can be asked in</h3>
      <LanguageList languages={languages} />
      <DraftNote languages={languages} />
      <p className="quiet-text">
        What was sent cannot be seen here or on the device, by you or by anybody who finds it. The managers of
        the round see how many people have answered.
      </p>
    </section>
  )
}
