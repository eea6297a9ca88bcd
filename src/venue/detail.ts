/**
 * Finer bars of the same market answer what a bar leaves open: inside a bar its policy walks the finer ones that lie in it, one after
 * the other. What even they leave open it decides as ever, and counts.
 */
import { LockstepError } from '../base/error.ts'
import type { BarSeries } from '../model/bars.ts'
import type { Instrument } from '../model/instrument.ts'
import { O_EXPIRES, O_RANGE_HIGH, O_RANGE_LOW, SLOT_WIDTH } from '../model/orders.ts'
import { snapTick } from '../model/price-grid.ts'
import { barClose } from '../model/timeframe.ts'
import { emptyBar, FILL_AT_OPEN, FILL_INSIDE, type BarTicks, type Book, type FillMoment } from './book.ts'
import type { FillPolicy } from './fill-policy.ts'

/** A policy that looks into the bars of every market that has finer ones. @throws LockstepError E_CONFIG for a policy of ticks or quotes */
export function withDetail(policy: FillPolicy, finer: readonly BarSeries[]): FillPolicy {
  if (policy.usesQuotes === true) {
    throw new LockstepError(
      'E_CONFIG',
      `expected a fill policy that walks bars to look into them, was "${policy.name}"`,
      'Leave out the finer bars, or choose another policy, such as pessimistic.',
    )
  }
  const name = `${policy.name} in detail`
  return {
    ...policy,
    name,
    says: `${policy.says}; inside a bar by its finer bars`,
    of(instrument, index) {
      const base = policy.of?.(instrument, index) ?? policy
      const series = finer.find((s) => s.instrument.id === instrument.id)
      return series === undefined ? base : { ...base, name, inside: walkerOf(base, series, instrument) }
    },
  }
}

/**
 * Walks the finer bars inside a bar. A bar whose extremes they do not reach is walked as it is, so that what is missing of them hides no
 * stop. Bars come in the order of time.
 */
function walkerOf(base: FillPolicy, series: BarSeries, instrument: Instrument): (book: Book, bar: BarTicks) => void {
  const view = new FinerBars(series, instrument)
  const book = new DetailBook(view)
  return (inner, bar) => {
    view.seek(bar)
    if (!view.covers(bar)) return base.inside(inner, bar)
    book.inner = inner
    for (let first = true; view.has(); first = false) {
      view.show(bar)
      // What fills at the open of the bar itself was filled before.
      if (!first || view.fine.openTime > bar.openTime) base.open(book, view.fine)
      base.inside(book, view.fine)
      book.growUp()
      view.next()
    }
  }
}

/** The finer bars that lie in one bar. */
class FinerBars {
  readonly fine: BarTicks = emptyBar()
  private readonly series: BarSeries
  private readonly perPrice: number
  private readonly reached = new Float64Array(2)
  private row = 0
  private end = 0
  /** The last of them that opens before the session ends, -1 for none. */
  private closing = -1

  constructor(series: BarSeries, instrument: Instrument) {
    this.series = series
    this.perPrice = 10 ** instrument.priceDecimals / instrument.tickStep
  }

  seek(bar: BarTicks): void {
    const { time, length } = this.series.bars
    while (this.row < length && time[this.row]! < bar.openTime) this.row++
    this.end = this.row
    this.closing = -1
    for (; this.end < length && time[this.end]! < bar.closeTime && this.closeOf(this.end) <= bar.closeTime; this.end++)
      if (time[this.end]! < bar.sessionEnded && this.series.repeated?.[this.end] !== 1) this.closing = this.end
    this.skipRepeated()
  }

  has(): boolean {
    return this.row < this.end
  }

  /** Whether there are any, and they reach as low and as high as the bar. */
  covers(bar: BarTicks): boolean {
    const { reached } = this
    reached[0] = Infinity
    reached[1] = -Infinity
    this.widen(reached, this.row)
    return reached[0] <= bar.low && reached[1] >= bar.high
  }

