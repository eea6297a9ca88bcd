/** Watches the garbage collector of this thread. */
import { constants, PerformanceObserver } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'

export interface CollectionFigures {
  /** Collections of the young generation, and of the whole heap. */
  readonly minor: number
  readonly major: number
  /** All pauses together, and the longest, ms. */
  readonly pause: number
  readonly longest: number
}

/** Entries are handed out some turns after their collection. */
const SETTLE_MS = 20

export class Collections {
  private minor = 0
  private major = 0
  private pause = 0
  private longest = 0
  private readonly observer: PerformanceObserver

  constructor() {
    this.observer = new PerformanceObserver((list) => this.take(list.getEntries()))
    this.observer.observe({ entryTypes: ['gc'] })
  }

  /** What was collected since this was made; watching ends. */
  async finish(): Promise<CollectionFigures> {
    await wait(SETTLE_MS)
    this.take(this.observer.takeRecords())
    this.observer.disconnect()
    const { minor, major, pause, longest } = this
    return { minor, major, pause, longest }
  }

  private take(entries: readonly { readonly duration: number; readonly detail?: unknown }[]): void {
    for (const { duration, detail } of entries) {
      const { kind } = detail as { readonly kind: number }
      this.pause += duration
      this.longest = Math.max(this.longest, duration)
      if (kind === constants.NODE_PERFORMANCE_GC_MINOR) this.minor++
      // Weak callbacks are no collection of their own.
      else if (kind !== constants.NODE_PERFORMANCE_GC_WEAKCB) this.major++
    }
  }
}
