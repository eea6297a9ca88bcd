import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { marketBars } from '../../test/zoo/market-bars.ts'
import { allocateBars, type BarSeries } from '../model/bars.ts'
import { epochMs } from '../model/time.ts'
import { parseTimeframe, TICK } from '../model/timeframe.ts'
import type { BarLines } from '../strategy/bar-lines.ts'
import { combine } from '../strategy/combine.ts'
import { rsi, sma } from '../strategy/indicator-lines.ts'
import type { Market } from '../strategy/market.ts'
import { choice, float, int, bool } from '../strategy/params.ts'
import { strategy, type Strategy } from '../strategy/strategy.ts'
import { feeBps, feePerOrder } from '../venue/fees.ts'
import { slippageTicks } from '../venue/slippage.ts'
import { borrow } from '../portfolio/financing.ts'
import { checkCosts, checkData, checkLookAhead, checkSensitivity, checkStrategy, checkWarmUp } from './check-strategy.ts'
import { neighbours } from './sensitivity.ts'

/** Long while the close is above its average. */
const trend = strategy({
  name: 'trend',
  params: { days: int(20, { min: 2 }) },
  setup({ market, on, params }) {
    const zoo = market('ZOO')
    const bars = zoo.bars()
    const average = sma(bars.close, params.days)
    on(bars, () => {
      if (bars.close() > average() && !zoo.position.isOpen) zoo.buy({ equity: 0.9 })
      if (bars.close() < average() && zoo.position.isOpen) zoo.close()
    })
  },
})

const fees = feeBps(2)

function constant(rows: number): BarSeries {
  const data = marketBars({ rows })
  for (const name of ['open', 'high', 'low', 'close'] as const) data.bars[name].fill(100)
  return data
}

/** The same bars with quotes around them, a few of which only repeat. */
function quoted(): BarSeries {
  const data = marketBars({ rows: 400 })
  const side = (by: number): readonly Float64Array[] =>
    [data.bars.open, data.bars.high, data.bars.low, data.bars.close].map((column) => column.map((price) => price + by))
  const [bidOpen, bidHigh, bidLow, bidClose] = side(-0.02) as [Float64Array, Float64Array, Float64Array, Float64Array]
  const [askOpen, askHigh, askLow, askClose] = side(0.02) as [Float64Array, Float64Array, Float64Array, Float64Array]
  const closes = data.bars.time.map((time) => time + 80_000_000)
  const repeated = Uint8Array.from(closes, (_, row) => (row % 50 === 49 ? 1 : 0))
  return { ...data, closes, repeated, quotes: { bidOpen, bidHigh, bidLow, bidClose, askOpen, askHigh, askLow, askClose } }
}

/** Prints, several of which share a millisecond. */
function ticks(): BarSeries {
  const data = marketBars({ rows: 600 })
  const { time, open, high, low, close } = data.bars
  for (let row = 0; row < time.length; row++) {
    time[row] = time[0]! + Math.floor(row / 3) * 1000
    open[row] = high[row] = low[row] = close[row]!
  }
  return { ...data, timeframe: TICK }
}

test.each<readonly [string, BarSeries | readonly BarSeries[]]>([
  ['one bar', marketBars({ rows: 1 })],
  ['fewer bars than it takes to warm up', marketBars({ rows: 25 })],
  ['one price', constant(200)],
])('%s gives verdicts, and no proof', async (_, data) => {
  const strategyOfOne = strategy({
    name: 'idle',
    setup({ market, on }) {
      on(market('ZOO').bars(), () => {})
    },
  })
  const { verdicts } = await checkStrategy(strategyOfOne, { data, fees })
  expect(verdicts.map(({ check, outcome }) => [check, outcome])).toEqual(expect.arrayContaining([['data', 'not proven']]))
  expect(JSON.stringify(verdicts)).not.toMatch(/NaN|Infinity/)
})

test.each<readonly [string, BarSeries | readonly BarSeries[], Strategy]>([
  ['quotes, early closes and repeated rows', quoted(), trend],
  ['single prints', ticks(), trend],
  ['two markets and two strategies', [marketBars(), marketBars({ id: 'ONE', seed: 3 })], combine('two', { a: trend, b: trend })],
  ['two timeframes of one market', [marketBars({ timeframe: '6h', rows: 800 }), marketBars({ rows: 200 })], trend],
])('what is honest passes on %s', async (_, data, honest) => {
  const { verdicts } = await checkStrategy(honest, { data, fees, only: ['look-ahead', 'determinism'] })
  expect(verdicts.map(({ outcome, why, divergence }) => ({ outcome, why, divergence }))).toEqual(
    verdicts.map(({ why }) => ({ outcome: 'pass', why, divergence: null })),
  )
})

