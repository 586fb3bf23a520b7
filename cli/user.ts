import { text } from 'node:stream/consumers'
import { resetAccount } from '@/db/account-reset'
import { addAccount } from '@/db/accounts'
import { readRound } from '@/db/rounds'
import { staffRoles } from '@/lib/permissions'
import { oneOf, readCall, required } from './call'
import { operator, say, UsageError } from './terminal'

/** `user add --email E --role R [--survey SLUG] | reset --email E`, the password on standard input */
export async function run([what, ...args]: readonly string[]): Promise<number> {
  if (what === 'add') return add(args)
  if (what === 'reset') return reset(args)
  throw new UsageError(`user ${what ?? ''}: choose add or reset.`)
}

async function add(args: readonly string[]): Promise<number> {
  const { values } = readCall(args, {
    email: { type: 'string' },
    role: { type: 'string' },
    survey: { type: 'string' },
  })
  const email = required(values.email, '--email ADDRESS')
  const role = oneOf('--role', required(values.role, '--role R'), staffRoles)
  if (role === 'administrator' && values.survey !== undefined) {
    throw new UsageError(
      `--survey ${values.survey}: an administrator acts for every round. Leave --survey out, or choose another role.`,
    )
  }
  const roundId = values.survey === undefined ? null : (await readRound(operator, values.survey)).id
  const { accountId } = await addAccount(operator, { email, role, roundId, password: await typedPassword() })
  say(`${email} is now ${role}${values.survey === undefined ? ' in every round' : ` of ${values.survey}`}.`)
  process.stdout.write(`${accountId}\n`)
  return 0
}

async function reset(args: readonly string[]): Promise<number> {
  const { values } = readCall(args, { email: { type: 'string' } })
  const email = required(values.email, '--email ADDRESS')
  await resetAccount(operator, { email, password: await typedPassword() })
  say(`${email} has a new password and no second factor, and is signed out everywhere.`)
  return 0
}

async function typedPassword(): Promise<string> {
  if (process.stdin.isTTY) say('Type the password and press Ctrl+D:')
  const password = (await text(process.stdin)).replace(/\r?\n$/, '')
  if (password === '') throw new UsageError('The password is missing. Send it on standard input.')
  return password
}
