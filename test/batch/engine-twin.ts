/** The same trades through the engine: each entry is a strategy of its own that places a bracket, and amends or closes it as the rules say. */
import { startBacktest } from '../../src/backtest.ts'
import type { TradeRules } from '../../src/batch/trade-rules.ts'
import type { BarSeries } from '../../src/model/bars.ts'
import { priceOf } from '../../src/model/instrument.ts'
import type { Tap } from '../../src/model/ports.ts'
import * as R from '../../src/model/record.ts'
import type { Bracket, OrderRequest, Trail } from '../../src/strategy/order-request.ts'
import { combine } from '../../src/strategy/combine.ts'
import { strategy, type Strategy } from '../../src/strategy/strategy.ts'

/** One entry; NaN for what it has not. */
export interface Entry {
  readonly row: number
  readonly side: 1 | -1
  readonly qty: number
  readonly stop: number
  readonly target: number
  readonly trail: number
  readonly bars: number
}

/** What both sides say of a trade. Money and prices are compared to the last bit. */
export interface Trip {
  readonly side: number
  readonly qty: number
  readonly entryPrice: number
  readonly exitPrice: number
  readonly exitTime: number
  readonly bars: number
  readonly fees: number
  readonly pnl: number
  readonly mae: number
  readonly mfe: number
}

export interface TwinBars {
  readonly series: BarSeries
  readonly line: Float64Array
  readonly marks?: Marks
}

export interface Marks {
  readonly sessionEnds: Uint8Array
  readonly exitLongs: Uint8Array
  readonly exitShorts: Uint8Array
}

/** Round trips of the engine, in the order in which they ended. */
export function engineTrips(twinBars: TwinBars, entries: readonly Entry[], rules: TradeRules): Trip[] {
  const { series } = twinBars
  const asked = new Int32Array(entries.length).fill(-1)
  const open: boolean[] = entries.map(() => false)
  const parts = entries.map((entry, k) => [`e${k}`, twin(twinBars, entry, rules, { asked, open, k })] as const)
  const trips: Trip[] = []
  const { run, fill, ending } = engineRules(rules)
  const backtest = startBacktest(combine('twin', Object.fromEntries(parts)), {
    data: series,
    cash: 1e9,
    limits: { leverageMax: 100 },
    fill,
    ending,
    ...run,
    taps: [tripsInto(trips, series)],
  })
  backtest.advance(Infinity)
  backtest.finish()
  return trips
}

function engineRules({ entry, sameBar = 'stop-first', gaps = 'open', fees, slippage, atEnd }: TradeRules): {
  run: Pick<TradeRules, 'fees' | 'slippage'>
  fill: string
  ending: string
} {
  const policy = sameBar !== 'stop-first' ? sameBar : gaps === 'level' ? 'touch' : entry === 'this-close' ? 'this-close' : 'pessimistic'
  return {
    run: { ...(fees && { fees }), ...(slippage && { slippage }) },
    fill: policy,
    ending: atEnd === 'drop' ? 'hold' : 'close',
  }
}

interface Shared {
  readonly asked: Int32Array
  readonly open: boolean[]
  readonly k: number
}

/** One entry as a strategy: it asks in its row, and moves its stop or leaves at the closes that say so. */
function twin({ line, marks }: TwinBars, entry: Entry, rules: TradeRules, { asked, open, k }: Shared): Strategy {
  const { side } = entry
  const { positionsMax = 1, sessionEnd = false, reentry } = rules
  const signals = side > 0 ? marks?.exitLongs : marks?.exitShorts
  return strategy({
    name: `e${k}`,
    setup({ market, on }) {
      const m = market()
      const bars = m.bars()
      const stop = new MovedStop(entry, rules)
      let row = -1
      let held = 0
      on(bars, () => {
        row++
        open[k] = m.position.isOpen
        const close = bars.close()
        if (row === entry.row && fits(entry, close)) {
          if (open.filter((o, j) => o || asked[j] === row).length >= positionsMax) return
          asked[k] = row
          if (side > 0) m.buy(requestOf(entry, rules))
          else m.sell(requestOf(entry, rules))
          return
        }
        if (!m.position.isOpen) return
        held++
        const isSignalled = signals?.[row] === 1
        const isDue = isSignalled || held === entry.bars || (sessionEnd && marks?.sessionEnds[row] === 1)
        // At this close it is gone before the close is over; at the next open it has made room for who is entered there.
        if (isDue && (rules.entry === 'this-close' || (isSignalled && reentry === 'reverse'))) open[k] = false
        const extreme = side > 0 ? bars.high() : bars.low()
        const level = stop.after(held, { entryPrice: m.position.entryPrice, extreme, close, line: line[row]! })
        const isPassed = side * (level - close) > 0
        // A stop that the close has passed is no stop any more.
        const moved = m.orders.find((o) => o.role === 'stop')
        if (moved !== undefined && isPassed) m.cancel(moved.id)
        else if (moved !== undefined && !Number.isNaN(level)) m.amend(moved.id, { stop: level })
        if (isDue || isPassed) m.close()
      })
    },
  })
}

