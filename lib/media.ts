import type { Problem } from './result'

/**
 * What a recording or a picture is, told by its bytes: neither its name nor what a browser claims is believed.
 * No SVG, which can carry script, and nothing that moves by itself.
 */
export type Media =
  | { readonly kind: 'audio'; readonly contentType: string }
  | {
      readonly kind: 'image'
      readonly contentType: string
      /** Pixels. */
      readonly width: number
      readonly height: number
    }
export type MediaKind = Media['kind']

/** The most that a file may have: bytes, and pixels on the longer side of a picture. */
export const mediaLimits = { audioBytes: 2 * 1024 * 1024, imageBytes: 300 * 1024, imageSide: 2000 } as const

/** What a file is; null when it is none of the formats that are taken, or is cut off before it says. */
export function mediaOf(bytes: Uint8Array): Media | null {
  const contentType = audioTypeOf(bytes)
  return contentType === null ? imageOf(bytes) : { kind: 'audio', contentType }
}

/** The ending of a file name for a content type that `mediaOf` gives. */
export function mediaEnding(contentType: string): string {
  return endings[contentType] ?? ''
}

const endings: Readonly<Record<string, string>> = {
  'audio/mpeg': '.mp3',
  'audio/ogg': '.ogg',
  'audio/mp4': '.m4a',
  'audio/wav': '.wav',
  'audio/webm': '.webm',
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/webp': '.webp',
}

/** What is wrong with a picture whose size is out of the limits; null when nothing is, or when it is a recording. */
export function pictureProblem(media: Media, bytes: Uint8Array, path: string): Problem | null {
  if (media.kind === 'audio') return null
  const { width, height } = media
  if (Math.max(width, height) > mediaLimits.imageSide) {
    const message = `This picture measures ${width} by ${height} pixels; a side may have ${mediaLimits.imageSide}. Make it smaller, 800 pixels wide say.`
    return { path, code: 'picture_too_wide', message }
  }
  if (bytes.length <= mediaLimits.imageBytes) return null
  const message = `This picture has ${Math.ceil(bytes.length / 1024)} kB; it may have ${mediaLimits.imageBytes / 1024}. Make it smaller, 800 pixels wide say, or save it as JPEG.`
  return { path, code: 'picture_too_large', message }
}

/** Why a file that is larger than anything stored is not even looked into. */
export function tooLarge(bytes: Uint8Array, path: string): Problem {
  // Rounded up: what is over the limit never reads as the limit.
  const megabytes = Math.ceil((bytes.length / 1024 / 1024) * 10) / 10
  const message = `This file has ${megabytes} MB. A recording may have 2 MB: cut the silence, or save it as MP3 in mono with 64 kbit/s. A picture may have 300 kB.`
  return { path, code: 'file_too_large', message }
}

function audioTypeOf(bytes: Uint8Array): string | null {
  if (isMp3(bytes)) return 'audio/mpeg'
  if (isOgg(bytes)) return 'audio/ogg'
  if (isMp4Audio(bytes)) return 'audio/mp4'
  if (textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 4) === 'WAVE') return 'audio/wav'
  return isWebmAudio(bytes) ? 'audio/webm' : null
}

/** An ID3 tag, or the header of an MPEG layer III frame with a bit rate and a sample rate that exist. */
function isMp3(bytes: Uint8Array): boolean {
  if (textAt(bytes, 0, 3) === 'ID3') return true
  const [sync, version, rates] = [byteAt(bytes, 0), byteAt(bytes, 1), byteAt(bytes, 2)]
  const isLayer3 = (version & 0xe6) === 0xe2 && (version & 0x18) !== 0x08
  const bitRate = rates >> 4
  return sync === 0xff && isLayer3 && bitRate !== 0 && bitRate !== 15 && (rates & 0x0c) !== 0x0c
}

/** Ogg can carry films too: the first packet says which. */
function isOgg(bytes: Uint8Array): boolean {
  if (textAt(bytes, 0, 4) !== 'OggS') return false
  const packet = 27 + byteAt(bytes, 26)
  return textAt(bytes, packet, 8) === 'OpusHead' || textAt(bytes, packet, 7) === '\x01vorbis'
}

/** MP4 with a sound track that browsers play (AAC, Opus), and no film: a HEIC photo is the same container too. */
function isMp4Audio(bytes: Uint8Array): boolean {
  if (textAt(bytes, 4, 4) !== 'ftyp') return false
  const tracks = placesOf(bytes, 'hdlr').map((place) => textAt(bytes, place + 12, 4))
  const isPlayable = placesOf(bytes, 'mp4a').length + placesOf(bytes, 'Opus').length > 0
  return isPlayable && tracks.includes('soun') && !tracks.includes('vide')
}