test('the columns are what they were when a check throws or is aborted', async () => {
  const data = marketBars()
  const before = Float64Array.from(data.bars.close)
  const controller = new AbortController()
  const stopped = checkLookAhead(trend, {
    data,
    fees,
    signal: controller.signal,
    onProgress: ({ runs }) => runs === 3 && controller.abort(),
  })
  await expect(stopped).rejects.toThrow('abort')
  const throwing = strategy({ name: 'throwing', setup: () => void JSON.parse('{') })
  await expect(checkLookAhead(throwing, { data, fees })).rejects.toMatchObject({ code: 'E_STRATEGY_THREW' })
  expect(data.bars.close).toEqual(before)
  expect(data.bars.length).toBe(before.length)
})

test('checks that are asked for at once wait for each other, and the columns are what they were', async () => {
  const data = marketBars({ rows: 300 })
  const before = Float64Array.from(data.bars.close)
  // While it is made anew the data are hidden, and other checks would have their turn.
  const make = async (): Promise<Strategy> => {
    await setTimeout(1)
    return trend
  }
  const asked = [1, 2, 3].map(async (turn) => {
    await setTimeout(10 * turn)
    return checkLookAhead(trend as unknown as Strategy, { data, fees, make })
  })
  expect((await Promise.all(asked)).map(({ outcome }) => outcome)).toEqual(['pass', 'pass', 'pass'])
  expect(data.bars.close).toEqual(before)
})

test('bars after the end of the run are the future too', async () => {
  const data = marketBars({ rows: 300 })
  const { close, time } = data.bars
  const before = Float64Array.from(close)
  const make = (): Strategy =>
    strategy({
      name: 'after-the-end',
      setup({ market, on }) {
        const zoo = market()
        const bars = zoo.bars()
        on(bars, () => zoo.target({ qty: bars.close() < close[280]! ? 1 : 0 }))
      },
    })
  const { outcome } = await checkLookAhead(make(), { data, fees, make, to: epochMs(time[200]!) })
  expect(outcome).toBe('fail')
  expect(close).toEqual(before)
  expect(data.bars.length).toBe(300)
})

test('where nothing was filled there is no result to check', async () => {
  const idle = strategy({ name: 'idle', setup: ({ market, on }) => on(market().bars(), () => {}) })
  const { verdicts } = await checkStrategy(idle, { data: marketBars({ rows: 200 }), fees })
  expect(verdicts.filter(({ why }) => why === 'nothing was filled').map(({ check }) => check)).toEqual([
    'costs',
    'fills',
    'sensitivity',
    'data',
  ])
})

test('a run that stops under other costs is told, and is no pass', async () => {
  const strict = strategy({
    name: 'strict',
    setup({ market, on, account }) {
      const zoo = market()
      on(zoo.bars(), () => {
        if (account.equity < 99_000) throw new Error('too poor')
        if (zoo.position.isOpen) zoo.close()
        else zoo.buy({ qty: 1 })
      })
    },
  })
  const { outcome, why } = await checkCosts(strict, { data: marketBars({ rows: 200 }), fees: feePerOrder(2) })
  expect([outcome, why]).toEqual(['fail', expect.stringMatching(/^with costs × 4 it stops: .*too poor/)])
})

test.each<readonly [string, (zoo: Market, bars: BarLines) => void]>([
  ['a share of the account', (zoo, bars) => zoo.target({ weight: bars.close() > bars.close(5) ? 0.8 : 0.2 })],
  ['units', (zoo, bars) => zoo.target({ qty: bars.close() > bars.close(5) ? 8 : 2 })],
  [
    'quotes on both sides',
    (zoo, bars) => {
      zoo.cancelAll()
      zoo.buy({ qty: 1, limit: bars.close() - 1 })
      zoo.sell({ qty: 1, limit: bars.close() + 1 })
    },
  ],
])('asking at every bar for %s is no answer from elsewhere: the numbers go by the price', async (_, ask) => {
  const steady = strategy({
    name: 'steady',
    setup({ market, on }) {
      const zoo = market()
      const bars = zoo.bars()
      on(bars, () => ask(zoo, bars))
    },
  })
  expect(await checkLookAhead(steady, { data: marketBars({ rows: 200 }), fees })).toMatchObject({ outcome: 'pass' })
})

test('another choice that loses is a warning: it is another strategy', async () => {
  const either = strategy({
    name: 'either',
    params: { side: choice('long', 'short') },
    setup({ market, on, params }) {
      const zoo = market()
      on(zoo.bars(), () => zoo.target({ weight: params.side === 'long' ? 0.5 : -0.5 }))
    },
  })
  expect(await checkSensitivity(either, { data: marketBars(), fees })).toMatchObject({
    outcome: 'warn',
    why: expect.stringMatching(/with side short$/),
  })
})