  next(): void {
    this.row++
    this.skipRepeated()
  }

  /** Shows the finer bar at hand. Auctions belong to the bar itself: the last of its finer bars in the session closes it. */
  show(bar: BarTicks): void {
    const { bars } = this.series
    const f = this.fine
    f.open = snapTick(bars.open[this.row]! * this.perPrice)
    f.high = snapTick(bars.high[this.row]! * this.perPrice)
    f.low = snapTick(bars.low[this.row]! * this.perPrice)
    f.close = snapTick(bars.close[this.row]! * this.perPrice)
    f.openTime = bars.time[this.row]!
    f.closeTime = this.closeOf(this.row)
    f.tradesUntil = f.closeTime
    f.tradedTime = f.closeTime
    f.volume = bar.volume
    f.sessionStart = NaN
    f.sessionEnded = this.row === this.closing ? bar.sessionEnded : -Infinity
  }

  /** Lowest and highest price of the finer bars from row `from`, unless given after the one at hand, into `stretch`. */
  widen(stretch: Float64Array, from: number = this.row + 1): void {
    const { low, high } = this.series.bars
    for (let k = from; k < this.end; k++) {
      stretch[0] = Math.min(stretch[0]!, snapTick(low[k]! * this.perPrice))
      stretch[1] = Math.max(stretch[1]!, snapTick(high[k]! * this.perPrice))
    }
  }

  private closeOf(row: number): number {
    return this.series.closes?.[row] ?? barClose(this.series.timeframe, this.series.bars.time[row]!)
  }

  private skipRepeated(): void {
    while (this.row < this.end && this.series.repeated?.[this.row] === 1) this.row++
  }
}

/** The book as it is in one finer bar: without what had expired by then, and with what is born in it. */
class DetailBook implements Book {
  inner!: Book
  private readonly view: FinerBars
  private readonly stretch = new Float64Array(2)

  constructor(view: FinerBars) {
    this.view = view
  }

  get slots(): Float64Array {
    return this.inner.slots
  }

  size(): number {
    return this.inner.size()
  }

  slotAt(k: number): number {
    const slot = this.inner.slotAt(k)
    return slot >= 0 && this.slots[slot * SLOT_WIDTH + O_EXPIRES]! <= this.view.fine.openTime ? -1 : slot
  }

  /** All of the bar that is left comes after a fill; what it places sees what is left of the finer bar first. */
  fill(slot: number, ticks: number, when: FillMoment, rangeLow: number, rangeHigh: number): void {
    const before = this.size()
    this.stretch[0] = rangeLow
    this.stretch[1] = rangeHigh
    this.view.widen(this.stretch)
    this.inner.fill(slot, ticks, when === FILL_AT_OPEN ? FILL_INSIDE : when, this.stretch[0], this.stretch[1])
    for (let k = before; k < this.size(); k++) {
      const born = this.inner.slotAt(k) * SLOT_WIDTH
      if (born < 0) continue
      this.slots[born + O_RANGE_LOW] = when === FILL_AT_OPEN ? NaN : rangeLow
      this.slots[born + O_RANGE_HIGH] = when === FILL_AT_OPEN ? NaN : rangeHigh
    }
  }

  slippage(slot: number, ticks: number): number {
    return this.inner.slippage(slot, ticks)
  }

  trigger(slot: number): void {
    this.inner.trigger(slot)
  }

  moveLevel(slot: number, ticks: number): void {
    this.inner.moveLevel(slot, ticks)
  }

  ambiguous(): void {
    this.inner.ambiguous()
  }

  /** What was born in the finer bar is there from its end on. */
  growUp(): void {
    for (let k = 0; k < this.size(); k++) {
      const slot = this.inner.slotAt(k)
      if (slot < 0) continue
      this.slots[slot * SLOT_WIDTH + O_RANGE_LOW] = NaN
      this.slots[slot * SLOT_WIDTH + O_RANGE_HIGH] = NaN
    }
  }
}
