import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  openSync,
  readSync,
  statSync,
} from 'node:fs'
import { link, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { readSealedFile, writeSealedFile } from './sealed-file'

/*
 * A backup: a line of JSON that says what it is, then the database, sealed in chunks under a key of its own that is made from the
 * master key. The line is bound to every chunk.
 */

const format = 'foothold-backup/1'

const headSchema = z.object({
  format: z.literal(format),
  /** ISO 8601, UTC. */
  madeAt: z.string(),
  /** Number of the schema of the database. */
  schema: z.number(),
  /** Hash of the newest entry of the audit log. */
  auditHead: z.string(),
  databaseBytes: z.number().int().positive(),
  /** SHA-256 of the database, hexadecimal. */
  databaseHash: z.string(),
  /** Makes the key of this file another one than that of every other. Hexadecimal. */
  salt: z.string(),
  /** Tells the right master key from a wrong one. Hexadecimal. */
  keyCheck: z.string(),
})

export type BackupHead = z.infer<typeof headSchema>

const longestHead = 4_096

/**
 * Seals a database file as a backup, and reads it back: what is there afterwards opens, and is whole.
 *
 * @param key made from the master key
 * @throws Error when the file is there already, or what was written is not what was read back
 */
export async function writeBackupFile(
  file: string,
  database: string,
  key: Buffer,
  about: Pick<BackupHead, 'madeAt' | 'schema' | 'auditHead'>,
): Promise<BackupHead> {
  if (existsSync(file))
    throw new Error(`${file} is there already. Name another file: a backup is never overwritten.`)
  const salt = randomBytes(16).toString('hex')
  const head: BackupHead = {
    format,
    ...about,
    databaseBytes: statSync(database).size,
    databaseHash: await hashOf(createReadStream(database)),
    salt,
    keyCheck: keyCheckOf(key, salt),
  }
  const line = `${JSON.stringify(head)}\n`
  const part = `${file}.part`
  await rm(part, { force: true })
  const writer = await writeSealedFile(part, line, fileKey(key, salt), Buffer.from(line))
  try {
    for await (const bytes of createReadStream(database)) await writer.write(bytes)
    await writer.finish()
    await writer.close()
    if ((await hashOf(Readable.from(contentOf(part, head, key)))) !== head.databaseHash)
      throw new Error('The backup was written, but does not read back as it should. The disk may be failing.')
    // Unlike a renaming, a link never takes the place of a file that has appeared meanwhile.
    await link(part, file)
    await syncFolderOf(file)
  } finally {
    await writer.close().catch(() => undefined)
    await rm(part, { force: true })
  }
  return head
}

/** What a backup says of itself. Nothing of it is believed before the content opens. @throws Error when the file is no backup */
export function readBackupHead(file: string): BackupHead {
  const bytes = Buffer.alloc(longestHead)
  const opened = openSync(file, 'r')
  const length = readSync(opened, bytes, 0, longestHead, 0)
  closeSync(opened)
  const end = bytes.subarray(0, length).indexOf('\n')
  try {
    return headSchema.parse(JSON.parse(bytes.subarray(0, end).toString()))
  } catch {
    throw new Error(`${file} is no backup of Foothold, or of a version that this one does not know.`)
  }
}

/**
 * Writes the database of a backup to a file of its own.
 *
 * @throws Error when the master key is another one, or the backup was changed or is cut short
 */
export async function openBackupFile(file: string, database: string, key: Buffer): Promise<BackupHead> {
  const head = readBackupHead(file)
  const expected = Buffer.from(head.keyCheck)
  const given = Buffer.from(keyCheckOf(key, head.salt))
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
    throw new Error(
      'The master key that is here is not the one with which this backup was made. Bring back that key: FOOTHOLD_SECRET, the file of FOOTHOLD_SECRET_FILE, or the folder keys of the data folder of then.',
    )
  }
  try {
    await pipeline(
      Readable.from(contentOf(file, head, key)),
      createWriteStream(database, { flags: 'wx', mode: 0o600, flush: true }),
    )
  } catch (error) {
    throw new Error(`${file} was changed or is cut short, and cannot be restored. Take another backup.`, {
      cause: error,
    })
  }
  if ((await hashOf(createReadStream(database))) !== head.databaseHash)
    throw new Error(`${file} is not whole. Take another backup.`)
  return head
}

function contentOf(file: string, head: BackupHead, key: Buffer): AsyncGenerator<Uint8Array> {
  const line = `${JSON.stringify(head)}\n`
  return readSealedFile(file, line, fileKey(key, head.salt), {
    from: 0,
    to: head.databaseBytes - 1,
    headBytes: Buffer.byteLength(line),
  })
}

/** @see RFC 5869 */
function fileKey(key: Buffer, salt: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.from(salt, 'hex'), 'backup file', 32))
}

function keyCheckOf(key: Buffer, salt: string): string {
  return createHmac('sha256', key).update(`check ${salt}`).digest('hex').slice(0, 32)
}

async function hashOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of bytes) hash.update(chunk)
  return hash.digest('hex')
}

async function syncFolderOf(file: string): Promise<void> {
  const folder = await open(/* turbopackIgnore: true */ dirname(file), 'r').catch(() => null)
  await folder?.sync().catch(() => undefined)
  await folder?.close()
}
