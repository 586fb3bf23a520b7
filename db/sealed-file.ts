import { createCipheriv, createDecipheriv } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'

/**
 * A file on disk that is noise without its key, and of which any part can be read. It lies in chunks, each AES-256-GCM under the file's
 * own key, with the number of the chunk as nonce: a key serves one file, written once.
 */

const chunkBytes = 65_536
const tagBytes = 16
const keyBytes = 32

/** A sealed file that is being written. */
export type SealedFileWriter = {
  /** Adds bytes. @throws Error of the system, when the disk is full for one */
  readonly write: (bytes: Uint8Array) => Promise<void>
  /** Puts what is left on disk. @returns length of what was written, before it was sealed */
  readonly finish: () => Promise<number>
  /** Closes the file as it stands. Must be called, whatever happened. */
  readonly close: () => Promise<void>
}

/**
 * Begins a sealed file, readable by its owner alone.
 *
 * @param name is bound to every chunk: a file under another name does not open
 * @param head stands before the chunks, in clear
 * @throws Error when the file is there already
 */
export async function writeSealedFile(
  path: string,
  name: string,
  key: Buffer,
  head: Uint8Array = new Uint8Array(),
): Promise<SealedFileWriter> {
  const file = await open(path, 'wx', 0o600)
  if (head.length > 0) await file.appendFile(head)
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  let chunk = 0
  let length = 0
  const flush = async (isLast: boolean) => {
    let bytes = Buffer.concat(waiting)
    while (bytes.length >= chunkBytes || (isLast && bytes.length > 0)) {
      await file.appendFile(seal(bytes.subarray(0, chunkBytes), chunk, name, key))
      chunk += 1
      bytes = bytes.subarray(chunkBytes)
    }
    waiting = [bytes]
    waitingBytes = bytes.length
  }
  return {
    write: async (bytes) => {
      waiting.push(bytes)
      waitingBytes += bytes.length
      length += bytes.length
      if (waitingBytes >= chunkBytes) await flush(false)
    },
    finish: async () => {
      await flush(true)
      await file.sync()
      return length
    },
    close: () => file.close(),
  }
}

/**
 * A part of a sealed file.
 *
 * @param from first byte, counted before it was sealed
 * @param to last byte
 * @param headBytes how much stands before the chunks
 * @throws Error when the file was changed, is cut short or the key is another's
 */
export async function* readSealedFile(
  path: string,
  name: string,
  key: Buffer,
  { from, to, headBytes = 0 }: { readonly from: number; readonly to: number; readonly headBytes?: number },
): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r')
  try {
    for (let chunk = Math.floor(from / chunkBytes); chunk * chunkBytes <= to; chunk += 1) {
      const plain = unseal(await readChunk(file, chunk, headBytes), chunk, name, key)
      const start = chunk * chunkBytes
      const part = plain.subarray(Math.max(0, from - start), to - start + 1)
      if (part.length > 0) yield part
    }
  } finally {
    await file.close()
  }
}

async function readChunk(file: FileHandle, chunk: number, headBytes: number): Promise<Buffer> {
  const sealed = Buffer.alloc(chunkBytes + tagBytes)
  const { bytesRead } = await file.read(sealed, 0, sealed.length, headBytes + chunk * sealed.length)
  if (bytesRead <= tagBytes) throw new Error('A sealed file is cut short.')
  return sealed.subarray(0, bytesRead)
}

function seal(plain: Uint8Array, chunk: number, name: string, key: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', checked(key), nonceOf(chunk))
  cipher.setAAD(Buffer.from(name))
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function unseal(sealed: Buffer, chunk: number, name: string, key: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', checked(key), nonceOf(chunk), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(name))
  decipher.setAuthTag(sealed.subarray(-tagBytes))
  return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()])
}

function nonceOf(chunk: number): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(chunk, 6, 6)
  return nonce
}

function checked(key: Buffer): Buffer {
  if (key.length !== keyBytes) throw new RangeError('The key of a sealed file has 32 bytes.')
  return key
}