test('a difference is told with its moment, what it was and what it became', async () => {
  const data = marketBars({ rows: 300 })
  const tomorrow = strategy({
    name: 'tomorrow',
    setup({ market, on }) {
      const zoo = market()
      const bars = zoo.bars()
      on(bars, () => {
        if (bars.count === 50 && data.bars.close[50]! > 0) zoo.buy({ qty: 2, tag: 'sure' })
      })
    },
  })
  const { outcome, divergence } = await checkLookAhead(tomorrow, { data, fees })
  expect(outcome).toBe('fail')
  expect(divergence).toEqual({
    when: 'bars are hidden until they close',
    time: '2010-02-20',
    was: 'buy 2 ZOO at market, entry (sure)',
    became: 'nothing',
  })
})

test('the table of a warm-up shows how a relative strength forgets where it began', async () => {
  const strength = strategy({
    name: 'strength',
    setup({ market, on }) {
      const zoo = market()
      const bars = zoo.bars()
      const line = rsi(bars.close, 14)
      on(bars, () => {
        if (line() < 30 && !zoo.position.isOpen) zoo.buy({ equity: 0.5 })
        if (line() > 60 && zoo.position.isOpen) zoo.close()
      })
    },
  })
  const { outcome, tables, remarks } = await checkWarmUp(strength, { data: marketBars(), fees })
  expect(outcome).toBe('pass')
  const [, distances] = tables
  const [row] = distances!.rows
  const shares = row!.slice(1) as number[]
  expect(shares[0]).toBeGreaterThan(0.1)
  expect(shares.at(-1)).toBe(0)
  expect([...shares].sort((a, b) => b - a)).toEqual(shares)
  expect(remarks[0]).toMatch(/settled to a millionth after at most \d+ bars; it begins after 14/)
})

test('costs are all scaled: fees, slippage and what holding costs', async () => {
  const given = {
    data: marketBars(),
    fees: [fees, feePerOrder(1)],
    slippage: slippageTicks(3),
    account: { financing: borrow({ rate: 0.05 }) },
  }
  const { tables } = await checkCosts(trend, given)
  const net = tables[0]!.rows.map((row) => row[2] as number)
  const [free, once, twice, fourTimes] = net as [number, number, number, number]
  expect(free).toBeGreaterThan(once)
  expect(once).toBeGreaterThan(twice)
  expect(twice).toBeGreaterThan(fourTimes)
})

test('missing bars before a fill are counted', async () => {
  const data = marketBars({ rows: 400 })
  const { time } = data.bars
  for (let row = 0; row < time.length; row++) time[row] = time[0]! + (row + Math.floor(row / 10)) * data.timeframe.ms
  const afterGaps = strategy({
    name: 'after-gaps',
    setup({ market, on }) {
      const zoo = market()
      const bars = zoo.bars()
      on(bars, () => {
        if (bars.count % 10 !== 0) return
        if (zoo.position.isOpen) zoo.close()
        else zoo.buy({ qty: 1 })
      })
    },
  })
  const { outcome, why, remarks } = await checkData(afterGaps, { data, fees })
  expect([outcome, why]).toEqual(['fail', expect.stringContaining('in the first bar after missing ones')])
  expect(remarks[0]).toMatch(/held over \d+ gaps/)
})

test('neighbours are a step away, and allowed', () => {
  expect(neighbours(int(2, { min: 2 }), 2)).toEqual([3])
  expect(neighbours(int(10, { step: 5 }), 10)).toEqual([5, 15])
  expect(neighbours(float(0.5, { max: 0.52 }), 0.5)).toEqual([0.45])
  expect(neighbours(bool(true), true)).toEqual([false])
  expect(neighbours(choice('a', 'b', 'c'), 'b')).toEqual(['a', 'c'])
})

test('an unknown check is a fault that names the nearest', async () => {
  const only = ['look-ahed'] as never
  await expect(checkStrategy(trend, { data: marketBars({ rows: 50 }), only })).rejects.toMatchObject({
    code: 'E_CONFIG',
    message: expect.stringContaining('did you mean look-ahead?'),
  })
})

test.each([{ costFactor: -1 }, { cuts: NaN }, { drop: Infinity }])('thresholds that are no size are refused: %j', async (thresholds) => {
  await expect(checkCosts(trend, { data: marketBars({ rows: 50 }), fees, thresholds })).rejects.toMatchObject({ code: 'E_CONFIG' })
})

test('an empty series is a fault of the data', async () => {
  const data = { ...marketBars({ rows: 1 }), bars: allocateBars(0), timeframe: parseTimeframe('1d') }
  await expect(checkStrategy(trend, { data })).rejects.toMatchObject({ code: 'E_DATA_EMPTY' })
})
