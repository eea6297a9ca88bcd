/** What happens to a share itself, from its factor and map file, and what that does to prices in each mode. */
import type { CorporateAction } from '../../model/bars.ts'
import type { Timestamp } from '../../model/time.ts'
import { factorsOn, type FactorRow } from './factor-file.ts'
import type { TickerSpan } from './map-file.ts'
import type { OpenHours } from './open-hours.ts'

/**
 * How prices stand to what was printed: `adjusted` for splits and dividends, `split-adjusted`, `raw`, or `total-return`: split-adjusted
 * plus the dividends paid since the first day asked for.
 */
export const adjustments = ['adjusted', 'split-adjusted', 'raw', 'total-return'] as const
export type Adjustment = (typeof adjustments)[number]

/** Printed price × factor + added is the price of a row, printed volume ÷ split its volume, of a day. */
export interface PriceScale {
  readonly factor: number
  readonly added: number
  readonly split: number
  /** Last day it holds for. */
  readonly to: number
}

/** An event in a factor file: it happens on the first day with a session after `day`. */
interface FactorEvent {
  readonly exDay: number
  /** For one share as it was then, and what that share is of one as prices adjusted for splits count them. */
  readonly dividend: number
  readonly split: number
  /** New shares for an old one; 1 when there is no split. */
  readonly ratio: number
}

export class CorporateHistory {
  private readonly rows: readonly FactorRow[]
  private readonly mode: Adjustment
  private readonly events: readonly FactorEvent[]

  /** Days from `from` to `to` are asked for. */
  constructor(
    rows: readonly FactorRow[],
    mode: Adjustment,
    hours: OpenHours,
    { from, to }: { readonly from: number; readonly to: number },
  ) {
    this.rows = rows
    this.mode = mode
    this.events = rows.flatMap((row, k) => eventAfter(row, rows[k + 1], hours)).filter(({ exDay }) => exDay >= from && exDay <= to)
  }

  scaleOn(day: number): PriceScale {
    const row = factorsOn(this.rows, day)
    if (row === null || this.mode === 'raw') return { factor: 1, added: 0, split: 1, to: Infinity }
    const { split } = row
    const to = row.day >= day ? row.day : Infinity
    if (this.mode === 'adjusted') return { factor: row.price * split, added: 0, split, to }
    if (this.mode === 'split-adjusted') return { factor: split, added: 0, split, to }
    const paid = this.events.filter(({ exDay }) => exDay <= day).reduce((sum, event) => sum + paidFor(event), 0)
    const next = this.events.find(({ exDay }) => exDay > day)?.exDay ?? Infinity
    return { factor: split, added: paid, split, to: Math.min(to, next - 1) }
  }

  /**
   * In the order of their times, each at the midnight its day begins. A dividend is in the prices of adjusted and
   * total-return series, a split in all but raw ones.
   */
  actions(spans: readonly TickerSpan[], lastDay: number, hours: OpenHours, to: number): CorporateAction[] {
    const dividendIn = this.mode === 'adjusted' || this.mode === 'total-return'
    const actions: CorporateAction[] = []
    const at = (day: number): Timestamp => hours.midnight(day) as Timestamp
    // Where prices count the shares of today, a dividend is for one of these: else it would be paid on shares that splits made later.
    const countsToday = this.mode === 'split-adjusted' || this.mode === 'total-return'
    for (const event of this.events) {
      const { exDay, dividend, ratio } = event
      const time = at(exDay)
      const amount = countsToday ? paidFor(event) : dividend
      if (dividend !== 0) actions.push({ time, kind: 'dividend', amount, inPrices: dividendIn })
      if (ratio !== 1) actions.push({ time, kind: 'split', ratio, inPrices: this.mode !== 'raw' })
    }
    for (const { ticker, from } of spans.slice(1))
      actions.push({ time: at(from), kind: 'rename', symbol: ticker.toUpperCase(), inPrices: true })
    if (lastDay < to) actions.push({ time: at(lastDay + 1), kind: 'delisting', inPrices: false })
    return actions.toSorted((a, b) => a.time - b.time)
  }
}

function eventAfter(row: FactorRow, next: FactorRow | undefined, hours: OpenHours): FactorEvent[] {
  if (next === undefined) return []
  const dividend = row.price === next.price ? 0 : cents(row.reference * (1 - row.price / next.price))
  const ratio = next.split / row.split
  if (dividend === 0 && ratio === 1) return []
  return [{ exDay: hours.sessionDayAfter(row.day), dividend, split: row.split, ratio }]
}

/** What a dividend was for one share as prices adjusted for splits count them. */
function paidFor({ dividend, split }: FactorEvent): number {
  return dividend * split
}

/** To the cent, as LEAN tells dividends. */
function cents(amount: number): number {
  return Math.round(amount * 100) / 100
}
