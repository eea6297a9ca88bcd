import { describe, expect, test } from 'vitest'
import { createInstrument } from '../model/instrument.ts'
import { LIMIT, MARKET, STOP } from '../model/order.ts'
import * as R from '../model/record.ts'
import { recordOf } from '../../test/report/example-run.ts'
import { executionCostSection } from './execution-cost-section.ts'
import { ExecutionCosts, splitCost } from './execution-costs.ts'

const stock = createInstrument({ id: 'A', tick: 0.01, lot: 1 })

/** A purchase of 100 that was decided at 50.00. */
const bought = (fields: Readonly<Record<number, number>>): Float64Array =>
  Float64Array.from(recordOf(R.FILL, 0, { [R.SIDE]: 1, [R.LOTS]: 100, [R.FILL_DECISION]: 5000, ...fields }))

function split(fill: Float64Array, atMarket: boolean): number[] {
  const cost = { delay: 0, spread: 0, slippage: 0 }
  splitCost(fill, 0, atMarket, cost)
  return [cost.delay, cost.spread, cost.slippage]
}

describe('the cost of a fill, in half ticks', () => {
  test('of an order at market is what the market moved, half the spread that it crossed, and slippage', () => {
    // Decided at 5000; the middle was 5003.5 and the ask 5005; two ticks of slippage.
    const fill = bought({ [R.FILL_TICKS]: 5007, [R.FILL_SLIPPAGE]: 2, [R.FILL_ROLE]: R.FILL_CROSSED * 3 })
    expect(split(fill, true)).toEqual([7, 3, 4])
    // Of five ticks of slippage three and a half were half a spread that a rule assumed.
    const charged = bought({ [R.FILL_TICKS]: 5007, [R.FILL_SLIPPAGE]: 5, [R.FILL_ROLE]: 1 + R.FILL_SPREAD * 7 })
    expect(split(charged, true)).toEqual([4, 7, 3])
  })

  test('of a resting order has no delay: it asked for its level', () => {
    expect(split(bought({ [R.FILL_TICKS]: 4990 }), false)).toEqual([0, 0, 0])
    expect(split(bought({ [R.FILL_TICKS]: 5112, [R.FILL_SLIPPAGE]: 2 }), false)).toEqual([0, 0, 4])
  })

  test('of a sale counts the other way, and moves in its favour are gains', () => {
    expect(split(bought({ [R.SIDE]: -1, [R.FILL_TICKS]: 5010 }), true)).toEqual([-20, 0, 0])
  })
})

test('the section sums by order type, in money and of what was traded', () => {
  const costs = new ExecutionCosts([stock], Float64Array.of(1))
  const crossed = { [R.FILL_ROLE]: R.FILL_CROSSED * 3 }
  costs.take(bought({ [R.FILL_TICKS]: 5007, [R.FILL_SLIPPAGE]: 2, [R.FILL_FEE]: 1e6, ...crossed }), 0, MARKET)
  costs.take(bought({ [R.FILL_TICKS]: 4990 }), 0, LIMIT)
  costs.take(bought({ [R.FILL_TICKS]: 5112, [R.FILL_SLIPPAGE]: 2 }), 0, STOP)
  const adjustments = new Float64Array(R.adjustKinds.length)
  adjustments[R.adjustKinds.indexOf('funding')] = -2_500_000
  const section = executionCostSection(costs, adjustments, 1000, stock.currency)
  const parts = ({ delay, spread, slippage, fees, total }: (typeof section)['total']): number[] => [delay, spread, slippage, fees, total]
  expect(section.byType.map((row) => [row.type, row.notional, ...parts(row)])).toEqual([
    ['market', 5007, 3.5, 1.5, 2, 1, 8],
    ['limit', 4990, 0, 0, 0, 0, 0],
    ['stop', 5112, 0, 0, 2, 0, 2],
  ])
  expect(parts(section.total)).toEqual([3.5, 1.5, 4, 1, 10])
  expect(section.total.bps?.total).toBeCloseTo((10 / 15_109) * 10_000, 12)
  expect(section.adjustments).toEqual({ funding: -2.5 })
  expect(section.sweep.map(({ bps, net }) => [bps, Math.round(net * 1000) / 1000])).toEqual([
    [0, 1000],
    [1, 998.489],
    [2, 996.978],
    [5, 992.446],
    [10, 984.891],
  ])
})

test('fills of another currency are converted at their rate, and parts still add up', () => {
  const rates = Float64Array.of(1)
  const costs = new ExecutionCosts([createInstrument({ id: 'A', tick: 0.01, lot: 1, currency: 'EUR' })], rates)
  rates[0] = 1 / 3
  costs.take(bought({ [R.LOTS]: 1, [R.FILL_TICKS]: 5007, [R.FILL_SLIPPAGE]: 2, [R.FILL_ROLE]: R.FILL_CROSSED * 3 }), 0, MARKET)
  const [delay, spread, slippage] = [costs.delay[MARKET]!, costs.spread[MARKET]!, costs.slippage[MARKET]!]
  expect([spread, slippage, delay + spread + slippage]).toEqual([5000, 6667, 23_333])
})

test('nothing traded costs nothing, of nothing', () => {
  const { byType, total } = executionCostSection(new ExecutionCosts([], new Float64Array(0)), new Float64Array(8), 0, stock.currency)
  expect([byType, total.total, total.bps]).toEqual([[], 0, null])
})
