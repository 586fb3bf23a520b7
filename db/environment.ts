import { resolve } from 'node:path'
import { z } from 'zod'
import { defaultMinimumCell, minimumCellFloor } from '@/lib/disclosure/minimum-cell'

const minimumCellWords = `must be a whole number from ${minimumCellFloor} up, such as ${defaultMinimumCell}: groups of fewer people are hidden.`

const issuerWords =
  'FOOTHOLD_OIDC_ISSUER must be the address of the sign-in service, such as https://login.example.org; http:// only on this very machine.'

const environmentSchema = z.object({
  PORT: z.coerce
    .number('PORT must be a number from 1 to 65535, such as 3000.')
    .int()
    .min(1, 'PORT must be from 1 to 65535.')
    .max(65_535, 'PORT must be from 1 to 65535.')
    .default(3000),
  FOOTHOLD_DATA_DIR: z
    .string()
    .min(1, 'FOOTHOLD_DATA_DIR must name a folder, such as ./data.')
    .default('./data'),
  DATABASE_URL: z
    .string()
    .refine((url) => url === '' || url.startsWith('file:'), {
      message:
        'DATABASE_URL: this version keeps its data in SQLite. Leave it unset for the data folder, or give file:PATH.',
    })
    .optional(),
  FOOTHOLD_SECRET: z
    .string()
    .min(32, 'FOOTHOLD_SECRET must have at least 32 characters. Make one with: openssl rand -base64 32')
    .optional(),
  FOOTHOLD_SECRET_FILE: z.string().min(1, 'FOOTHOLD_SECRET_FILE must name a file.').optional(),
  FOOTHOLD_URL: z
    .url('FOOTHOLD_URL must be the public address, such as https://survey.example.org')
    .optional(),
  FOOTHOLD_MINIMUM_CELL: z
    .string()
    .regex(/^\d{1,6}$/, minimumCellWords)
    .transform(Number)
    .refine((people) => people >= minimumCellFloor, minimumCellWords)
    .default(defaultMinimumCell),
  FOOTHOLD_OIDC_ISSUER: z
    .url(issuerWords)
    .refine(
      (address) => /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1)[:/])/.test(`${address}/`),
      issuerWords,
    )
    .optional(),
  FOOTHOLD_OIDC_CLIENT_ID: z.string().max(500).optional(),
  FOOTHOLD_OIDC_CLIENT_SECRET: z.string().max(2000).optional(),
  FOOTHOLD_OIDC_NAME: z
    .string()
    .trim()
    .max(60, 'FOOTHOLD_OIDC_NAME stands on a button: use 60 characters at most.')
    .optional(),
  FOOTHOLD_TRUSTED_PROXIES: z
    .string()
    .regex(
      /^\d$/,
      'must be a number from 0 to 9: how many proxies of yours stand before Foothold, such as 1.',
    )
    .transform(Number)
    .default(0),
  FOOTHOLD_LOG: z
    .enum(['requests', 'errors'], 'must be "requests" (a line for each request) or "errors".')
    .optional(),
  FOOTHOLD_DEMO: z.literal('1', 'FOOTHOLD_DEMO must be 1, or be left unset.').optional(),
})

/** What the surroundings decide, checked. */
export type Environment = {
  readonly port: number
  /** Absolute path of the folder of database, keys, uploads and backups. */
  readonly dataFolder: string
  /** Absolute path of the SQLite file. */
  readonly databaseFile: string
  readonly secret: string | null
  readonly secretFile: string | null
  /** Public address without a slash at its end; null: the address that a request came to. */
  readonly publicUrl: string | null
  /** Whether people reach it by HTTPS, as `publicUrl` says. */
  readonly isBehindTls: boolean
  /** Fewest people of whom a protected figure is shown: `defaultMinimumCell` unless an administrator says otherwise. */
  readonly minimumCell: number
  /** How many proxies of ours stand before this program: only what they write about a request is believed. */
  readonly trustedProxies: number
  /** Whether each request is a line of the log; by itself only where no person watches a terminal. */
  readonly logsRequests: boolean
  /** Whether everything in the data folder is synthetic sample data, which every page then says. */
  readonly isDemo: boolean
  /** The service by which staff may sign in beside their passwords; null where there is none. */
  readonly oidc: SignInService | null
}

