/** Profit by what made it in whole runs: which order said what, and what the rows of a report come to. */
import { attributionBy, backtest, combine, feeBps, moment, strategy, type ReportDocument } from 'lockstep'
import { describe, expect, test } from 'vitest'
import { ORDER_TERMS, ORDER_TYPE, KIND, ORDER, RECORD_WIDTH, TERMS_SOURCE, type RecordBlock } from '../src/model/record.ts'
import { allocateBars, type BarSeries } from '../src/model/bars.ts'
import { createInstrument } from '../src/model/instrument.ts'
import { parseTimeframe } from '../src/model/timeframe.ts'

/** Minutes that rise by a tick for half an hour and fall as long. */
function minutes(id: string, count = 600): BarSeries {
  const bars = allocateBars(count)
  for (let row = 0; row < count; row++) {
    const price = 100 + Math.abs((row % 60) - 30) / 100
    bars.time[row] = Date.UTC(2024, 0, 1) + row * 60_000
    for (const name of ['open', 'high', 'low', 'close'] as const) bars[name][row] = price
  }
  return {
    instrument: createInstrument({ id, lot: 1 }),
    timeframe: parseTimeframe('1m'),
    bars,
    source: { name: 'made up', contentHash: '', gaps: 0 },
  }
}

/** Orders of two timeframes, a moment and a fill, some with a model. */
const several = strategy({
  name: 'several',
  setup({ market, on, onFill }) {
    const m = market()
    const [fast, slow] = [m.bars(), m.bars('10m')]
    on(fast, () => {
      if (fast.count % 50 === 7) m.buy({ qty: 1, tag: 'fast', bracket: { target: m.price + 0.05 } })
    })
    on(slow, () => {
      if (slow.count % 6 === 2) m.buy({ qty: 2, tag: 'slow', model: 'garch' })
      if (slow.count % 6 === 5) m.close()
    })
    on(moment, () => {
      if (fast.count % 97 === 0) m.target({ qty: -1 }, { tag: 'moment', model: 'sarimax' })
    })
    onFill(({ tag, role }) => {
      if (tag === 'moment' && role === 'entry') m.buy({ qty: 3, tag: 'fill' })
    })
  },
})

const keys = (d: ReportDocument, by: 'timeframe' | 'model' | 'tag' | 'strategy'): string[] =>
  d.attribution.by[by].map(({ key }) => key).toSorted()

function termsOf(made: typeof several, data: BarSeries): number[][] {
  const terms: number[][] = []
  const take = ({ records, recordCount }: RecordBlock): void => {
    for (let at = 0; at < recordCount * RECORD_WIDTH; at += RECORD_WIDTH)
      if (records[at + KIND] === ORDER) terms.push([records[at + ORDER_TYPE]!, Math.floor(records[at + ORDER_TERMS]! / TERMS_SOURCE)])
  }
  backtest(made, { data, taps: [{ take }] })
  return terms
}

describe('an order says', () => {
  const d = backtest(several, { data: minutes('A'), fees: feeBps(1), full: true })
  const lots = d.lots.rows!

  test('in which timeframe it was asked for, and which model it comes from', () => {
    expect(keys(d, 'timeframe')).toEqual(['10m', '1m'])
    expect(keys(d, 'model')).toEqual(['', 'garch', 'sarimax'])
    const said = (tag: string): string[] => [...new Set(lots.filter((r) => r.tag === tag).map((r) => `${r.timeframe} ${r.model}`))]
    expect([said('fast'), said('slow'), said('moment'), said('fill')]).toEqual([['1m '], ['10m garch'], ['1m sarimax'], ['1m ']])
  })

  test('nothing more where it is of the timeframe it is matched on and of no model', () => {
    const plain = strategy({
      name: 'plain',
      setup({ market, on }) {
        const m = market()
        const bars = m.bars()
        on(bars, () => {
          if (bars.count % 20 === 1) m.buy({ qty: 1, bracket: { stop: 90, target: 101 } })
        })
      },
    })
    const terms = termsOf(plain, minutes('A'))
    expect(terms.length).toBeGreaterThan(10)
    expect(terms.every(([, source]) => source === 0)).toBe(true)
    expect(termsOf(several, minutes('A')).some(([, source]) => source! > 0)).toBe(true)
  })

  test('what its legs are then, too', () => {
    expect(lots.some((r) => r.exit === 'target' && r.tag === 'fast')).toBe(true)
  })
})

describe('a report', () => {
  test('has the same total in every table, and lots summed by any keys come to it', () => {
    const d = backtest(combine('two', { one: several, two: several }), { data: minutes('A', 900), fees: feeBps(2), full: true })
    const closing = d.equity.points.at(-1)![1]!
    expect(d.attribution.total.net).toBeCloseTo(closing - 100_000, 6)
    expect(keys(d, 'strategy')).toEqual(['one', 'two'])
    const units = (money: number): number => Math.round(money * 1e6)
    for (const rows of Object.values(d.attribution.by))
      expect(rows.reduce((sum, row) => sum + units(row.net), 0)).toBe(units(d.attribution.total.net))
    const by = attributionBy(d.lots.rows!, ['strategy', 'tag'])
    expect(by.reduce((sum, row) => sum + units(row.net), 0)).toBe(units(d.attribution.total.net))
    expect(by.map((row) => row.keys)).toContainEqual(['one', 'slow'])
    for (const { key, net, closed } of d.attribution.by.tag) {
      const own = by.filter((row) => row.keys[1] === key)
      expect([own.reduce((sum, row) => sum + units(row.net), 0), own.reduce((sum, row) => sum + row.closed, 0)]).toEqual([
        units(net),
        closed,
      ])
    }
  })

  test('counts entries to the hour, weekday and month in which the bar that filled them began', () => {
    const { by } = backtest(several, { data: minutes('A') }).attribution
    expect(by.weekday.map((row) => row.key)).toEqual(['Mon'])
    expect(by.month.map((row) => row.key)).toEqual(['2024-01'])
    expect(by.hour.map((row) => row.key)).toEqual(by.hour.map((row) => row.key).toSorted())
  })

  test('of a run without a fill has a total of nothing, and no row', () => {
    const idle = strategy({ name: 'idle', setup: ({ market, on }) => on(market().bars(), () => {}) })
    const { attribution, executionCosts, lots } = backtest(idle, { data: minutes('A') })
    expect(attribution.total).toMatchObject({ closed: 0, open: 0, net: 0, share: null, feeShare: null, hitRate: null, profitFactor: null })
    expect(Object.values(attribution.by).flat()).toEqual([])
    expect([executionCosts.byType, executionCosts.total.bps, lots.count]).toEqual([[], null, 0])
  })
})

test('a run may name 1,000 models', () => {
  const wordy = strategy({
    name: 'wordy',
    setup({ market, on }) {
      const m = market()
      const bars = m.bars()
      on(bars, () => {
        for (let k = 0; k < 200; k++) m.buy({ qty: 0, model: `${bars.count} ${k}` })
      })
    },
  })
  expect(() => backtest(wordy, { data: minutes('A') })).toThrow(/expected at most 1000 different models in a run, "6 0" is one more/)
})
