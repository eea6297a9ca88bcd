/** One meaning, whatever the mode: read ahead in blocks or pushed one moment at a time; once or twice; whole or cut short. */
import { describe, expect, test } from 'vitest'
import * as R from '../../src/model/record.ts'
import type { TimeframeName } from '../../src/strategy/params.ts'
import type { ClockText } from '../../src/strategy/strategy.ts'
import { feeBps } from '../../src/venue/fees.ts'
import { slippageTicks } from '../../src/venue/slippage.ts'
import { closedBy, randomSeries, someInstruments } from './random-bars.ts'
import { asker } from './random-strategy.ts'
import { beforeEnd, readable, recordParts, recordPushedRun, recordRun, recordSteps, type Recorded, type RunSpec } from './record-run.ts'
import { fc } from './seeded.ts'

const START = Date.UTC(2023, 11, 28)

interface Case {
  readonly seed: number
  readonly markets: number
  readonly timeframe: '1m' | '15m' | '1h' | '1d'
  readonly rows: number
  readonly gaps: number
  readonly higher: readonly TimeframeName[]
  readonly timers: readonly ClockText[]
}

const higherOf = { '1m': ['5m', '1h'], '15m': ['1h', '1d'], '1h': ['1d', '1w', '1mo'], '1d': ['1w', '1mo', '3mo'] } as const

function cases(rowsMax: number): fc.Arbitrary<Case> {
  return fc.constantFrom('1m' as const, '15m' as const, '1h' as const, '1d' as const).chain((timeframe) =>
    fc.record({
      seed: fc.nat(),
      markets: fc.integer({ min: 1, max: 3 }),
      timeframe: fc.constant(timeframe),
      rows: fc.integer({ min: 20, max: rowsMax }),
      gaps: fc.constantFrom(0, 0.05, 0.4),
      higher: fc.subarray<TimeframeName>([...higherOf[timeframe]]),
      timers: fc.subarray<ClockText>(['00:00', '09:31', '23:59']),
    }),
  )
}

function runSpec(c: Case, anchor?: 'still' | 'counts bars'): RunSpec {
  const used = someInstruments.slice(0, c.markets)
  return {
    series: used.map((instrument, k) =>
      randomSeries({
        instrument,
        timeframe: c.timeframe,
        rows: c.rows + 7 * k,
        seed: c.seed + k,
        start: START,
        gaps: c.gaps,
        gapsBefore: [4095, 4096, 8191, 8192, 8193],
      }),
    ),
    strategy: asker({
      seed: c.seed,
      markets: used.map((i) => i.id),
      higher: c.higher,
      timers: c.timers,
      eagerness: c.rows > 1000 ? 0.05 : 0.3,
      ...(anchor && { anchor }),
    }).strategy,
    fees: [feeBps(5)],
    slippage: [slippageTicks(1)],
    limits: { leverageMax: 2, openOrdersMax: 20 },
  }
}

function sameRun(a: Recorded, b: Recorded): void {
  expect(readable(a.rows)).toEqual(readable(b.rows))
  expect(a.marks).toEqual(b.marks)
}

describe('the same records, byte for byte', () => {
  test('a run read ahead, the same with every step told, and one pushed a moment at a time', () => {
    fc.assert(
      fc.property(cases(300), (c) => {
        const steps = recordSteps(runSpec(c))
        sameRun(recordPushedRun(runSpec(c), steps.inputs), steps)
        sameRun(recordRun(runSpec(c)), steps)
      }),
      { numRuns: 60 },
    )
  })

  test('the same over the borders of blocks, with gaps there', () => {
    fc.assert(
      fc.property(cases(300), fc.constantFrom(4090, 4097, 8180, 8193, 9000), (c, rows) => {
        const long = { ...c, rows: rows + 20 }
        const steps = recordSteps(runSpec(long))
        sameRun(recordPushedRun(runSpec(long), steps.inputs), steps)
        sameRun(recordRun(runSpec(long)), steps)
      }),
      { numRuns: 8 },
    )
  })

  test('a run that passes over bars which come near no order, and one that must walk every bar', () => {
    fc.assert(
      fc.property(cases(400), (c) => sameRun(recordRun(runSpec(c, 'still')), recordRun(runSpec(c, 'counts bars')))),
      { numRuns: 60 },
    )
  })

  test('a run in parts and a run at once', () => {
    fc.assert(
      fc.property(cases(300), fc.integer({ min: 1, max: 100 }), (c, stepsMax) =>
        sameRun(recordParts(runSpec(c), stepsMax), recordRun(runSpec(c))),
      ),
      { numRuns: 30 },
    )
  })

  test('two runs of one input', () => {
    fc.assert(
      fc.property(cases(300), (c) => sameRun(recordRun(runSpec(c)), recordRun(runSpec(c)))),
      { numRuns: 30 },
    )
  })
})

describe('nothing of the future', () => {
  test('a run over the first bars gives the records of the long run up to there', () => {
    fc.assert(
      fc.property(cases(200), fc.double({ min: 0.2, max: 1, noNaN: true }), (c, share) => {
        const spec = runSpec(c)
        const [first] = spec.series
        const cut = first!.bars.time[Math.floor((first!.bars.length - 1) * share)]!
        const series = spec.series.map((s) => closedBy(s, cut)).filter((s) => s.bars.length > 0)
        fc.pre(series.length === spec.series.length)
        const short = recordRun({ ...runSpec(c), series })
        const until = short.end.lastTime!
        const upTo = beforeEnd(recordRun(spec)).filter((r) => r[R.TIME]! <= until)
        expect(readable(beforeEnd(short))).toEqual(readable(upTo))
      }),
      { numRuns: 60 },
    )
  })

  test('other bars after a time change nothing up to that time', () => {
    fc.assert(
      fc.property(cases(200), fc.double({ min: 0.2, max: 1, noNaN: true }), (c, share) => {
        const spec = runSpec(c)
        const [first] = spec.series
        const cut = first!.bars.time[Math.floor((first!.bars.length - 1) * share)]!
        const changed = spec.series.map((s) => {
          const columns = {
            ...s.bars,
            open: s.bars.open.slice(),
            high: s.bars.high.slice(),
            low: s.bars.low.slice(),
            close: s.bars.close.slice(),
          }
          for (let row = closedBy(s, cut).bars.length; row < s.bars.length; row++) {
            for (const name of ['open', 'high', 'low', 'close'] as const) columns[name][row] = s.bars[name][row]! * 1.5
          }
          return { ...s, bars: columns }
        })
        const until = (r: Recorded): string[] => readable(r.rows.filter((row) => row[R.TIME]! <= cut))
        expect(until(recordRun({ ...runSpec(c), series: changed }))).toEqual(until(recordRun(spec)))
      }),
      { numRuns: 60 },
    )
  })
})
