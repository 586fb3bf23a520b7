/** How long, in milliseconds, a turn is held for: whoever waits for something else than this machine keeps nobody waiting. */
const longestTurn = 300

/**
 * Lets so many works run at once, and the others one after the other as they came. With few at once each turn of the event loop is short, so
 * that new arrivals are seen soon, and what is begun is ended soon.
 */
export class Turns {
  private running = 0
  private readonly waiting: (() => void)[] = []

  constructor(private readonly most: number) {}

  /** @param work begins when it has its turn; it calls what it is given when it is done, once or more */
  take(work: (done: () => void) => void): void {
    const begin = () => {
      this.running += 1
      let isOver = false
      const done = () => {
        if (isOver) return
        isOver = true
        clearTimeout(timer)
        this.running -= 1
        this.next()
      }
      const timer = setTimeout(done, longestTurn)
      timer.unref()
      work(done)
    }
    if (this.running < this.most) begin()
    else this.waiting.push(begin)
  }

  private next(): void {
    if (this.running < this.most) this.waiting.shift()?.()
  }
}
