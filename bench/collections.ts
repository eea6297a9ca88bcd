/** Counts the garbage collections of this process. */
import { constants, PerformanceObserver } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'

export interface Counts {
  /** Of the young generation. */
  readonly minor: number
  /** Of the whole heap. */
  readonly major: number
}

export class Collections {
  private readonly seen: { readonly at: number; readonly major: boolean }[] = []
  private readonly observer: PerformanceObserver

  constructor() {
    this.observer = new PerformanceObserver((list) => this.take(list.getEntries()))
    this.observer.observe({ entryTypes: ['gc'] })
  }

  /** Entries are handed out some turns after their collection. */
  async settle(): Promise<void> {
    await wait(20)
    this.take(this.observer.takeRecords())
  }

  /** Collections that began in a span of `performance.now()`. */
  between(from: number, to: number): Counts {
    const inside = this.seen.filter(({ at }) => at >= from && at <= to)
    const major = inside.filter((c) => c.major).length
    return { minor: inside.length - major, major }
  }

  stop(): void {
    this.observer.disconnect()
  }

  private take(entries: readonly { readonly startTime: number; readonly detail?: unknown }[]): void {
    for (const { startTime, detail } of entries) {
      const { kind } = detail as { readonly kind: number }
      // Weak callbacks are no collection of their own.
      if (kind === constants.NODE_PERFORMANCE_GC_WEAKCB) continue
      this.seen.push({ at: startTime, major: kind !== constants.NODE_PERFORMANCE_GC_MINOR })
    }
  }
}

/** Peak of the memory that the process had resident, bytes. */
export function rssPeak(): number {
  return process.resourceUsage().maxRSS * 1024
}
