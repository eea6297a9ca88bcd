/** Wall-clock timers of a run: due ones are marked in phase 1 and called in phase 5, in the order they were declared. */
import type { Hooks } from '../strategy/desk.ts'

export class Timers {
  /** Next instant at which one is due; Infinity without timers. */
  next: number = Infinity
  readonly any: boolean
  private readonly timers: Hooks['timers']
  private readonly dueAt: Float64Array
  private readonly due: boolean[]

  /** @param from timers fire after this instant */
  constructor(timers: Hooks['timers'], from: number) {
    this.timers = timers
    this.any = timers.length > 0
    this.dueAt = Float64Array.from(timers, (t) => t.nextAfter(from))
    this.due = timers.map(() => false)
    this.next = this.earliest()
  }

  /** Marks what is due at `time`; one that was passed over by a gap in a live clock fires once. */
  collect(time: number): void {
    for (let k = 0; k < this.timers.length; k++) {
      if (this.dueAt[k]! > time) continue
      this.due[k] = true
      this.dueAt[k] = this.timers[k]!.nextAfter(time)
    }
    this.next = this.earliest()
  }

  /** Calls what was marked, or only forgets it while the run is not trading yet. */
  call(trading: boolean): void {
    for (let k = 0; k < this.timers.length; k++) {
      if (!this.due[k]) continue
      this.due[k] = false
      if (trading) this.timers[k]!.run()
    }
  }

  private earliest(): number {
    return this.dueAt.reduce((a, b) => Math.min(a, b), Infinity)
  }
}
