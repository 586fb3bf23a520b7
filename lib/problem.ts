import type { Problem } from './result'

/**
 * Every refusal that Foothold can give, once: HTTP status, title, and the sentence that says what to do.
 * A route turns it into problem+json, a page into a message, the command line into a line.
 */
export const problemCatalogue = {
  body_not_json: { status: 400, say: () => 'The body is not valid JSON. Send one JSON object in UTF-8.' },
  body_too_deep: {
    status: 400,
    say: (p: { deepest: number }) =>
      `Lists and objects of this body stand inside of each other more than ${p.deepest} times. Send it flatter.`,
  },
  address_unreadable: {
    status: 400,
    say: () =>
      'This address cannot be read: a % in it does not begin a letter written as % and digits, or dots stand in place of a name. Check the link.',
  },
  body_too_large: {
    status: 413,
    say: (p: { limitKilobytes: number }) =>
      `The body is larger than ${p.limitKilobytes} kB. Send less in one request.`,
  },
  input_invalid: {
    status: 422,
    say: () => 'Some fields are not right. Each is named below with its remedy.',
  },
  answers_invalid: {
    status: 422,
    say: () => 'Some answers are not right. Each item is named below with its remedy.',
  },
  questionnaire_invalid: {
    status: 422,
    say: () => 'The questionnaire has problems. Each is named below with its place and remedy.',
  },
  form_invalid: {
    status: 422,
    say: () =>
      'The form cannot be taken as it stands. Each fault is named below with its sheet, row and column. Put them right, then import it again.',
  },
  letters_missing: {
    status: 422,
    say: (p: { language: string }) =>
      `This cannot be printed in "${p.language}": the fonts of Foothold lack most of its letters. Choose another language, or take the questionnaire as XLSForm and print it elsewhere.`,
  },
  questionnaire_version_taken: {
    status: 409,
    say: (p: { id: string; version: number }) =>
      `Version ${p.version} of "${p.id}" is published with other content, and a published version never changes. Raise "version".`,
  },
  questionnaire_taken: {
    status: 409,
    say: (p: { id: string }) =>
      `There is a questionnaire "${p.id}" already. Choose another name, or open that one.`,
  },
  translations_unreadable: {
    status: 422,
    say: () => 'Nothing of this file was taken. What is wrong with it is named below.',
  },
  draft_changed: {
    status: 409,
    say: () =>
      'Somebody else changed this draft meanwhile. Nothing was stored: take up their changes first, then save again.',
  },
  draft_overtaken: {
    status: 409,
    say: (p: { version: number }) =>
      `Version ${p.version} was published meanwhile, and the draft does not know it. Compare the two, then go on from version ${p.version} or keep the draft as the next one.`,
  },
  media_invalid: {
    status: 422,
    say: () =>
      'Nothing was stored, because some files cannot be taken. Each is named below with its remedy. Put them right, then choose all the files again.',
  },
  upload_too_large: {
    status: 413,
    say: (p: { limitMegabytes: number }) =>
      `These files have more than ${p.limitMegabytes} MB together. Nothing was stored. Upload them in smaller groups.`,
  },
  upload_unreadable: {
    status: 400,
    say: () => 'The files did not arrive whole. Nothing was stored. Choose them again.',
  },
  not_signed_in: { status: 401, say: () => 'Sign in first.' },
  token_refused: {
    status: 401,
    say: () =>
      'This access token is not right, has expired or was revoked. Make a new one on the page "Access tokens", and send it as "Authorization: Bearer TOKEN".',
  },
  sign_in_failed: {
    status: 401,
    say: () => 'This e-mail address and password do not match. Check both and try again.',
  },
  service_unknown_person: {
    status: 401,
    say: () =>
      'No account here is tied to this sign-in. Ask an administrator for an invitation, or sign in with your password and tie the two on your account page.',
  },
  service_already_tied: {
    status: 409,
    say: () =>
      'This sign-in or this account is tied to another one already. Untie that first, or sign in at the service as somebody else.',
  },
  password_needed: {
    status: 409,
    say: () =>
      'You have no password, so you could not sign in any more. Ask an administrator for a link first.',
  },
  sign_in_expired: {
    status: 401,
    say: () => 'Too much time has passed. Sign in with your password again.',
  },
  code_wrong: {
    status: 401,
    say: () =>
      'This code is not right, or was used already. Wait for the next one of the app, or use a recovery code that you have not used.',
  },
  second_factor_set_up: {
    status: 409,
    say: () => 'This account has a second factor already. Take it off first to set up another.',
  },
  second_factor_required: {
    status: 409,
    say: () => 'A role of yours asks for a second factor, so it cannot be taken off.',
  },
  not_allowed: {
    status: 403,
    say: (p: { permission: string }) =>
      `Your role does not include "${p.permission}". Ask an administrator for it.`,
  },
  sent_by_another_site: {
    status: 403,
    say: () => 'A page of another site sent this. Open our own page, or send it from a program.',
  },
  not_found: {
    status: 404,
    say: (p: { what: string }) => `There is no ${p.what} with this name. Check the address.`,
  },
  method_not_allowed: {
    status: 405,
    say: (p: { method: string; allow: string }) =>
      `This address does not take ${p.method}. It takes ${p.allow}.`,
  },
  link_not_valid: {
    status: 404,
    say: () => 'This link has been used or has expired. Ask who sent it for a new one.',
  },
  email_taken: { status: 409, say: () => 'An account with this e-mail address exists. Use another address.' },
  last_administrator: {
    status: 409,
    say: () =>
      'Nobody else could manage accounts any more. Make another person administrator first, then try again.',
  },
  invitation_not_open: {
    status: 404,
    say: () => 'This invitation was used, has expired or was taken back already.',
  },
  account_not_found: {
    status: 404,
    say: () =>
      'There is no such account, or it is closed. Check the address; a closed one is opened again on its page under People.',
  },
  not_a_demo_folder: {
    status: 409,
    say: () =>
      'This data folder holds accounts or rounds that are not sample data, and the demo leaves it alone. Start it with "npm start", or give the demo an empty folder: FOOTHOLD_DEMO_DATA_DIR=./demo-data npm run demo',
  },
  demo_account: {
    status: 409,
    say: () =>
      'This account belongs to the sample data and signs in only where "npm run demo" serves it. Invite the person instead.',
  },
  slug_taken: {
    status: 409,
    say: (p: { slug: string }) => `Another round has the address "${p.slug}". Choose another.`,
  },
  submission_differs: {
    status: 409,
    say: () =>
      'This submissionId was already used for other answers. Use a new submissionId for a new response.',
  },
  version_not_current: {
    status: 422,
    say: (p: { version: number }) =>
      `This round uses version ${p.version} of its questionnaire. Answer that version.`,
  },
  round_not_open: { status: 410, say: () => 'This survey is not open. Ask who sent you the link.' },
  envelope_unreadable: {
    status: 422,
    say: () =>
      'These sealed answers do not open with the key of this round. Send them to the round that they were sealed for, unchanged.',
  },
  receipt_taken: {
    status: 409,
    say: () => 'Another response has this receipt. Make a new one at random and send again.',
  },
  language_not_ready: {
    status: 409,
    say: (p: { languages: string }) =>
      `No language of this questionnaire is ready for collection: ${p.languages}. Complete one of them, then open the round.`,
  },
  response_withdrawn: {
    status: 410,
    say: () => 'This response was withdrawn and is not kept. Nothing was stored.',
  },
  receipt_not_found: {
    status: 404,
    say: () =>
      'This code is not right, or the response was withdrawn already. Check the letters and try again.',
  },
  saved_interview_not_found: {
    status: 404,
    say: () =>
      'This code is not right, or its answers were sent or erased already. Check the letters and try again.',
  },
  access_token_not_found: {
    status: 404,
    say: () => 'You have no such access token. It may have been revoked already.',
  },
  too_many_requests: {
    status: 429,
    say: (p: { retryAfterSeconds: number }) =>
      `Too many tries. Wait ${p.retryAfterSeconds} seconds and try again.`,
  },
  breakdowns_outside_lattice: {
    status: 422,
    say: (p: { allowed: string }) =>
      `A table has at most two breakdowns besides category and wave, filters included. Choose among: ${p.allowed}.`,
  },
  details_outside_lattice: {
    status: 422,
    say: () =>
      'These figures come in coarser tables than the profile does. What is asked too much is named below.',
  },
  no_release_yet: {
    status: 404,
    say: (p: { needed: number }) =>
      `There is no release yet. The first is made when ${p.needed} people have answered or the round closes.`,
  },
  release_without_details: {
    status: 404,
    say: (p: { number: number }) =>
      `Release ${p.number} was made before these figures were kept. The next release has them; managers can see exact ones.`,
  },
  release_not_due: {
    status: 409,
    say: () =>
      'A release cannot be made by hand now: it takes a first release, a change since the last one, and is possible once in a round.',
  },
  weights_invalid: {
    status: 422,
    say: () =>
      'Nothing was stored, because people cannot be weighted so. Each reason is named below with its remedy.',
  },
  release_passed: {
    status: 409,
    say: (p: { number: number }) =>
      `Release ${p.number} was made since you saw the preview. Nothing was published. Look at the preview again, then publish.`,
  },
  publication_not_found: {
    status: 404,
    say: () => 'There are no published results at this address. Check the address.',
  },
  publication_withdrawn: {
    status: 410,
    say: (p: { version: number; date: string }) =>
      `Version ${p.version} of these results was withdrawn on ${p.date}. Its figures are no longer shown.`,
  },
  too_many_drawings: {
    status: 503,
    say: (p: { retryAfterSeconds: number }) =>
      `Many files of published results are being drawn. Ask again in ${p.retryAfterSeconds} seconds: each is drawn once, then kept.`,
  },
  format_cannot_hold: {
    status: 422,
    say: (p: { format: string }) =>
      `A file of the format "${p.format}" cannot hold these answers. Each column at fault is named below with its remedy; or choose another format.`,
  },
  text_not_cleared: {
    status: 403,
    say: () =>
      'You are not cleared to take out what people of this round wrote in their own words. An administrator can clear you for it; or whoever runs the server writes it on the command line: "foothold export" with --with-text and a reason.',
  },
  export_not_ready: {
    status: 409,
    say: () =>
      'This file is not there: it is still being written, was stopped or has gone. Look at the list of files.',
  },
  too_many_exports: {
    status: 409,
    say: (p: { most: number }) =>
      `${p.most} files are being written for you already. Wait until one is done, or cancel one.`,
  },
  overloaded: {
    status: 503,
    say: (p: { retryAfterSeconds: number }) =>
      `More is asked of this server at the moment than it can answer. Nothing was stored. Try again in ${p.retryAfterSeconds} seconds; what is kept on a phone is sent by itself.`,
  },
  request_too_slow: {
    status: 408,
    say: () => 'This took too long to arrive. Nothing was stored. Try again where the network is better.',
  },
  storage_full: {
    status: 507,
    say: () => 'There is no room to store this. Nothing was stored; it can be sent again.',
  },
  storage_unwritable: {
    status: 503,
    say: (_: { retryAfterSeconds: number }) =>
      'The disk cannot be written at the moment. Nothing was stored; it can be sent again, and what is kept on a phone is sent by itself.',
  },
  unexpected: {
    status: 500,
    say: () => 'Something broke on our side. Nothing was stored. Try again in a moment.',
  },
} as const

