import type { Say } from '@/lib/interface/message'
import type { Clip } from './clip'
import type { Listening } from './use-listening'

/** Reads the question aloud: a button with its words, and without script the recording in the browser's own player. */
export function ListenToQuestion({
  say,
  listening,
  clip,
}: {
  readonly say: Say
  readonly listening: Listening
  readonly clip: Clip
}) {
  const isPlaying = listening.isPlaying(clip)
  return (
    <>
      {listening.canPlay(clip) && (
        <p className="listening">
          <button type="button" className="listen worded" onClick={() => listening.press(clip)}>
            <ListenIcon isPlaying={isPlaying} />
            {say(isPlaying ? 'listen.stop' : 'listen.question')}
          </button>
        </p>
      )}
      {clip.recording !== undefined && (
        <noscript>
          {/* biome-ignore lint/a11y/useMediaCaption: what is said stands above it, word for word */}
          <audio
            className="listening"
            controls
            preload="none"
            src={clip.recording}
            aria-label={say('listen.question')}
          />
        </noscript>
      )}
      <p className={listening.hasFailed ? 'remedy' : 'unseen'} role="status">
        {listening.hasFailed ? say('listen.failed') : ''}
      </p>
    </>
  )
}

/** Reads one answer aloud: a button beside its card, no part of it, so that listening chooses nothing. */
export function ListenToOption({
  say,
  listening,
  clip,
}: {
  readonly say: Say
  readonly listening: Listening
  readonly clip: Clip
}) {
  if (!listening.canPlay(clip)) return null
  const isPlaying = listening.isPlaying(clip)
  return (
    <button
      type="button"
      className="listen"
      aria-label={isPlaying ? say('listen.stop') : say('listen.option', { option: clip.text })}
      onClick={() => listening.press(clip)}
    >
      <ListenIcon isPlaying={isPlaying} />
    </button>
  )
}

/** A loudspeaker, or the square that stops it everywhere. */
function ListenIcon({ isPlaying }: { readonly isPlaying: boolean }) {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <path
        fill={isPlaying ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="2"
        strokeLinejoin="round"
        strokeLinecap="round"
        d={isPlaying ? 'M6 6h12v12H6z' : 'M4 9v6h4l5 4V5L8 9zM16.5 9a4 4 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11'}
      />
    </svg>
  )
}
