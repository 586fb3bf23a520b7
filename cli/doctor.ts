import { checkInstallation } from '@/db/doctor'
import { readCall } from './call'
import { operator } from './terminal'

/** `doctor`: looks the installation over; exit status 1 when something is wrong */
export async function run(args: readonly string[]): Promise<number> {
  readCall(args, {})
  const checks = await checkInstallation(operator)
  for (const { name, ok, detail } of checks)
    process.stdout.write(`${ok ? 'ok   ' : 'WRONG'}  ${name}: ${detail}\n`)
  return checks.every(({ ok }) => ok) ? 0 : 1
}
