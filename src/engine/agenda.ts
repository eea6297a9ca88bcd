/**
 * What an account owes and is owed at instants that no bar marks: corporate actions, funding, borrow, interest. Each item is done
 * once a step at most, after the bars that close at its instant and before the strategy decides: bars that open then are in the new terms.
 */
import { LockstepError } from '../base/error.ts'

export interface AgendaItem {
  /** The first instant after `afterMs` at which it is due, epoch ms; Infinity for never again. */
  nextAfter(afterMs: number): number
  /** Does what was due at `dueMs`. */
  run(dueMs: number): void
  /** True when it makes no step of its own: it is done at the first step with a bar at or after its instant. */
  readonly waitsForBars: boolean
}

export class Agenda {
  /** The next instant that needs a step of its own, epoch ms; Infinity for none. */
  next: number = Infinity
  /** The next instant at which anything is due. */
  soonest: number = Infinity
  private readonly items: readonly AgendaItem[]
  private readonly dueAt: Float64Array

  /** @param from items are due after this instant */
  constructor(items: readonly AgendaItem[], from: number) {
    this.items = items
    this.dueAt = Float64Array.from(items, (item) => later(item, from))
    this.look()
  }

  /** Does what is due at `time`, in the order of the list; with `bars` also what waits for a step with bars. @throws LockstepError E_CONFIG */
  run(time: number, bars: boolean): void {
    for (let k = 0; k < this.items.length; k++) {
      const item = this.items[k]!
      const due = this.dueAt[k]!
      if (due > time || (item.waitsForBars && !bars)) continue
      item.run(due)
      // A rule with instants of its own is asked from its due time on, so that none is lost between two steps.
      this.dueAt[k] = later(item, item.waitsForBars ? time : due)
      if (this.dueAt[k]! <= time) k--
    }
    this.look()
  }

  private look(): void {
    this.next = Infinity
    this.soonest = Infinity
    for (let k = 0; k < this.items.length; k++) {
      const due = this.dueAt[k]!
      if (due < this.soonest) this.soonest = due
      if (!this.items[k]!.waitsForBars && due < this.next) this.next = due
    }
  }
}

/** When it is due next; a caller's own rule may say anything. @throws LockstepError E_CONFIG for a rule that does not go on */
function later(item: AgendaItem, afterMs: number): number {
  const next = item.nextAfter(afterMs)
  if (next > afterMs) return next
  throw new LockstepError(
    'E_CONFIG',
    `expected a rule of financing or interest to be due after ${afterMs}, was ${next}`,
    'Let its nextAfter give a later instant, or Infinity.',
  )
}
