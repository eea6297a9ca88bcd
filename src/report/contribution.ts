/**
 * What each market and strategy contributed to return, to its variance and to the deepest drawdown, from what it made each day at the
 * day's last closes. A day's profit is a share of equity the day before; days are linked as by Carino (1999), so that rows add up to
 * the total return. All three are sums over days of profit × a weight, which is why a lot can be added without going through its days:
 * between its first and its last it made its size × the weighted sum of the changes of price.
 */
import type { BarSeries, CorporateAction } from '../model/bars.ts'
import { lotSize, type Instrument } from '../model/instrument.ts'
import { DAY_MS } from '../model/time.ts'
import { ACCOUNT_KEY } from './attribution.ts'
import { dayOf, type DailySeries } from './daily-equity.ts'
import {
  EXIT_OPEN,
  L_ADJUSTED,
  L_COST,
  L_ENTRY_FEES,
  L_ENTRY_TIME,
  L_EXIT,
  L_EXIT_TIME,
  L_FEES,
  L_GROSS,
  L_LOTS,
  L_OPENER,
  LOTS_MAX,
  type LotLedger,
} from './lot-ledger.ts'
import type { LotNames } from './lot-names.ts'
import type { Opener } from './lot-sums.ts'
import { tradedBars, type TradedBars } from './traded-bars.ts'

/** What a row adds to the three totals. */
export interface Contribution {
  readonly key: string
  /** Fraction of return; rows sum to the total return. */
  readonly return: number
  /** Covariance with the account's daily return / its variance; rows sum to 1. Null where returns do not vary. */
  readonly variance: number | null
  /** Fraction of the peak, from peak to trough of daily equity; rows sum to the drawdown, which is negative. Null without one. */
  readonly drawdown: number | null
}

export interface Contributions {
  /** Why there are none. */
  readonly reason: string | null
  /** Ends of the days of the peak and the trough of daily equity, epoch ms; null without a drawdown. */
  readonly peak: number | null
  readonly trough: number | null
  /** Largest return first, then what is of the account itself: `(account)`. */
  readonly instrument: readonly Contribution[]
  readonly strategy: readonly Contribution[]
}

export interface ContributionFacts {
  readonly lots: LotLedger
  readonly names: LotNames
  readonly daily: DailySeries
  /** Opening cash, money. */
  readonly opening: number
  /** Bars of the run; undefined where they are not at hand. */
  readonly series: readonly BarSeries[] | undefined
}

export function contributionsOf(facts: ContributionFacts): Contributions {
  const reason = whyNone(facts)
  if (reason !== null) return { reason, peak: null, trough: null, instrument: [], strategy: [] }
  const { lots, names, daily, opening } = facts
  const weights = weightsOf(daily, opening)
  const made = madeByOpener(facts, weights.each)
  const openers = lots.sums.openers
  const by = (keyOf: (opener: Opener) => string): Contribution[] => {
    const sums = new Map<string, number[]>()
    for (const [o, opener] of openers.entries()) {
      const key = keyOf(opener)
      const known = sums.get(key) ?? [0, 0, 0]
      sums.set(
        key,
        known.map((sum, k) => sum + made[k]![o]!),
      )
    }
    const rows = [...sums].toSorted(([a, x], [b, y]) => y[0]! - x[0]! || (a < b ? -1 : 1))
    const rest = weights.totals.map((total, k) => rows.reduce((left, [, sum]) => left - sum[k]!, total))
    return [...rows, [ACCOUNT_KEY, rest] as const].map(([key, sum]) => rowOf(key, sum, weights))
  }
  const dayEnd = (k: number): number => (k < 0 ? daily.day[0]! : daily.day[k]! + 1) * DAY_MS
  const { peak, trough } = weights
  return {
    reason,
    peak: trough === null ? null : dayEnd(peak),
    trough: trough === null ? null : dayEnd(trough),
    instrument: by((opener) => names.of(opener).instrument),
    strategy: by((opener) => names.of(opener).strategy),
  }
}

function whyNone({ lots, names, daily, opening, series }: ContributionFacts): string | null {
  if (series === undefined) return 'the bars of the run were not kept'
  if (daily.day.length === 0) return 'the run has no marks'
  if (!(opening > 0) || !daily.equity.every((e) => e > 0)) return 'equity fell to zero or below'
  if (names.instruments.some((i) => i.currency.code !== names.currency.code)) return 'positions are in several currencies'
  return lots.rows.count > lots.rows.kept ? `there are more than ${LOTS_MAX} lots` : null
}

/** Of each day's profit in money: its part of return, of variance and of the drawdown, and what all days come to. */
interface Weights {
  readonly each: readonly [Float64Array, Float64Array, Float64Array]
  readonly totals: readonly [number, number, number]
  readonly varies: boolean
  /** Days of the peak, −1 for the opening, and of the trough; null without a drawdown. */
  readonly peak: number
  readonly trough: number | null
}

function weightsOf({ equity }: DailySeries, opening: number): Weights {
  const n = equity.length
  const before = (t: number): number => (t === 0 ? opening : equity[t - 1]!)
  const returns = Float64Array.from(equity, (e, t) => e / before(t) - 1)
  const all = equity[n - 1]! / opening - 1
  const mean = returns.reduce((a, b) => a + b, 0) / n
  const squares = returns.reduce((sum, r) => sum + (r - mean) ** 2, 0)
  const { peak, trough, depth, height } = deepest(equity, opening)
  const varies = squares > 0
  return {
    each: [
      returns.map((r, t) => carino(r) / (carino(all) * before(t))),
      returns.map((r, t) => (varies ? (r - mean) / (squares * before(t)) : 0)),
      returns.map((_, t) => (trough !== null && t > peak && t <= trough ? 1 / height : 0)),
    ],
    totals: [all, varies ? 1 : 0, -depth],
    varies,
    peak,
    trough,
  }
}

