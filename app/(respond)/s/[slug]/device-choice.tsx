import type { Say } from '@/lib/interface/message'
import type { Keeping } from '../../device/use-keeping'

/** Whether this phone may keep the answers while they are given: asked before, told before where it cannot. */
export function DeviceChoice({
  say,
  keeping,
  onChoose,
}: {
  readonly say: Say
  readonly keeping: Keeping
  readonly onChoose: (isKeeping: boolean) => void
}) {
  const { canKeep, isKeeping, notice } = keeping
  if (canKeep === null) return null
  return (
    <div className="device">
      {canKeep && (
        <>
          <label className="card" htmlFor="keep">
            <input
              id="keep"
              type="checkbox"
              checked={isKeeping}
              aria-describedby="keep-text"
              onChange={(event) => onChoose(event.target.checked)}
            />
            <span>{say('device.keep')}</span>
          </label>
          <p className="hint" id="keep-text">
            {say('device.keepText')}
          </p>
        </>
      )}
      <p role="status">{notice === null ? '' : say(notice, { save: say('save.link') })}</p>
    </div>
  )
}
