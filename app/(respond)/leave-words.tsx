import type { Say } from '@/lib/interface/message'

/**
 * Where leaving leads, and what it erases. Both truths stand in the page and the style sheet shows one: only where
 * `leaveAtOnce` runs is anything erased, and pages that are not drawn again in the browser have to know it too.
 */
export function LeaveWords({ say }: { readonly say: Say }) {
  const leave = say('page.leave')
  return (
    <>
      <span className="leave-erases">
        {say('page.leaveErases', { leave })} <span className="leave-key">{say('page.leaveKey')}</span>
      </span>
      <span className="leave-plain">{say('page.leavePlain', { leave })}</span>
    </>
  )
}
