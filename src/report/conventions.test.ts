import { describe, expect, test } from 'vitest'
import { LockstepError } from '../base/error.ts'
import { parseTimeframe } from '../model/timeframe.ts'
import { DAY_MS } from '../model/time.ts'
import { allocateBars } from '../model/bars.ts'
import type { Benchmark } from './benchmark.ts'
import { conventionNames, conventionOf, conventions } from './conventions.ts'
import type { ConventionFigure, ReportDocument } from './document.ts'
import type { ReportTap } from './report-tap.ts'
import { renderTerminal } from './terminal.ts'
import { richRun, tapOf, tripRecord, walk } from '../../test/report/example-run.ts'

const day = (n: number): number => Date.UTC(2020, 0, 1) + n * DAY_MS
const held = { label: 'held', bars: rising(900), timeframe: parseTimeframe('1d'), entryCost: () => 0 }

const runs: Readonly<Record<string, { readonly tap: () => ReportTap; readonly benchmark?: Benchmark }>> = {
  'nothing at all': { tap: () => tapOf([]) },
  'one day': { tap: () => tapOf([[day(1), 10_001]]) },
  'one day against a benchmark': { tap: () => tapOf([[day(1), 10_001]]), benchmark: held },
  'constant equity': { tap: () => tapOf(Array.from({ length: 50 }, (_, i) => [day(i), 10_000])), benchmark: held },
  'equity that only rises': {
    tap: () =>
      tapOf(
        Array.from({ length: 50 }, (_, i) => [day(i), 10_000 + i]),
        [tripRecord({ net: 1 })],
      ),
    benchmark: held,
  },
  'equity that only falls': {
    tap: () =>
      tapOf(
        Array.from({ length: 50 }, (_, i) => [day(i), 10_000 - i]),
        [tripRecord({ net: -1 })],
      ),
    benchmark: held,
  },
  'equity below zero': { tap: () => tapOf([1, 2, 3, 4].map((i) => [day(i), 10_000 - i * 4000])), benchmark: held },
  'no opening cash': { tap: () => tapOf(walk(2, 30, 1), [], { info: { cash: 0 } }), benchmark: held },
  'a rich run': { tap: () => richRun(5, 800), benchmark: held },
}

describe.each(conventions.map(({ name }) => name))('%s', (convention) => {
  test.each(Object.entries(runs))('has a finite figure or a reason of %s', (_, { tap, benchmark }) => {
    const d = tap().document({ convention, ...(benchmark !== undefined && { benchmark }) })
    expect(d.convention).toBe(convention)
    for (const f of d.conventionFigures ?? []) {
      if (f.value === null) expect(f.reason, f.id).toMatch(/^[a-z].{8,}/)
      else expect(Number.isFinite(f.value), f.id).toBe(true)
    }
  })

  test('names every figure once, and says what it is and how it differs', () => {
    const { conventionFigures: figures = [] } = richRun(5, 800).document({ convention })
    expect(new Set(figures.map(({ id }) => id)).size).toBe(figures.length)
    for (const { id, definition, differs } of figures) {
      expect(id.startsWith(`${convention}.`)).toBe(true)
      expect(definition).toMatch(/^\S.*\.$/)
      expect(differs).toMatch(/^\S.*\.$/)
    }
  })
})

test('figures stand in the terminal under their names there, with how they differ', () => {
  const text = renderTerminal(richRun(5, 800).document({ convention: 'backtesting.py', benchmark: held }), { color: false })
  expect(text).toMatch(/backtesting\.py +Value +Against ours/)
  expect(text).toMatch(/Max\. Drawdown \[%\] +-\d+\.\d\d % +Below 0; ours is above\./)
})

test('known relations between conventions hold', () => {
  const figures = (convention: string, riskFree = 0): ReadonlyMap<string, ConventionFigure> =>
    new Map((document(convention, riskFree).conventionFigures ?? []).map((f) => [f.id, f]))
  const value = (convention: string, id: string, riskFree?: number): number =>
    figures(convention, riskFree).get(`${convention}.${id}`)?.value ?? Number.NaN
  expect(value('empyrical', 'sharpe_ratio')).toBeCloseTo(value('quantstats', 'sharpe'), 9)
  expect(value('quantstats', 'adjusted_sortino') * Math.SQRT2).toBeCloseTo(value('quantstats', 'sortino'), 9)
  expect(Math.abs(value('quantstats', 'smart_sharpe'))).toBeLessThan(Math.abs(value('quantstats', 'sharpe')))
  for (const [convention, id] of [
    ['empyrical', 'sharpe_ratio'],
    ['quantstats', 'sortino'],
    ['backtesting.py', 'sharpe_ratio'],
    ['lean', 'sharpeRatio'],
    ['tradingview', 'sharpe_ratio'],
  ] as const)
    expect(value(convention, id, 0.05), convention).toBeLessThan(value(convention, id))
  const ours = (riskFree: number): number => document('lockstep', riskFree).statistics.all.find(({ id }) => id === 'sharpe')?.value ?? 0
  expect(ours(0.05)).toBeLessThan(ours(0))
  expect(document('lockstep', 0.05).run.riskFree).toBe(0.05)
})

test('a name that is none is said, with the nearest; ours adds nothing', () => {
  expect(conventionNames).toContain('lockstep')
  expect(conventionOf('lockstep')).toBeNull()
  expect(() => conventionOf('quantstat')).toThrow(LockstepError)
  expect(() => conventionOf('quantstat')).toThrow('did you mean quantstats?')
  expect(document('lockstep')).not.toHaveProperty('conventionFigures')
})

function document(convention: string, riskFree = 0): ReportDocument {
  return richRun(5, 800).document({ convention, riskFree, benchmark: held })
}

function rising(count: number): Benchmark['bars'] {
  const bars = allocateBars(count)
  for (let i = 0; i < count; i++) {
    bars.time[i] = day(i)
    bars.open[i] = 100 + i + Math.sin(i)
    bars.close[i] = 101 + i + Math.sin(i + 1)
  }
  return bars
}
