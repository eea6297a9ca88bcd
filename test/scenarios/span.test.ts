/** What part of the data a backtest trades: `from`, `to`, and what is said when that cannot be. */
import { expect, test } from 'vitest'
import { startBacktest, type BacktestOptions } from '../../src/backtest.ts'
import { LockstepError } from '../../src/base/error.ts'
import { createInstrument } from '../../src/model/instrument.ts'
import { sma } from '../../src/strategy/indicator-lines.ts'
import { strategy } from '../../src/strategy/strategy.ts'
import { seriesOf } from './options.ts'
import { parseTable, timeOf } from './table.ts'

const ten = parseTable(`| open high low close |\n${'| 100 100 100 100 |\n'.repeat(10)}`)
const data = seriesOf(ten, createInstrument({ id: 'A', lot: 1 }))

/** The minutes at whose close a strategy with an average over `period` bars decides. */
function decidedAt(period: number, options: Partial<BacktestOptions>): number[] {
  const minutes: number[] = []
  const noting = strategy({
    name: 'noting',
    setup({ market, on, now }) {
      const bars = market().bars()
      const line = sma(bars.close, period)
      on(bars, () => {
        expect(line()).toBe(100)
        minutes.push((now() - timeOf('00:00')) / 60_000)
      })
    },
  })
  const run = startBacktest(noting, { data, ...options })
  run.advance(Infinity)
  run.finish()
  return minutes
}

test('without a start, trading begins when all is warm', () => {
  expect(decidedAt(4, {})).toEqual([4, 5, 6, 7, 8, 9, 10])
})

test('from: the bar that opens then is the first to be decided on, whatever the warm-up', () => {
  expect(decidedAt(4, { from: timeOf('00:06') })).toEqual([7, 8, 9, 10])
  expect(decidedAt(2, { from: timeOf('00:06') })).toEqual([7, 8, 9, 10])
  // A bar that is under way then opened too early.
  expect(decidedAt(2, { from: timeOf('00:05:30') })).toEqual([7, 8, 9, 10])
})

test('to: the bar that opens then is not used', () => {
  expect(decidedAt(4, { to: timeOf('00:06') })).toEqual([4, 5, 6])
})

test('too little history before the start names the bars that are missing', () => {
  expect(faultOf(() => decidedAt(9, { from: timeOf('00:03') }))).toMatch(/^E_WARMUP: .*A 1m needs 9 closed bars and has 4/)
})

test('too little history in all names the bars that are missing', () => {
  expect(faultOf(() => decidedAt(11, {}))).toMatch(/^E_WARMUP: .*A 1m needs 11 closed bars and has 10/)
})

test('a span without bars is said to be empty', () => {
  expect(faultOf(() => decidedAt(1, { to: timeOf('00:00') }))).toMatch(/^E_DATA_EMPTY: .*A 1m \(no bars\)/)
})

function faultOf(run: () => void): string {
  try {
    run()
  } catch (error) {
    if (error instanceof LockstepError) return `${error.code}: ${error.message}`
    throw error
  }
  return 'no fault'
}