function requestOf({ qty, stop, target, trail }: Entry, rules: TradeRules): OrderRequest {
  const legs: { stop?: number | { trail: Trail }; target?: number } = {}
  if (rules.trail?.reference === 'intrabar') legs.stop = { trail: rules.trail.kind === 'percent' ? { percent: trail * 100 } : trail }
  else if (stop > 0) legs.stop = stop
  if (target > 0) legs.target = target
  return { qty, ...(Object.keys(legs).length > 0 && { bracket: legs as Bracket }) }
}

interface SeenBar {
  readonly entryPrice: number
  /** High of the bar for a long, low for a short. */
  readonly extreme: number
  readonly close: number
  readonly line: number
}

/** Where a stop goes that is moved at closes. */
class MovedStop {
  private best = NaN
  private steps = 0
  private level: number
  private readonly entry: Entry
  private readonly rules: TradeRules

  constructor(entry: Entry, rules: TradeRules) {
    this.entry = entry
    this.rules = rules
    this.level = entry.stop > 0 ? entry.stop : -entry.side * Infinity
  }

  /** The level on a tick after a bar, NaN where it stays. */
  after(held: number, bar: SeenBar): number {
    const { side, stop } = this.entry
    const { steps = [] } = this.rules
    const before = this.level
    this.trail(held, bar)
    const risk = side * (bar.entryPrice - stop)
    for (; this.steps < steps.length && side * (bar.extreme - bar.entryPrice) >= steps[this.steps]!.atR * risk - 1e-9; this.steps++)
      this.raise(bar.entryPrice + side * steps[this.steps]!.stopR * risk)
    if (this.level === before) return NaN
    return side > 0 ? Math.ceil(this.level / TICK - 1e-6) * TICK : Math.floor(this.level / TICK + 1e-6) * TICK
  }

  private trail(held: number, { entryPrice, extreme, close, line }: SeenBar): void {
    const { side, trail: distance } = this.entry
    const { trail } = this.rules
    const { afterBars = 0 } = trail ?? {}
    if (trail === undefined || trail.reference === 'intrabar' || !(distance > 0) || held < afterBars) return
    const seen = trail.from === 'close' ? close : extreme
    if (Number.isNaN(this.best)) this.best = afterBars === 0 ? entryPrice : seen
    if (side * (seen - this.best) > 0) this.best = seen
    if (trail.kind === 'level') this.raise(line)
    else if (trail.kind === 'distance') this.raise(this.best - side * distance)
    else if (trail.kind === 'percent') this.raise(this.best * (1 - side * distance))
    else this.raise((trail.kind === 'atr' ? seen : this.best) - side * distance * line)
  }

  private raise(to: number): void {
    if (this.entry.side * (to - this.level) > 0) this.level = to
  }
}

const TICK = 0.25

function fits({ side, stop, target }: Entry, close: number): boolean {
  return !(side * (close - stop) <= 0) && !(side * (target - close) <= 0)
}

function tripsInto(trips: Trip[], { instrument, timeframe }: BarSeries): Tap {
  const units = 10 ** instrument.currency.decimals
  return {
    take({ records, recordCount }) {
      for (let at = 0; at < recordCount * R.RECORD_WIDTH; at += R.RECORD_WIDTH) {
        if (records[at + R.KIND] !== R.ROUND_TRIP) continue
        const field = (name: number): number => records[at + name]!
        trips.push({
          side: field(R.SIDE),
          qty: (field(R.LOTS) * instrument.lotStep) / 10 ** instrument.qtyDecimals,
          entryPrice: priceOf(instrument, field(R.TRIP_ENTRY_TICKS)),
          exitPrice: priceOf(instrument, field(R.TRIP_EXIT_TICKS)),
          exitTime: field(R.TIME) - timeframe.ms,
          bars: field(R.TRIP_BARS),
          fees: field(R.TRIP_FEES) / units,
          pnl: (field(R.TRIP_GROSS) - field(R.TRIP_FEES)) / units,
          mae: field(R.TRIP_MAE) / units,
          mfe: field(R.TRIP_MFE) / units,
        })
      }
    },
  }
}
