/** Garbage collections from now until `stop`. */
import { constants, PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'

/** Entries arrive some turns of the event loop after their collection. */
const LATE_MS = 20

export class Collections {
  minor = 0
  major = 0
  private readonly startMs = performance.now()
  private endMs = Infinity
  private readonly observer = new PerformanceObserver((list) => this.count(list.getEntries()))

  constructor() {
    this.observer.observe({ entryTypes: ['gc'] })
  }

  async stop(): Promise<void> {
    this.endMs = performance.now()
    await setTimeout(LATE_MS)
    this.count(this.observer.takeRecords())
    this.observer.disconnect()
  }

  private count(entries: readonly PerformanceEntry[]): void {
    for (const entry of entries) {
      if (entry.startTime < this.startMs || entry.startTime > this.endMs) continue
      const { kind } = (entry as PerformanceEntry & { readonly detail: { readonly kind: number } }).detail
      if (kind === constants.NODE_PERFORMANCE_GC_MAJOR) this.major++
      else if (kind === constants.NODE_PERFORMANCE_GC_MINOR) this.minor++
    }
  }
}
