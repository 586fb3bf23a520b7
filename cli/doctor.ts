import { checkInstallation } from '@/db/doctor'
import { rebuildSums } from '@/db/profiles'
import { readCall } from './call'
import { operator } from './terminal'

/** `doctor [--rebuild SLUG]`: looks the installation over; exit status 1 when something is wrong. `--rebuild` first reckons the aggregates of a round anew */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = readCall(args, { rebuild: { type: 'string' } })
  if (values.rebuild !== undefined) await rebuildSums(operator, values.rebuild)
  const checks = await checkInstallation(operator)
  for (const { name, ok, isWarning, detail } of checks)
    process.stdout.write(`${ok ? (isWarning ? 'TO DO' : 'ok   ') : 'WRONG'}  ${name}: ${detail}\n`)
  return checks.every(({ ok }) => ok) ? 0 : 1
}