function isWebmAudio(bytes: Uint8Array): boolean {
  if (uintAt(bytes, 0, 4) !== 0x1a45dfa3 || !textAt(bytes, 0, 64).includes('webm')) return false
  const hasSound = placesOf(bytes, 'A_OPUS').length + placesOf(bytes, 'A_VORBIS').length > 0
  return hasSound && placesOf(bytes, 'V_VP').length + placesOf(bytes, 'V_AV1').length === 0
}

function imageOf(bytes: Uint8Array): Media | null {
  return (
    sized('image/png', pngSize(bytes)) ??
    sized('image/jpeg', jpegSize(bytes)) ??
    sized('image/webp', webpSize(bytes))
  )
}

type Size = readonly [width: number, height: number]

function sized(contentType: string, size: Size | null): Media | null {
  if (size === null) return null
  const [width, height] = size
  return width > 0 && height > 0 ? { kind: 'image', contentType, width, height } : null
}

const pngSignature = '\x89PNG\r\n\x1a\n'

function pngSize(bytes: Uint8Array): Size | null {
  if (textAt(bytes, 0, 8) !== pngSignature || textAt(bytes, 12, 4) !== 'IHDR') return null
  const [firstPixels] = placesOf(bytes, 'IDAT')
  const moves = placesOf(bytes, 'acTL').some((place) => place < (firstPixels ?? 0))
  return moves || firstPixels === undefined ? null : [uintAt(bytes, 16, 4), uintAt(bytes, 20, 4)]
}

/** The segments of a JPEG, until the one that begins a frame and gives its size. */
function jpegSize(bytes: Uint8Array): Size | null {
  if (uintAt(bytes, 0, 2) !== 0xffd8) return null
  let place = 2
  while (place + 9 <= bytes.length && byteAt(bytes, place) === 0xff) {
    const marker = byteAt(bytes, place + 1)
    // Bytes of filling may stand before a marker.
    if (marker === 0xff) place += 1
    else if (beginsFrame(marker)) return [uintAt(bytes, place + 7, 2), uintAt(bytes, place + 5, 2)]
    else place += 2 + uintAt(bytes, place + 2, 2)
  }
  return null
}

/** SOF0 to SOF15, without the tables (DHT, DAC) and the extension (JPG) that stand among their numbers. */
function beginsFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

function webpSize(bytes: Uint8Array): Size | null {
  if (textAt(bytes, 0, 4) !== 'RIFF' || textAt(bytes, 8, 4) !== 'WEBP') return null
  switch (textAt(bytes, 12, 4)) {
    case 'VP8 ':
      return uintAt(bytes, 23, 3) === 0x9d012a
        ? [littleUintAt(bytes, 26, 2) & 0x3fff, littleUintAt(bytes, 28, 2) & 0x3fff]
        : null
    case 'VP8L': {
      if (byteAt(bytes, 20) !== 0x2f) return null
      const packed = littleUintAt(bytes, 21, 4)
      return [1 + (packed & 0x3fff), 1 + ((packed >>> 14) & 0x3fff)]
    }
    case 'VP8X': {
      const moves = (byteAt(bytes, 20) & 0x02) !== 0
      return moves ? null : [1 + littleUintAt(bytes, 24, 3), 1 + littleUintAt(bytes, 27, 3)]
    }
    default:
      return null
  }
}

/** The byte at a place; 0 beyond the end, so that a file that is cut off reads as one without sense. */
function byteAt(bytes: Uint8Array, place: number): number {
  return bytes[place] ?? 0
}

/** An unsigned number of `length` bytes, at most 4, the most significant first. */
function uintAt(bytes: Uint8Array, place: number, length: number): number {
  let value = 0
  for (let at = place; at < place + length; at += 1) value = value * 256 + byteAt(bytes, at)
  return value
}

/** As `uintAt`, the least significant byte first. */
function littleUintAt(bytes: Uint8Array, place: number, length: number): number {
  let value = 0
  for (let at = place + length - 1; at >= place; at -= 1) value = value * 256 + byteAt(bytes, at)
  return value
}

/** Bytes read as the characters of their numbers. */
function textAt(bytes: Uint8Array, place: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(place, place + length))
}

/** Where a text of ASCII characters stands in a file. */
function placesOf(bytes: Uint8Array, text: string): readonly number[] {
  const places: number[] = []
  const first = text.charCodeAt(0)
  for (let place = bytes.indexOf(first); place !== -1; place = bytes.indexOf(first, place + 1)) {
    if (textAt(bytes, place, text.length) === text) places.push(place)
  }
  return places
}
