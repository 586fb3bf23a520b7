import type { ConsentWords } from '@/lib/consent'
import type { Say } from '@/lib/interface/message'
import type { Queue } from '../../device/use-queue'
import { RunBy } from './run-by'

/** What waits on this phone, on every page of the survey, and that it was sent. */
export function QueueNotice({
  say,
  queue,
  consent,
}: {
  readonly say: Say
  readonly queue: Queue
  /** Names those who are to be told or asked. */
  readonly consent: ConsentWords
}) {
  const { counts, sent, isSending, hasFailed } = queue
  const { waiting, closed, refused } = counts
  const isEmpty = waiting + closed + refused === 0
  return (
    <div className={isEmpty && sent.length === 0 ? 'unseen' : 'queue'}>
      {waiting > 0 && (
        <>
          <p className="queue-count">{say('queue.waiting', { count: waiting })}</p>
          <p>{say('queue.text', { leave: say('page.leave') })}</p>
        </>
      )}
      {closed > 0 && <p>{say('queue.closed', { count: closed })}</p>}
      {refused > 0 && (
        <p>
          {say('queue.refused', { count: refused })}{' '}
          <button type="button" className="button quiet" onClick={queue.eraseRefused}>
            {say('queue.erase')}
          </button>
        </p>
      )}
      {closed + refused > 0 && <RunBy consent={consent} />}
      <p role="status">
        {isSending
          ? say('queue.sending')
          : hasFailed && waiting > 0
            ? say('queue.noNetwork')
            : sent.length > 0
              ? say('queue.sent', { count: sent.length })
              : ''}
      </p>
      {waiting + closed > 0 && (
        <button
          type="button"
          className="button secondary"
          aria-disabled={isSending || undefined}
          onClick={() => {
            if (!isSending) queue.send()
          }}
        >
          {say('queue.sendNow')}
        </button>
      )}
    </div>
  )
}
