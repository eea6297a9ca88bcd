/** From a wish (units, share of equity, share at risk) to whole lots, never more than was asked for. */
import { lotSize, notionalRatio, type Instrument } from '../model/instrument.ts'
import type { Venue } from '../model/ports.ts'
import type { Ledger } from '../portfolio/ledger.ts'
import type { Marks } from '../portfolio/marks.ts'
import { SIZE_EQUITY, SIZE_UNITS } from '../strategy/desk.ts'

/** Float noise when a decimal quantity is divided by a decimal lot. */
const NOISE_LOTS = 1e-6

/** Ledger units that are surely kept exactly, fee included. */
const LARGEST = Number.MAX_SAFE_INTEGER / 4

/** What a size is reckoned from. Ticks are where the order is expected to fill, and its stop (0 for none). */
export interface SizeQuestion {
  instrument: number
  side: number
  kind: number
  size: number
  ticks: number
  stopTicks: number
}

export class Sizing {
  readonly question: SizeQuestion = { instrument: 0, side: 1, kind: 0, size: 0.5, ticks: 0, stopTicks: 0 }
  private readonly lots: Float64Array
  /** Ledger units of one lot one tick high. */
  private readonly unitsPerTick: Float64Array
  private readonly ledger: Ledger
  private readonly marks: Marks
  private readonly venue: Pick<Venue, 'estimateFee'>

  constructor(instruments: readonly Instrument[], ledger: Ledger, marks: Marks, venue: Pick<Venue, 'estimateFee'>) {
    this.lots = Float64Array.from(instruments, lotSize)
    this.unitsPerTick = Float64Array.from(instruments, (i) => notionalRatio(i).numerator / notionalRatio(i).denominator)
    this.ledger = ledger
    this.marks = marks
    this.venue = venue
  }

  /** Whole lots for the question. */
  answer(): number {
    const q = this.question
    if (q.kind === SIZE_UNITS) return Math.floor(q.size / this.lots[q.instrument]! + NOISE_LOTS)
    const budget = q.size * this.marks.equity()
    if (!(budget > 0)) return 0
    if (q.kind === SIZE_EQUITY) return this.withinBudget(budget)
    return Math.floor(budget / (Math.abs(q.ticks - q.stopTicks) * this.unitsPerTick[q.instrument]!) + NOISE_LOTS)
  }

  /** The most lots whose value and fee stay within `budget` ledger units. */
  private withinBudget(budget: number): number {
    const { instrument, side, ticks } = this.question
    const perLot = ticks * this.unitsPerTick[instrument]!
    // A wish beyond exact bookkeeping is cut to its edge: no account carries that, so risk refuses it.
    let lots = Math.floor(Math.min(budget, LARGEST) / perLot + NOISE_LOTS)
    while (lots > 0) {
      const notional = this.ledger.notional(instrument, ticks, lots)
      const cost = notional + this.venue.estimateFee(instrument, side * lots, notional)
      if (cost <= budget) return lots
      // Value and fee grow with lots, so this share of them fits or nearly does; it shrinks by a lot at least.
      lots = Math.min(lots - 1, Math.floor((lots * budget) / cost))
    }
    return 0
  }
}
