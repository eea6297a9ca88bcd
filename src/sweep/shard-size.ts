/** How many trials a shard has: so many that it takes some seconds, and fewer when there is not enough for all workers. */

/** Long beside handing a shard out, short beside losing one with its worker. */
const SHARD_MS = 20_000
/** Until one has been timed. */
const FIRST = 4
const TRIALS_MAX = 1000
/** Share of the newest shard in the mean. */
const NEWEST = 0.3

export class ShardSizes {
  private trialMs = NaN
  private threads = 1

  /** A shard that has ended took so long. */
  learn({ trials, ms, threads }: { readonly trials: number; readonly ms: number; readonly threads: number }): void {
    const each = ms / trials
    this.trialMs = Number.isNaN(this.trialMs) ? each : this.trialMs + NEWEST * (each - this.trialMs)
    this.threads = threads
  }

  /** Trials of the next shard when so many are left; each worker is to get a few more, so that none waits long for the last one. */
  next({ left, workers }: { readonly left: number; readonly workers: number }): number {
    if (Number.isNaN(this.trialMs)) return Math.min(left, FIRST)
    const inTime = Math.floor(SHARD_MS / Math.max(this.trialMs, 0.001))
    const fair = Math.max(Math.ceil(left / (2 * Math.max(1, workers))), this.threads)
    return Math.max(1, Math.min(left, fair, inTime, TRIALS_MAX))
  }
}
