import { describe, expect, test } from 'vitest'
import { createInstrument } from '../model/instrument.ts'
import { LIMIT, MARKET, orderTypes, STOP } from '../model/order.ts'
import * as R from '../model/record.ts'
import { Activity, named, sum } from './activity.ts'
import { recordOf } from '../../test/report/example-run.ts'

describe('activity', () => {
  test('sums fees and slippage in ledger units, slippage by the type of the order', () => {
    const a = new Activity([createInstrument({ id: 'A', tick: 0.01, lot: 0.01 })])
    const order = (id: number, type: number): void =>
      a.takeOrder(Float64Array.from(recordOf(R.ORDER, 0, { [R.ID]: id, [R.ORDER_TYPE]: type })), 0)
    const fill = (id: number, slipped: number): void =>
      a.takeFill(
        Float64Array.from(
          recordOf(R.FILL, 0, {
            [R.ID]: id,
            [R.SIDE]: -1,
            [R.LOTS]: 200,
            [R.FILL_TICKS]: 10_000,
            [R.FILL_FEE]: 25,
            [R.FILL_SLIPPAGE]: slipped,
            [R.FILL_DECISION]: 10_003,
          }),
        ),
        0,
      )
    order(1, MARKET)
    order(2, STOP)
    order(5000, LIMIT)
    fill(1, 2)
    fill(2, 1)
    fill(5000, 0)
    expect(a.fills).toBe(3)
    expect(a.fees).toBe(75)
    // One tick of 0.01 on 2.00 is 0.02, which is 20,000 ledger units of a millionth.
    expect(named(orderTypes, a.slippageByType)).toEqual({ market: 40_000, stop: 20_000 })
    // Three ticks lost on the market order's sale of 2.00: 0.06. Notional 3 × 200.
    expect(a.shortfall).toBeCloseTo(60_000, 6)
    expect(a.notional).toBeCloseTo(600_000_000, 3)
    expect(named(orderTypes, a.ordersByType)).toEqual({ market: 1, limit: 1, stop: 1 })
  })

  test('names counts and leaves zeros out', () => {
    expect(named(['a', 'b', 'c'], Float64Array.of(1, 0, 2))).toEqual({ a: 1, c: 2 })
    expect(sum(Float64Array.of(1, 0, 2))).toBe(3)
  })
})
