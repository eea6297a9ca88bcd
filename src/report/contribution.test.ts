import { describe, expect, test } from 'vitest'
import { backtest, startBacktest } from '../backtest.ts'
import { Random } from '../base/random.ts'
import { allocateBars, type BarSeries, type CorporateAction } from '../model/bars.ts'
import { createInstrument } from '../model/instrument.ts'
import { DAY_MS, type Timestamp } from '../model/time.ts'
import { parseTimeframe } from '../model/timeframe.ts'
import { combine } from '../strategy/combine.ts'
import { strategy, type Strategy } from '../strategy/strategy.ts'
import { feeBps } from '../venue/fees.ts'
import type { Contribution, Contributions } from './contribution.ts'
import type { ReportDocument } from './document.ts'

const DAYS = 120

/** Days of a random walk; after a split prices are divided by its ratio. */
function days(id: string, seed: number, split?: CorporateAction & { readonly kind: 'split' }): BarSeries {
  const random = new Random(seed)
  const bars = allocateBars(DAYS)
  let price = 100
  for (let row = 0; row < DAYS; row++) {
    const time = Date.UTC(2020, 0, 1) + row * DAY_MS
    if (split !== undefined && split.time === time) price /= split.ratio
    price = Math.round(price * (1 + 0.02 * random.normal()) * 100) / 100
    bars.time[row] = time
    for (const name of ['open', 'high', 'low', 'close'] as const) bars[name][row] = price
  }
  return {
    instrument: createInstrument({ id, lot: 0.001 }),
    timeframe: parseTimeframe('1d'),
    bars,
    ...(split !== undefined && { actions: [split] }),
    source: { name: 'made up', contentHash: '', gaps: 0 },
  }
}

/** Buys and sells at random, up to a limit either way. */
function restless(id: string, seed: number): Strategy {
  return strategy({
    name: 'restless',
    setup({ market, on }) {
      const m = market(id)
      const bars = m.bars()
      const random = new Random(seed)
      on(bars, () => {
        const dice = random.unit()
        if (dice < 0.2) m.buy({ qty: 1 + random.int(0, 3) })
        else if (dice < 0.4) m.sell({ qty: 1 + random.int(0, 3) })
        else if (dice < 0.45) m.close()
      })
    },
  })
}

function run(data: readonly BarSeries[], made: Strategy): ReportDocument {
  const running = startBacktest(made, { data, cash: 2000, fees: feeBps(20), limits: { leverageMax: 2 } })
  running.advance(Infinity)
  return running.finish('done', { charts: true })
}

const sum = (rows: readonly Contribution[], field: 'return' | 'variance' | 'drawdown'): number =>
  rows.reduce((all, r) => all + r[field]!, 0)
const contributionsIn = (d: ReportDocument): Contributions => d.attribution.contributions!
const of = (rows: readonly Contribution[], key: string): Contribution => rows.find((r) => r.key === key)!

describe('contributions', () => {
  const split = { kind: 'split', ratio: 2, time: (Date.UTC(2020, 0, 1) + 60 * DAY_MS) as Timestamp, inPrices: false } as const
  const data = [days('A', 1), days('B', 2, split)]
  const both = run(data, combine('both', { a: restless('A', 3), b: restless('B', 4), more: restless('A', 5) }))
  const figure = (d: ReportDocument, id: string): number => d.statistics.all.find((s) => s.id === id)!.value!

  test('of markets and of strategies sum to the total return, to all variance and to the deepest drawdown', () => {
    const { reason, instrument, strategy: strategies } = contributionsIn(both)
    expect(reason).toBeNull()
    for (const rows of [instrument, strategies]) {
      expect(sum(rows, 'return')).toBeCloseTo(figure(both, 'totalReturn'), 12)
      expect(sum(rows, 'variance')).toBeCloseTo(1, 12)
      // Marks are those of days.
      expect(sum(rows, 'drawdown')).toBeCloseTo(-figure(both, 'maxDrawdown'), 12)
    }
    expect(strategies.map((r) => r.key).toSorted()).toEqual(['(account)', 'a', 'b', 'more'])
  })

  test('leave nothing to the account where lots made all of it, through splits too', () => {
    const { instrument, strategy: strategies } = contributionsIn(both)
    for (const rows of [instrument, strategies]) {
      const rest = of(rows, '(account)')
      for (const value of [rest.return, rest.variance, rest.drawdown]) expect(value).toBeCloseTo(0, 9)
    }
  })

  test('of a market are its daily profits, weighted', () => {
    const alone = backtest(restless('A', 3), { data: data[0]!, cash: 2000, fees: feeBps(20), full: true, limits: { leverageMax: 2 } })
    const { instrument, peak, trough } = contributionsIn(run([data[0]!], restless('A', 3)))
    // With one market its profit is the account's.
    expect(of(instrument, 'A').return).toBeCloseTo(figure(alone, 'totalReturn'), 12)
    expect(of(instrument, 'A').variance).toBeCloseTo(1, 9)
    const { start, trough: low } = alone.drawdowns[0]!
    expect([peak, trough]).toEqual([start, low])
  })

  test('have a reason where there are none', () => {
    const abroad = { ...data[0]!, instrument: createInstrument({ id: 'A', lot: 0.001, currency: 'EUR' }) }
    const running = startBacktest(restless('A', 3), {
      data: abroad,
      cash: 2000,
      account: { currency: 'USD', rates: { EUR: 1.1 } },
    })
    running.advance(Infinity)
    expect(contributionsIn(running.finish('done', { charts: true })).reason).toBe('positions are in several currencies')
    expect(backtest(restless('A', 3), { data: data[0]! }).attribution.contributions).toBeUndefined()
  })
})
