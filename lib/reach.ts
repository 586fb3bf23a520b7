/**
 * Who can open an address, and how well it works for them.
 *
 * | reach | who opens it | offline, installing, answers kept and sealed on the phone |
 * |---|---|---|
 * | `this_machine` | only browsers on the machine itself | yes |
 * | `no_tls` | phones too | no: browsers allow it over HTTPS only |
 * | `everywhere` | phones too | yes |
 */
export type Reach = 'this_machine' | 'no_tls' | 'everywhere'

/** How far an address `http(s)://…` reaches. Whether a network leads there is not asked. */
export function reachOf(address: string): Reach {
  const { hostname, protocol } = new URL(address)
  if (isThisMachine(hostname)) return 'this_machine'
  return protocol === 'https:' ? 'everywhere' : 'no_tls'
}

/** The names and addresses by which every machine means itself; `0.0.0.0` and `[::]` are what a server listens on. */
function isThisMachine(hostname: string): boolean {
  return (
    /^(.+\.)?localhost\.?$/.test(hostname) ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname) ||
    ['0.0.0.0', '[::]', '[::1]'].includes(hostname)
  )
}
