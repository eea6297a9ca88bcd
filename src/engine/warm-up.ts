/** When a run may begin to trade: everything declared has its first value, and the time it was told to begin at has come. */
import { LockstepError } from '../base/error.ts'
import type { BarSeries } from '../model/bars.ts'
import type { Instrument } from '../model/instrument.ts'
import { formatMoment, type Timestamp } from '../model/time.ts'
import type { SeriesState } from '../strategy/series-state.ts'
import { describeSeries } from './series-set.ts'

/**
 * When trading begins: once everything declared is warm; or a bar later, so that each line has two values; or at once, each handler
 * as soon as its own series is warm (for universes in which instruments are listed late); or at once, and lines are NaN until they
 * have a value.
 */
export const warmUpModes = ['all', 'all-twice', 'each', 'none'] as const
export type WarmUpMode = (typeof warmUpModes)[number]

/** Cold series that a message names. */
const NAMED_MAX = 5

export class WarmUp {
  private readonly bases: readonly SeriesState[]
  private readonly watched: readonly SeriesState[]
  private readonly instruments: readonly Instrument[]
  private readonly tradeFrom: number
  private readonly mode: WarmUpMode

  /**
   * @param bases the series that the run is fed
   * @param watched series that a line or a handler is declared on
   * @param tradeFrom epoch ms; −Infinity: as soon as everything is warm
   */
  constructor(parts: {
    mode: WarmUpMode
    bases: readonly SeriesState[]
    watched: readonly SeriesState[]
    instruments: readonly Instrument[]
    tradeFrom: number
  }) {
    const { mode, bases, watched, instruments, tradeFrom } = parts
    this.mode = mode
    this.bases = bases
    this.watched = mode === 'all' || mode === 'all-twice' ? watched : []
    this.instruments = instruments
    this.tradeFrom = tradeFrom
  }

  /** Whether trading begins at this moment. @throws LockstepError E_WARMUP when it should and history is missing */
  isOver(now: number): boolean {
    if (now <= this.tradeFrom) return false
    if (this.mode === 'none') return true
    if (!this.hasBegun()) return false
    for (const s of this.watched) if (!this.isReady(s)) return this.wait()
    return true
  }

  /** Why a run that came to its end never traded. */
  neverOver(barsStepped: number, series: readonly BarSeries[]): LockstepError {
    const data = series.map(describeSeries).join(', ')
    if (barsStepped === 0) {
      return new LockstepError('E_DATA_EMPTY', `expected bars to run on, there are none: ${data}`, 'Check the range and the data.')
    }
    const cold = this.missing()
    if (cold === '') {
      const from = formatMoment(this.tradeFrom as Timestamp)
      return new LockstepError(
        'E_DATA_EMPTY',
        `expected bars from ${from} on, there are none: ${data}`,
        'Choose a range that the data cover.',
      )
    }
    return new LockstepError(
      'E_WARMUP',
      `expected enough bars to warm up on: ${cold} in ${data}`,
      'Import more history, or use shorter periods or finer timeframes.',
    )
  }

  private isReady(s: SeriesState): boolean {
    return s.isReady && (this.mode !== 'all-twice' || s.row > s.warmup)
  }

  /** Whether a bar has closed that opened at or after the time to begin at. */
  private hasBegun(): boolean {
    if (this.tradeFrom === -Infinity) return true
    return this.bases.some((s) => s.row >= 0 && s.columns.time[s.row & s.mask]! >= this.tradeFrom)
  }

  private wait(): false {
    if (this.tradeFrom === -Infinity) return false
    throw new LockstepError(
      'E_WARMUP',
      `expected enough bars before ${formatMoment(this.tradeFrom as Timestamp)} to warm up on: ${this.missing()}`,
      'Start later, import earlier bars, or use shorter periods.',
    )
  }

  private missing(): string {
    const cold = this.watched.filter((s) => !this.isReady(s)).slice(0, NAMED_MAX)
    return cold
      .map(
        (s) =>
          `${this.instruments[s.instrument]!.id} ${s.timeframe.label} needs ${s.warmup + (this.mode === 'all-twice' ? 2 : 1)} closed bars and has ${s.row + 1}`,
      )
      .join('; ')
  }
}
