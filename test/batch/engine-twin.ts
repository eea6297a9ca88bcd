/** The same trades through the engine: each entry is a strategy of its own that places a bracket, and amends or closes it as the rules say. */
import { startBacktest } from '../../src/backtest.ts'
import type { TradeRules } from '../../src/batch/trade-rules.ts'
import type { BarSeries } from '../../src/model/bars.ts'
import { priceOf } from '../../src/model/instrument.ts'
import type { Tap } from '../../src/model/ports.ts'
import * as R from '../../src/model/record.ts'
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
}

/** Round trips of the engine, in the order in which they ended. */
export function engineTrips({ series, line }: TwinBars, entries: readonly Entry[], rules: TradeRules): Trip[] {
  const asked = new Int32Array(entries.length).fill(-1)
  const open: boolean[] = entries.map(() => false)
  const parts = entries.map((entry, k) => [`e${k}`, twin(line, entry, rules, { asked, open, k })] as const)
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

function twin(line: Float64Array, entry: Entry, rules: TradeRules, { asked, open, k }: Shared): Strategy {
  const { trail, steps = [], positionsMax = 1 } = rules
  const has = (x: number): boolean => x > 0
  return strategy({
    name: `e${k}`,
    setup({ market, on }) {
      const m = market()
      const bars = m.bars()
      let row = -1
      let held = 0
      let best = NaN
      let next = 0
      let level = has(entry.stop) ? entry.stop : -entry.side * Infinity
      on(bars, () => {
        row++
        open[k] = m.position.isOpen
        const { side } = entry
        const close = bars.close()
        if (row === entry.row && fits(entry, close)) {
          const isFree = open.filter((o, j) => o || asked[j] === row).length < positionsMax
          if (isFree) {
            asked[k] = row
            const isEngineTrail = trail?.reference === 'intrabar' && has(entry.trail)
            const stop = isEngineTrail
              ? { trail: trail.kind === 'percent' ? { percent: entry.trail * 100 } : entry.trail }
              : has(entry.stop)
                ? entry.stop
                : undefined
            const target = has(entry.target) ? entry.target : undefined
            const bracket = stop === undefined && target === undefined ? {} : { bracket: { stop, target } }
            const request = { qty: entry.qty, ...bracket } as Parameters<typeof m.buy>[0]
            if (side > 0) m.buy(request)
            else m.sell(request)
          }
          return
        }
        if (!m.position.isOpen) return
        held++
        if (has(entry.bars) && held === entry.bars) {
          // At this close it is gone before the close is over.
          if (rules.entry === 'this-close') open[k] = false
          return void m.close()
        }
        // What follows the market moves its stop at the close, as far as a bar may have: the last close is known.
        const { entryPrice } = m.position
        const extreme = side > 0 ? bars.high() : bars.low()
        const risk = side * (entryPrice - entry.stop)
        if (Number.isNaN(best)) best = entryPrice
        let moved = level
        const raise = (to: number): void => {
          if (side * (to - moved) > 0) moved = to
        }
        if (trail !== undefined && trail.reference !== 'intrabar' && has(entry.trail) && held >= (trail.afterBars ?? 0)) {
          const seen = trail.from === 'close' ? close : extreme
          if (held === (trail.afterBars ?? 0) && held > 0) best = seen
          if (side * (seen - best) > 0) best = seen
          const at = line[row]!
          if (trail.kind === 'level') raise(at)
          else if (trail.kind === 'distance') raise(best - side * entry.trail)
          else if (trail.kind === 'percent') raise(best * (1 - side * entry.trail))
          else raise((trail.kind === 'atr' ? seen : best) - side * entry.trail * at)
        }
        for (; next < steps.length && side * (extreme - entryPrice) >= steps[next]!.atR * risk - 1e-9; next++)
          raise(entryPrice + side * steps[next]!.stopR * risk)
        if (moved === level) return
        level = moved
        const safe = side > 0 ? Math.ceil(level / TICK - 1e-6) * TICK : Math.floor(level / TICK + 1e-6) * TICK
        if (side * (safe - close) > 0) return void m.close()
        const order = m.orders.find((o) => o.role === 'stop')
        if (order === undefined) throw new Error('expected an entry with a stop to move')
        m.amend(order.id, { stop: safe })
      })
    },
  })
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
