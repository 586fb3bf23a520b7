import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { type Clip, localVoice, playClip } from './clip'
import { useIsScripted } from './use-scripted'

/** What can be listened to on a page, one clip at a time. Nothing plays by itself. */
export type Listening = {
  /** False without script, and where there is neither a recording nor a voice. */
  readonly canPlay: (clip: Clip) => boolean
  readonly isPlaying: (clip: Clip) => boolean
  /** Plays a clip from its beginning, or stops it when it plays. */
  readonly press: (clip: Clip) => void
  /** The last one that was pressed did not play. */
  readonly hasFailed: boolean
}

/** Listening on one page: turning it, leaving it or putting it out of sight stops what plays. */
export function useListening(language: string): Listening {
  const isScripted = useIsScripted()
  const hasVoice = useSyncExternalStore(
    subscribeToVoices,
    () => localVoice(language) !== undefined,
    () => false,
  )
  const [playing, setPlaying] = useState<string | null>(null)
  const [hasFailed, setHasFailed] = useState(false)
  const silence = useRef(() => {})
  const stop = useCallback(() => {
    silence.current()
    silence.current = () => {}
    setPlaying(null)
  }, [])
  useEffect(() => {
    window.addEventListener('pagehide', stop)
    document.addEventListener('visibilitychange', stop)
    return () => {
      window.removeEventListener('pagehide', stop)
      document.removeEventListener('visibilitychange', stop)
      stop()
    }
  }, [stop])
  return {
    canPlay: ({ recording }) => isScripted && (recording !== undefined || hasVoice),
    isPlaying: ({ key }) => key === playing,
    press: (clip) => {
      stop()
      setHasFailed(false)
      if (clip.key === playing) return
      setPlaying(clip.key)
      silence.current = playClip(clip, language, (wasHeard) => {
        setPlaying(null)
        setHasFailed(!wasHeard)
      })
    },
    hasFailed,
  }
}

/** Voices load late, and in some browsers without a word. */
function subscribeToVoices(onChange: () => void): () => void {
  if (!('speechSynthesis' in window)) return () => {}
  speechSynthesis.addEventListener?.('voiceschanged', onChange)
  return () => speechSynthesis.removeEventListener?.('voiceschanged', onChange)
}
