/** What carrying decisions out cost: its parts are the whole, at every fill of every run. */
import { expect, test } from 'vitest'
import { mulExact } from '../../src/base/fixed-point.ts'
import { notionalRatio } from '../../src/model/instrument.ts'
import { orderTypes } from '../../src/model/order.ts'
import * as R from '../../src/model/record.ts'
import { ExecutionCosts, isAtMarket, splitCost, type FillCost } from '../../src/report/execution-costs.ts'
import { holds, wilderWorlds, worlds, type Played } from './whole-run.ts'

function typesOf({ rows }: Played): Map<number, number> {
  return new Map(rows.filter((r) => r[R.KIND] === R.ORDER).map((r) => [r[R.ID]!, r[R.ORDER_TYPE]!]))
}

test('delay, spread and slippage of a fill at market are its price less the one decided on; none but delay is a gain', () => {
  holds(wilderWorlds, (played) => {
    const types = typesOf(played)
    const cost: FillCost = { delay: NaN, spread: NaN, slippage: NaN }
    for (const row of played.rows) {
      if (row[R.KIND] !== R.FILL) continue
      const atMarket = isAtMarket(types.get(row[R.ID]!)!)
      splitCost(row, 0, atMarket, cost)
      const moved = 2 * row[R.SIDE]! * (row[R.FILL_TICKS]! - row[R.FILL_DECISION]!) + 0
      if (atMarket) expect(cost.delay + cost.spread + cost.slippage).toBe(moved)
      else expect(cost.delay).toBe(0)
      expect([cost.spread >= 0, cost.slippage >= 0]).toEqual([true, true])
    }
  })
})

test('their sums in money are those of the fills, to the ledger unit', () => {
  holds(worlds, (played) => {
    const instruments = played.series.map((s) => s.instrument)
    const costs = new ExecutionCosts(instruments, new Float64Array(instruments.length).fill(1))
    const types = typesOf(played)
    const all = new Float64Array(orderTypes.length)
    let fees = 0
    for (const row of played.rows) {
      if (row[R.KIND] !== R.FILL) continue
      const type = types.get(row[R.ID]!)!
      costs.take(row, 0, type)
      fees += row[R.FILL_FEE]!
      const moved = row[R.SIDE]! * (row[R.FILL_TICKS]! - row[R.FILL_DECISION]!)
      if (isAtMarket(type)) all[type]! += mulExact(moved, row[R.LOTS]!, notionalRatio(instruments[row[R.INSTRUMENT]!]!))
    }
    for (const type of orderTypes.keys()) {
      if (isAtMarket(type)) expect(costs.delay[type]! + costs.spread[type]! + costs.slippage[type]!).toBe(all[type])
    }
    expect(costs.fees.reduce((a, b) => a + b, 0)).toBe(fees)
  })
})

test('runs cross spreads that are quoted, and pay spreads that are assumed', () => {
  const seen = new Set<string>()
  holds(wilderWorlds, (played) => {
    for (const row of played.rows) {
      if (row[R.KIND] !== R.FILL || row[R.FILL_ROLE]! < R.FILL_CROSSED) continue
      if (row[R.FILL_ROLE]! >= R.FILL_SPREAD) seen.add('assumed')
      if (row[R.FILL_ROLE]! % R.FILL_SPREAD >= R.FILL_CROSSED) seen.add('quoted')
    }
  })
  expect([...seen].toSorted()).toEqual(['assumed', 'quoted'])
})
