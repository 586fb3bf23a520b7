import { settleDemoAccounts } from '@/db/demo-accounts'

/**
 * What must be so before the first request is answered. Ends the program where it cannot be: Next would go on, and answer each
 * request with an error.
 */
export async function prepareToServe(): Promise<void> {
  try {
    await settleDemoAccounts({ kind: 'operator' }, new Date())
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exit(1)
  }
}
