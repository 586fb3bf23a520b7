/** Something that can be listened to. */
export type Clip = {
  /** Tells the clips of a page apart. */
  readonly key: string
  /** Address of the recording, where there is one. */
  readonly recording: string | undefined
  /** What the browser's own voice says where there is none. */
  readonly text: string
}

/**
 * A voice that speaks on this device. One that lives elsewhere is never used: it would send out what is asked here.
 *
 * @returns the voice of the very language, else of the same language elsewhere; undefined when there is none
 */
export function localVoice(language: string): SpeechSynthesisVoice | undefined {
  // Some phones write ar_SA.
  const tagOf = ({ lang }: SpeechSynthesisVoice) => lang.replace('_', '-').toLowerCase()
  const wanted = language.toLowerCase()
  const plain = (tag: string) => tag.split('-')[0]
  const voices =
    'speechSynthesis' in window
      ? speechSynthesis
          .getVoices()
          .filter((voice) => voice.localService && plain(tagOf(voice)) === plain(wanted))
      : []
  return voices.find((voice) => tagOf(voice) === wanted) ?? voices[0]
}

/**
 * Plays the recording; where there is none, or it does not play, the voice of this device says the text.
 *
 * @param onEnd called once, unless it was stopped before: whether it was heard to its end
 * @returns stops it
 */
export function playClip(clip: Clip, language: string, onEnd: (wasHeard: boolean) => void): () => void {
  let isOver = false
  let silence = () => {}
  function end(wasHeard: boolean) {
    if (!isOver) onEnd(wasHeard)
    isOver = true
  }
  function speak() {
    const voice = localVoice(language)
    if (voice === undefined) {
      end(false)
      return
    }
    const utterance = new SpeechSynthesisUtterance(clip.text)
    utterance.voice = voice
    utterance.lang = voice.lang
    utterance.onend = () => end(true)
    utterance.onerror = () => end(false)
    silence = () => speechSynthesis.cancel()
    // Whatever an earlier page left in the queue of the browser would be said first.
    speechSynthesis.cancel()
    speechSynthesis.speak(utterance)
  }
  if (clip.recording === undefined) {
    speak()
  } else {
    const audio = new Audio(clip.recording)
    let hasFailed = false
    const sayInstead = () => {
      if (!hasFailed && !isOver) speak()
      hasFailed = true
    }
    audio.onended = () => end(true)
    audio.onerror = sayInstead
    audio.play().catch(sayInstead)
    silence = () => audio.pause()
  }
  return () => {
    isOver = true
    silence()
  }
}
