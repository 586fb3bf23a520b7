'use client'

import { useEffect, useRef } from 'react'
import type { Questionnaire } from '@/lib/questionnaire/definition'

/** So long nothing is typed before the preview follows, in milliseconds. */
const pause = 250

/**
 * A phone that shows a draft with the real pages, as a practice interview.
 *
 * @param place the part to show; null to stay where it is
 * @param onAt called when somebody goes on in the preview, with the question that they are at
 */
export function PhonePreview({
  questionnaire,
  language,
  place,
  onAt,
}: {
  readonly questionnaire: Questionnaire
  readonly language: string
  readonly place: { readonly item: string } | { readonly section: string } | null
  readonly onAt: (itemId: string | null) => void
}) {
  const frame = useRef<HTMLIFrameElement>(null)
  const placeText = JSON.stringify(place)
  const tell = useRef<() => void>(() => undefined)
  useEffect(() => {
    tell.current = () =>
      frame.current?.contentWindow?.postMessage(
        { kind: 'show', questionnaire, language, place: JSON.parse(placeText) },
        location.origin,
      )
    const timer = setTimeout(() => tell.current(), pause)
    return () => clearTimeout(timer)
  }, [questionnaire, language, placeText])
  const told = useRef(onAt)
  useEffect(() => {
    told.current = onAt
  }, [onAt])
  useEffect(() => {
    const listen = ({ origin, source, data }: MessageEvent) => {
      if (origin !== location.origin || source !== frame.current?.contentWindow) return
      if (data?.kind === 'ready') tell.current()
      if (data?.kind === 'at') told.current(typeof data.item === 'string' ? data.item : null)
    }
    window.addEventListener('message', listen)
    return () => window.removeEventListener('message', listen)
  }, [])
  return (
    <div className="phone">
      <iframe ref={frame} src="/preview" title="Preview" />
    </div>
  )
}