/** A provider of OpenID Connect. */
export type SignInService = {
  /** As it stands in its tokens. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** As people know it, for the button. */
  readonly name: string
}

/**
 * Reads the environment.
 *
 * @throws Error with one line for each variable that is wrong, naming the remedy
 */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const parsed = environmentSchema.safeParse(given)
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    )
  }
  const {
    PORT,
    FOOTHOLD_DATA_DIR,
    DATABASE_URL,
    FOOTHOLD_SECRET,
    FOOTHOLD_SECRET_FILE,
    FOOTHOLD_URL,
    FOOTHOLD_MINIMUM_CELL,
    FOOTHOLD_TRUSTED_PROXIES,
    FOOTHOLD_LOG,
    FOOTHOLD_DEMO,
  } = parsed.data
  const dataFolder = resolve(FOOTHOLD_DATA_DIR)
  const publicUrl = FOOTHOLD_URL?.replace(/\/+$/, '') ?? null
  const oidc = signInService(parsed.data)
  return {
    port: PORT,
    dataFolder,
    databaseFile:
      DATABASE_URL === undefined
        ? resolve(dataFolder, 'foothold.db')
        : resolve(DATABASE_URL.slice('file:'.length)),
    secret: FOOTHOLD_SECRET ?? null,
    secretFile: FOOTHOLD_SECRET_FILE ?? null,
    publicUrl,
    isBehindTls: publicUrl?.startsWith('https://') ?? false,
    minimumCell: FOOTHOLD_MINIMUM_CELL,
    trustedProxies: FOOTHOLD_TRUSTED_PROXIES,
    logsRequests: FOOTHOLD_LOG === undefined ? !process.stderr.isTTY : FOOTHOLD_LOG === 'requests',
    isDemo: FOOTHOLD_DEMO === '1',
    oidc,
  }
}

/** @throws Error with one line for each variable that the others need */
function signInService(given: z.output<typeof environmentSchema>): SignInService | null {
  const { FOOTHOLD_OIDC_ISSUER, FOOTHOLD_OIDC_CLIENT_ID, FOOTHOLD_OIDC_CLIENT_SECRET } = given
  const { FOOTHOLD_OIDC_NAME, FOOTHOLD_URL } = given
  const own = [FOOTHOLD_OIDC_ISSUER, FOOTHOLD_OIDC_CLIENT_ID, FOOTHOLD_OIDC_CLIENT_SECRET, FOOTHOLD_OIDC_NAME]
  if (own.every((value) => value === undefined)) return null
  if (
    FOOTHOLD_OIDC_ISSUER !== undefined &&
    FOOTHOLD_OIDC_CLIENT_ID !== undefined &&
    FOOTHOLD_OIDC_CLIENT_SECRET !== undefined &&
    FOOTHOLD_URL !== undefined
  ) {
    return {
      issuer: FOOTHOLD_OIDC_ISSUER,
      clientId: FOOTHOLD_OIDC_CLIENT_ID,
      clientSecret: FOOTHOLD_OIDC_CLIENT_SECRET,
      name: FOOTHOLD_OIDC_NAME ?? 'your organisation',
    }
  }
  const missing = [
    [FOOTHOLD_OIDC_ISSUER, 'FOOTHOLD_OIDC_ISSUER', 'the address of the service'],
    [FOOTHOLD_OIDC_CLIENT_ID, 'FOOTHOLD_OIDC_CLIENT_ID', 'the id that the service gave this installation'],
    [FOOTHOLD_OIDC_CLIENT_SECRET, 'FOOTHOLD_OIDC_CLIENT_SECRET', 'the secret that goes with that id'],
    [FOOTHOLD_URL, 'FOOTHOLD_URL', 'the public address, because the service sends people back to it'],
  ].filter(([value]) => value === undefined)
  throw new Error(
    missing.map(([, name, what]) => `${name}: signing in by another service needs it: ${what}.`).join('\n'),
  )
}
