import { type Reach, reachOf } from '@/lib/reach'

const words = {
  this_machine: {
    what: 'Phones cannot open this link.',
    why: 'Its address means “this very device”: on a phone, the phone itself. Open Foothold by the address of this computer in your network, or set the public address, and the link follows.',
  },
  no_tls: {
    what: 'This link works only while a phone has a network, and is not safe from listeners.',
    why: 'It begins with http://. Others in the same network may be able to read along, and browsers then neither open the survey without a network nor keep answers on the phone. Use an address that begins with https:// before you ask real people.',
  },
} as const satisfies Record<Exclude<Reach, 'everywhere'>, Record<'what' | 'why', string>>

/** Says what stands between respondents' phones and an address, and what to do; nothing where nothing does. */
export function ReachWarning({ address }: { readonly address: string }) {
  const reach = reachOf(address)
  if (reach === 'everywhere') return null
  const { what, why } = words[reach]
  return (
    <div className="notice warning">
      <p>
        <strong>{what}</strong> {why}
      </p>
      <p>
        How: <code>docs/reaching-phones.md</code> in the folder of Foothold.
      </p>
    </div>
  )
}