/** ln(1 + r) / r, the factor by which a return becomes one that adds up. */
function carino(r: number): number {
  return r === 0 ? 1 : Math.log1p(r) / r
}

/** The deepest drawdown of daily equity, the opening being the first peak. */
function deepest(equity: Float64Array, opening: number): { peak: number; trough: number | null; depth: number; height: number } {
  let worst = { peak: -1, trough: null as number | null, depth: 0, height: opening }
  let [peak, height] = [-1, opening]
  for (const [t, e] of equity.entries()) {
    if (e >= height) [peak, height] = [t, e]
    else if (1 - e / height > worst.depth) worst = { peak, trough: t, depth: 1 - e / height, height }
  }
  return worst
}

/** By weight and opener, what all its lots made: weighted profit of all their days. */
function madeByOpener(facts: ContributionFacts, weights: Weights['each']): Float64Array[] {
  const { lots, names, daily, series = [] } = facts
  const made = weights.map(() => new Float64Array(lots.sums.openers.length))
  const dayAt = dayFinder(daily.day)
  for (const { instrument, rows } of rowsByInstrument(lots, names.instruments)) {
    const bars = tradedBars(series, instrument.id)
    if (bars === undefined) continue
    const prices = new Prices(bars, daily.day)
    const sums = weights.map((w) => runningSums(w, prices.close))
    const perLot = lotSize(instrument) * instrument.multiplier
    const unit = 10 ** -names.currency.decimals
    for (const row of rows) {
      const field = (k: number): number => lots.rows.field(row, k)
      const opener = field(L_OPENER)
      const [first, last] = [dayAt(field(L_ENTRY_TIME)), dayAt(field(L_EXIT_TIME))]
      const newUnits = field(L_EXIT) === EXIT_OPEN ? 1 : prices.newUnits(field(L_EXIT_TIME))
      const size = lots.sums.openers[opener]!.side * field(L_LOTS) * newUnits * perLot
      const cost = field(L_COST) * unit
      const gross = field(L_GROSS) * unit
      const entryFees = field(L_ENTRY_FEES) * unit
      const other = (field(L_ADJUSTED) - field(L_FEES)) * unit + entryFees
      const isWithin = last > first && !Number.isNaN(prices.close[first]!)
      for (let k = 0; k < weights.length; k++) {
        const w = weights[k]!
        const through = isWithin
          ? w[first]! * (size * prices.close[first]! - cost) +
            size * (sums[k]![last - 1]! - sums[k]![first]!) +
            w[last]! * (cost + gross - size * prices.close[last - 1]!)
          : w[last]! * gross
        made[k]![opener]! += through + w[last]! * other - w[first]! * entryFees
      }
    }
  }
  return made
}

/** Σ of weight × change of price up to each day. */
function runningSums(weight: Float64Array, price: Float64Array): Float64Array {
  let sum = 0
  return price.map((p, t) => {
    const change = t === 0 ? 0 : p - price[t - 1]!
    sum += Number.isNaN(change) ? 0 : weight[t]! * change
    return sum
  })
}

/** Last closes by day, in the units there are at the end: those before a split are divided by it. */
class Prices {
  readonly close: Float64Array
  private readonly splits: readonly { readonly time: number; readonly ratio: number }[]

  constructor(bars: TradedBars, days: Float64Array) {
    this.splits = (bars.series.actions ?? []).filter(isSplit)
    this.close = days.map((day) => {
      const row = bars.rowAt((day + 1) * DAY_MS)
      return row < 0 ? NaN : bars.series.bars.close[row]! / this.newUnits(bars.knownAt(row))
    })
  }

  /** Units at the end for one unit after what closed at `time`: a bar that ends at the instant of a split was over before it. */
  newUnits(time: number): number {
    let units = 1
    for (const split of this.splits) if (split.time >= time) units *= split.ratio
    return units
  }
}

function isSplit(action: CorporateAction): action is CorporateAction & { readonly kind: 'split' } {
  return action.kind === 'split' && !action.inPrices
}

/** Finds the place of a time's day among the days that have a mark. */
function dayFinder(days: Float64Array): (time: number) => number {
  const first = days[0]!
  const last = days[days.length - 1]!
  const places = new Int32Array(last - first + 1)
  for (let k = 0, day = first; day <= last; day++) {
    if (days[k + 1] !== undefined && days[k + 1]! <= day) k++
    places[day - first] = k
  }
  return (time) => places[Math.min(Math.max(dayOf(time), first), last) - first]!
}

interface RowsOf {
  readonly instrument: Instrument
  readonly rows: readonly number[]
}

function rowsByInstrument({ rows, sums }: LotLedger, instruments: readonly Instrument[]): RowsOf[] {
  const by = instruments.map((instrument) => ({ instrument, rows: [] as number[] }))
  for (let row = 0; row < rows.kept; row++) by[sums.openers[rows.field(row, L_OPENER)]!.instrument]!.rows.push(row)
  return by.filter((of) => of.rows.length > 0)
}

function rowOf(key: string, [gain = 0, variance = 0, drawdown = 0]: readonly number[], { varies, trough }: Weights): Contribution {
  return { key, return: gain, variance: varies ? variance : null, drawdown: trough === null ? null : drawdown }
}