export type ProblemCode = keyof typeof problemCatalogue
type ParamsOf<C extends ProblemCode> = Parameters<(typeof problemCatalogue)[C]['say']>[0]

/** The sentence of a refusal with the names of its parts in braces, for papers: `Version {version} of "{id}" is published …`. */
export function sentencePattern(code: ProblemCode): string {
  const parts = new Proxy({}, { get: (_, name) => `{${String(name)}}` })
  return (problemCatalogue[code].say as (p: unknown) => string)(parts)
}

const isOfCatalogue = Symbol.for('foothold.problem')

/** A refusal from the catalogue, thrown by `db` and rendered once by each surface. */
export class ProblemError extends Error {
  /** Next loads a module once for each of its bundles: a refusal that one of them made is known by the others too. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && isOfCatalogue in value
  }

  readonly [isOfCatalogue] = true
  readonly code: ProblemCode
  readonly status: number
  /** The fields, rows or items at fault; empty when the whole request is. */
  readonly errors: readonly Problem[]
  readonly params: Readonly<Record<string, string | number>>

  constructor(
    code: ProblemCode,
    params: Readonly<Record<string, string | number>>,
    errors: readonly Problem[],
  ) {
    super((problemCatalogue[code].say as (p: unknown) => string)(params))
    this.name = 'ProblemError'
    this.code = code
    this.status = problemCatalogue[code].status
    this.params = params
    this.errors = errors
  }
}

/**
 * Makes a refusal to throw: `throw problem('slug_taken', { slug })`.
 *
 * @param errors the fields, rows or items at fault, when the refusal has any
 */
export function problem<C extends ProblemCode>(
  code: C,
  ...[params, errors]: ParamsOf<C> extends undefined
    ? [params?: undefined, errors?: readonly Problem[]]
    : [params: ParamsOf<C>, errors?: readonly Problem[]]
): ProblemError {
  return new ProblemError(code, params ?? {}, errors ?? [])
}

/** Whether something could not be written because of the disk. Reading goes on meanwhile. */
export function isDiskProblem(error: unknown): boolean {
  return error instanceof ProblemError && ['storage_full', 'storage_unwritable'].includes(error.code)
}
