/** The order of a step, which is the order in which a strategy hears of things. */
import { expect, test } from 'vitest'
import { allocateBars, type BarSeries } from '../model/bars.ts'
import { createInstrument } from '../model/instrument.ts'
import type { RunEnd, Tap } from '../model/ports.ts'
import * as R from '../model/record.ts'
import { parseTimeframe } from '../model/timeframe.ts'
import { createLimits } from '../risk/limits.ts'
import { moment, strategy, type Setup } from '../strategy/strategy.ts'
import { sumOfFees } from '../venue/fees.ts'
import { fillPolicyOf } from '../venue/fill-policy.ts'
import { SimVenue } from '../venue/sim-venue.ts'
import { sumOfSlippage } from '../venue/slippage.ts'
import { createEngine } from './engine-run.ts'

/** Bars from midnight on, each one higher than the one before. */
function rising(id: string, length: number, timeframe = '1m'): BarSeries {
  const bars = allocateBars(length)
  const { ms } = parseTimeframe(timeframe)
  for (let row = 0; row < length; row++) {
    bars.time[row] = row * ms
    for (const name of ['open', 'high', 'low', 'close'] as const) bars[name][row] = 100 + (row * ms) / 60_000
  }
  return {
    instrument: createInstrument({ id }),
    timeframe: parseTimeframe(timeframe),
    bars,
    source: { name: id, contentHash: '', gaps: 0 },
  }
}

function run(series: readonly BarSeries[], setup: (s: Setup<object>) => void, taps: readonly Tap[] = []): RunEnd {
  const { engine } = createEngine({
    strategy: strategy({ name: 'listener', setup }),
    params: {},
    source: null,
    series,
    pushed: false,
    cash: 100_000,
    limits: createLimits(),
    tradeFrom: null,
    seed: 0,
    taps,
    inputs: null,
    venue: (instruments, orders) =>
      new SimVenue({ instruments, orders, policy: fillPolicyOf('pessimistic'), fee: sumOfFees([]), slippage: sumOfSlippage([]) }),
  })
  engine.run(Infinity)
  return engine.end('done')
}

test('refusals and fills, timers, finer bars, coarser bars, moments; ties in the order markets were declared', () => {
  const heard: string[] = []
  run([rising('A', 11), rising('B', 11)], ({ market, on, at, onFill, onRefusal, now }) => {
    const note = (what: string): void => {
      if (now() === 10 * 60_000) heard.push(what)
    }
    const [a, b] = [market('A'), market('B')]
    on(moment, () => {
      note('moment')
      if (now() === 9 * 60_000) {
        a.buy({ qty: 1 })
        a.buy({ qty: 0 })
      }
    })
    on(b.bars('5m'), () => note('B 5m'))
    on(a.bars('5m'), () => note('A 5m'))
    on(b.bars(), () => note('B 1m'))
    on(a.bars(), () => note('A 1m'))
    on(a.bars(), () => note('A 1m again'))
    at('00:10', () => note('timer'))
    onRefusal(({ reason }) => note(reason))
    onFill(({ side }) => note(side))
  })
  expect(heard).toEqual(['ZERO_SIZE', 'buy', 'timer', 'A 1m', 'A 1m again', 'B 1m', 'B 5m', 'A 5m', 'moment'])
})

test('whatever is called, it sees the whole moment: all markets closed, all timeframes, all fills booked', () => {
  const seen: unknown[] = []
  run([rising('A', 11), rising('B', 11)], ({ market, on, account, now }) => {
    const [a, b] = [market('A'), market('B')]
    const [minutes, five, other] = [a.bars(), a.bars('5m'), b.bars()]
    on(minutes, () => {
      if (now() === 9 * 60_000) b.buy({ qty: 1 })
      if (now() === 10 * 60_000)
        seen.push(five.count, five.close(), other.close(), b.price, b.position.qty, b.position.entryPrice, account.cash, account.equity)
    })
  })
  // B's fill at 109, its open, is known with its close, though A is declared first.
  expect(seen).toEqual([2, 109, 109, 109, 1, 109, 99_891, 100_000])
})

test('orders are matched against the finest bars there are, whatever they were decided on', () => {
  const prices: number[] = []
  run([rising('A', 2, '1h'), { ...rising('A', 120), instrument: createInstrument({ id: 'A' }) }], ({ market, on, onFill }) => {
    const m = market()
    on(m.bars('1h'), () => void m.buy({ qty: 1 }))
    onFill(({ price }) => prices.push(price))
  })
  expect(prices).toEqual([160])
})

test('a higher timeframe moves only when it closes, and trading waits for its first close', () => {
  const values: number[] = []
  run([rising('A', 7)], ({ market, on }) => {
    const five = market().bars('3m')
    on(market().bars(), () => values.push(five.close()))
  })
  expect(values).toEqual([102, 102, 102, 105, 105])
})

test('a tag travels from the request to its order, fill, legs and round trip, or to its refusal', () => {
  const tagged: string[] = []
  const tap: Tap = {
    take({ records, recordCount }) {
      for (let at = 0; at < recordCount * R.RECORD_WIDTH; at += R.RECORD_WIDTH) {
        const kind = records[at + R.KIND]!
        const tag = kind === R.ROUND_TRIP ? Math.floor(records[at + R.TRIP_EXIT_ROLE_TAG]! / 16) : records[at + R.ORDER_TAG]!
        tagged.push(`${R.recordKinds[kind]} ${tag}`)
      }
    },
  }
  const { tags } = run(
    [rising('A', 8)],
    ({ market, on }) => {
      const m = market()
      const bars = m.bars()
      on(bars, () => {
        if (bars.count === 1) m.buy({ qty: 0, tag: 'none' })
        if (bars.count === 2) m.buy({ qty: 1, bracket: { target: 105 }, tag: 'dip' })
        if (bars.count === 6) m.sell({ qty: 1, tag: 'top' })
        if (bars.count === 7) m.close({ tag: 'out' })
      })
    },
    [tap],
  )
  expect(tags).toEqual(['', 'none', 'dip', 'top', 'out'])
  expect(tagged.slice(0, 7)).toEqual(['refusal 1', 'order 2', 'fill 2', 'order 2', 'fill 2', 'round-trip 2', 'order 3'])
  expect(tagged.slice(7)).toEqual(['fill 3', 'order 4', 'fill 4', 'round-trip 3'])
})
