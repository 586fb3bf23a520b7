import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mediaLimits, mediaOf, pictureProblem } from './media'

const fixture = (name: string) => readFileSync(new URL(`fixtures/media/${name}`, import.meta.url))
const ascii = (text: string) => Buffer.from(text, 'latin1')

test.each([
  ['tone.webm', 'audio/webm'],
  ['tone.m4a', 'audio/mp4'],
  ['tone.wav', 'audio/wav'],
])('%s is a recording', (name, contentType) => {
  expect(mediaOf(fixture(name))).toEqual({ kind: 'audio', contentType })
})

test.each([
  ['tile.png', 'image/png'],
  ['tile.jpg', 'image/jpeg'],
  ['lossy.webp', 'image/webp'],
  ['lossless.webp', 'image/webp'],
  ['alpha.webp', 'image/webp'],
])('%s is a picture of 33 by 9 pixels', (name, contentType) => {
  expect(mediaOf(fixture(name))).toEqual({ kind: 'image', contentType, width: 33, height: 9 })
})

test.each([
  ['lossy.webp', 'VP8 '],
  ['lossless.webp', 'VP8L'],
])('%s says its size in the short form of the format too', (name, chunk) => {
  const file = fixture(name)
  const from = file.indexOf(chunk, 12, 'latin1')
  const short = Buffer.concat([file.subarray(0, 12), file.subarray(from)])
  expect(mediaOf(short)).toMatchObject({ width: 33, height: 9 })
})

test.each([
  // ISO 11172-3, 2.4.2.3: sync, MPEG-1, layer III, 128 kbit/s, 44.1 kHz.
  ['a bare MPEG frame', Buffer.from([0xff, 0xfb, 0x90, 0x00]), 'audio/mpeg'],
  ['a frame of MPEG-2', Buffer.from([0xff, 0xf3, 0x40, 0xc4]), 'audio/mpeg'],
  ['an ID3 tag', ascii('ID3\x04\0\0\0\0\0\0'), 'audio/mpeg'],
  // RFC 3533, section 6, with a lacing table of one; RFC 7845, section 5.1.
  ['Opus in Ogg', ascii(`OggS\0\x02${'\0'.repeat(20)}\x01\x13OpusHead\x01`), 'audio/ogg'],
  ['Vorbis in Ogg', ascii(`OggS\0\x02${'\0'.repeat(20)}\x01\x1e\x01vorbis`), 'audio/ogg'],
])('%s is a recording', (_, bytes, contentType) => {
  expect(mediaOf(bytes)).toEqual({ kind: 'audio', contentType })
})

test.each([
  ['an SVG', ascii('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')],
  ['a GIF', ascii('GIF89a\x01\0\x01\0\0\0\0')],
  ['a page', ascii('<!DOCTYPE html><script>1</script>')],
  ['a PDF', ascii('%PDF-1.7')],
  ['a film in Ogg', ascii(`OggS\0\x02${'\0'.repeat(20)}\x01\x2a\x80theora`)],
  ['AAC without a container', Buffer.from([0xff, 0xf1, 0x50, 0x80])],
  ['UTF-16', Buffer.from([0xff, 0xfe, 0x41, 0x00])],
  ['an MP3 frame with no bit rate', Buffer.from([0xff, 0xfb, 0xf0, 0x00])],
  ['a HEIC photo', ascii('\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x21hdlr\0\0\0\0\0\0\0\0pict')],
  ['nothing', new Uint8Array()],
])('%s is neither', (_, bytes) => {
  expect(mediaOf(bytes)).toBeNull()
})

test('a table among the segments of a JPEG is not taken for its size', () => {
  const jpeg = fixture('tile.jpg')
  const table = Buffer.from([0xff, 0xc4, 0x00, 0x09, 1, 2, 3, 4, 5, 6, 7])
  const rearranged = Buffer.concat([jpeg.subarray(0, 2), table, Buffer.from([0xff]), jpeg.subarray(2)])
  expect(mediaOf(rearranged)).toMatchObject({ width: 33, height: 9 })
})

test('a film is no recording, though its container is the same', () => {
  const film = Buffer.concat([fixture('tone.m4a'), ascii('hdlr\0\0\0\0\0\0\0\0vide')])
  expect(mediaOf(film)).toBeNull()
  expect(mediaOf(Buffer.concat([fixture('tone.webm'), ascii('\x86\x85V_VP8')]))).toBeNull()
})

test('a picture that moves is refused', () => {
  const png = fixture('tile.png')
  const pixels = png.indexOf('IDAT', 0, 'latin1') - 4
  const control = ascii('\0\0\0\x08acTL\0\0\0\x02\0\0\0\0\0\0\0\0')
  expect(mediaOf(Buffer.concat([png.subarray(0, pixels), control, png.subarray(pixels)]))).toBeNull()
  const webp = Buffer.from(fixture('alpha.webp'))
  webp.writeUInt8(webp.readUInt8(20) | 0x02, 20)
  expect(mediaOf(webp)).toBeNull()
})

test('a file that is cut off anywhere, or is noise, never breaks the reading', () => {
  const names = ['tone.webm', 'tone.m4a', 'tile.png', 'tile.jpg', 'lossy.webp', 'lossless.webp']
  for (const file of names.map(fixture)) {
    for (let length = 0; length < file.length; length += 1) mediaOf(file.subarray(0, length))
  }
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => mediaOf(noise) !== undefined))
})

test('the size that counts is that of the picture, not of its name', () => {
  const wide = { kind: 'image', contentType: 'image/png', width: 2001, height: 10 } as const
  expect(pictureProblem(wide, new Uint8Array(10), 'a.b.png')?.code).toBe('picture_too_wide')
  const fits = { ...wide, width: 2000 }
  expect(pictureProblem(fits, new Uint8Array(mediaLimits.imageBytes), 'a.b.png')).toBeNull()
  const heavy = new Uint8Array(mediaLimits.imageBytes + 1)
  expect(pictureProblem(fits, heavy, 'a.b.png')).toMatchObject({ code: 'picture_too_large', path: 'a.b.png' })
})
