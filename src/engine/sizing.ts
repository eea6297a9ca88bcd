/** From a wish (units, money, a share of equity, a share at risk) to whole lots, never more than was asked for. */
import { lotSize, moneyOf, notionalRatio, type Instrument } from '../model/instrument.ts'
import type { Venue } from '../model/ports.ts'
import type { Ledger } from '../portfolio/ledger.ts'
import type { Marks } from '../portfolio/marks.ts'
import { SIZE_EQUITY, SIZE_PER_CAPITAL, SIZE_RISK, SIZE_UNITS, SIZE_VALUE, SIZE_VOLATILITY } from '../strategy/desk.ts'
import type { FillSizeQuestion, TargetQuestion, TargetRule } from './target-rule.ts'

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
  /** SIZE_PER_CAPITAL: money of the account for each `size` lots. */
  per: number
  ticks: number
  stopTicks: number
}

export class Sizing {
  readonly question: SizeQuestion = { instrument: 0, side: 1, kind: 0, size: 0.5, per: 0.5, ticks: 0, stopTicks: 0 }
  private readonly lots: Float64Array
  /** Ledger units of one lot one tick high. */
  private readonly unitsPerTick: Float64Array
  private readonly ledger: Ledger
  private readonly marks: Marks
  private readonly venue: Pick<Venue, 'estimateFee' | 'quoted'>
  private readonly target: TargetQuestion
  private readonly filling: FillSizeQuestion

  constructor(instruments: readonly Instrument[], ledger: Ledger, marks: Marks, venue: Pick<Venue, 'estimateFee' | 'quoted'>) {
    this.lots = Float64Array.from(instruments, lotSize)
    this.unitsPerTick = Float64Array.from(instruments, (i) => notionalRatio(i).numerator / notionalRatio(i).denominator)
    this.ledger = ledger
    this.marks = marks
    this.venue = venue
    const feeOf = (signed: number): number => {
      const { instrument, ticks } = this.question
      return this.venue.estimateFee(instrument, signed, this.ledger.notional(instrument, ticks, Math.abs(signed)))
    }
    this.filling = { share: 0.5, free: 0.5, leverage: 1, lotValue: 0.5, feeOf: (lots) => feeOf(this.question.side * lots) }
    this.target = {
      weight: 0.5,
      equity: 0.5,
      held: 0,
      lotValue: 0.5,
      leverage: 1,
      quotedValue: (side) => {
        const ticks = this.venue.quoted(this.question.instrument, side)
        return Number.isNaN(ticks) ? this.target.lotValue : ticks * this.unitsPerTick[this.question.instrument]!
      },
      feeOf,
    }
  }

  /** Whole lots for the question. */
  answer(): number {
    const q = this.question
    if (q.kind === SIZE_UNITS) return Math.floor(q.size / this.lots[q.instrument]! + NOISE_LOTS)
    const equity = this.marks.equity()
    if (q.kind === SIZE_PER_CAPITAL) {
      const times = Math.floor(moneyOf(this.ledger.currencies[0]!, equity) / q.per + NOISE_LOTS)
      return times > 0 ? Math.floor(q.size * times + NOISE_LOTS) : 0
    }
    const wish = q.kind === SIZE_VALUE ? q.size * 10 ** this.ledger.currencies[0]!.decimals : q.size * equity
    const budget = this.marks.mixed ? wish / this.marks.rateOf(q.instrument) : wish
    if (!(budget > 0)) return 0
    if (q.kind === SIZE_EQUITY || q.kind === SIZE_VALUE || q.kind === SIZE_VOLATILITY) return this.withinBudget(budget)
    return Math.floor(budget / (Math.abs(q.ticks - q.stopTicks) * this.unitsPerTick[q.instrument]!) + NOISE_LOTS)
  }

  /** True for wishes that mean "at most": what the account cannot carry of them is left out, not refused. */
  isAtMost(): boolean {
    const { kind } = this.question
    return kind === SIZE_RISK || kind === SIZE_VOLATILITY || kind === SIZE_PER_CAPITAL
  }

  /**
   * Signed lots to trade so that a position of `held` lots is where it is to be: `size` is a weight, units or money by `kind`.
   * `ticks` of the question is the last close.
   */
  lotsToTarget(rule: TargetRule, { held, leverage }: { readonly held: number; readonly leverage: number }): number {
    const q = this.question
    if (q.kind === SIZE_UNITS) {
      const wanted = Math.floor(Math.abs(q.size) / this.lots[q.instrument]! + NOISE_LOTS)
      return Math.sign(q.size) * wanted - held + 0
    }
    const t = this.target
    const equity = this.marks.equity()
    t.equity = this.marks.mixed ? equity / this.marks.rateOf(q.instrument) : equity
    if (!(t.equity > 0)) return -held + 0
    const weight = q.kind === SIZE_VALUE ? (q.size * 10 ** this.ledger.currencies[0]!.decimals) / equity : q.size
    // A wish beyond exact bookkeeping is cut to its edge: no account carries that, so risk refuses it.
    t.weight = Math.sign(weight) * Math.min(Math.abs(weight), LARGEST / t.equity)
    t.held = held
    t.lotValue = this.marks.close[q.instrument]! * this.marks.unitsPerLot[q.instrument]!
    t.leverage = leverage
    return rule.lotsToTrade(t) + 0
  }

  /** Lots of an order that fills at the question's ticks, asked for as its size, when `free` ledger units of the account are. */
  lotsAtFill(rule: TargetRule, { free, leverage }: { readonly free: number; readonly leverage: number }): number {
    const q = this.question
    const f = this.filling
    f.share = q.size
    f.free = this.marks.mixed ? free / this.marks.rateOf(q.instrument) : free
    f.leverage = leverage
    f.lotValue = q.ticks * this.unitsPerTick[q.instrument]!
    return rule.lotsAtFill!(f)
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
