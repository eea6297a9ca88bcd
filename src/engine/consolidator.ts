/**
 * Builds bars that no clock closes: by count, volume or price. It takes each base bar when that bar closes, and the rows it makes are
 * known at that instant; nothing is read ahead.
 */
import { LockstepError } from '../base/error.ts'
import { LOOKBACK_MAX, RING_ROWS, type SeriesState } from '../strategy/series-state.ts'
import type { Consolidation } from './consolidation.ts'

/** Rows that one base bar may complete: with what a line looks back on, they fit the ring. */
const ROWS_AT_ONCE_MAX: number = RING_ROWS - LOOKBACK_MAX - 1

export class Consolidator {
  readonly target: SeriesState
  readonly base: SeriesState
  private readonly rule: Consolidation
  /** Base rows taken. */
  private taken = 0

  constructor(base: SeriesState, target: SeriesState, rule: Consolidation) {
    this.base = base
    this.target = target
    this.rule = rule
  }

  /** Takes the base row that closed last, if it has not been; true when it completed any. @throws LockstepError E_LIMIT */
  takeClosed(): boolean {
    const { base, rule, target } = this
    if (base.row < this.taken) return false
    this.taken = base.row + 1
    const close = base.closeOf(base.row)
    const before = target.available
    rule.take(base.columns, base.row & base.mask, close)
    while (rule.next()) {
      if (target.available - before === ROWS_AT_ONCE_MAX) throw tooMany(target.timeframe.label)
      this.add(close)
    }
    return target.available > before
  }

  private add(knownAt: number): void {
    const { columns, mask, available } = this.target
    const { done } = this.rule
    const at = available & mask
    columns.time[at] = done.time
    columns.open[at] = done.open
    columns.high[at] = done.high
    columns.low[at] = done.low
    columns.close[at] = done.close
    columns.volume[at] = done.volume
    this.target.closes![at] = knownAt
    this.target.available = available + 1
  }
}

function tooMany(label: string): LockstepError {
  return new LockstepError(
    'E_LIMIT',
    `expected at most ${ROWS_AT_ONCE_MAX} bars of ${label} from one base bar, there were more`,
    'Ask for larger ones, or run on finer data.',
  )
}
