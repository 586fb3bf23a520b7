/** What a request is to the server when there is too much to do: some are turned away sooner than others. */
export type Kind = 'health' | 'submission' | 'other'

type Limits = {
  /** As many may always wait, however slow the machine is. */
  readonly fewest: number
  /** Longest time in seconds that a request should wait for its answer to begin. */
  readonly longestWait: number
}

const seconds = 1_000

/**
 * Turns requests away while more wait than can be answered in time. How long a new one would wait is reckoned from how many wait now
 * and how many were answered in the last seconds (J. D. C. Little 1961: waiting = waiting time × rate), so that the limit finds
 * itself on any machine, and what is turned away costs almost nothing.
 */
export class Load {
  private waiting = 0
  /** Answers begun in the present span of a second, and in the one before. */
  private spans = { since: 0, now: 0, before: 0 }

  constructor(private readonly limits: Limits) {}

  /**
   * Asks to take one more request.
   *
   * @param now milliseconds that never go back
   * @returns what to call once, when its answer begins; null when it is to be turned away
   */
  take(kind: Kind, now: number): ((at: number) => void) | null {
    if (this.isFull(kind, now)) return null
    this.waiting += 1
    let isOpen = true
    return (at) => {
      if (!isOpen) return
      isOpen = false
      this.waiting -= 1
      this.move(at)
      this.spans.now += 1
    }
  }

  /** Whether one more would have to wait for too long. @param now as for `take` */
  isFull(kind: Kind, now: number): boolean {
    return kind !== 'health' && this.waiting >= this.most(kind, now)
  }

  /** What is sent in is somebody's work: pages give way to it. */
  private most(kind: Exclude<Kind, 'health'>, now: number): number {
    this.move(now)
    const { fewest, longestWait } = this.limits
    const rate = Math.max(this.spans.before, this.spans.now)
    return Math.max(fewest, rate * longestWait) * (kind === 'submission' ? 1 : 0.75)
  }

  private move(now: number): void {
    const spans = Math.floor((now - this.spans.since) / seconds)
    if (spans <= 0) return
    const before = spans === 1 ? this.spans.now : 0
    this.spans = { since: this.spans.since + spans * seconds, now: 0, before }
  }
}
