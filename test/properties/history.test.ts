/** The last bars as columns are what the lines say. */
import { describe, expect, test } from 'vitest'
import type { TimeframeName } from '../../src/strategy/params.ts'
import { strategy } from '../../src/strategy/strategy.ts'
import { randomSeries, someInstruments } from './random-bars.ts'
import { recordPushedRun, recordRun, recordSteps } from './record-run.ts'
import { fc } from './seeded.ts'

const [A] = someInstruments
const START = Date.UTC(2019, 9, 1)

describe('history', () => {
  const given = fc.record({
    seed: fc.nat(),
    rows: fc.constantFrom(50, 4300, 8300),
    count: fc.integer({ min: 0, max: 200 }),
    name: fc.constantFrom<TimeframeName>('base', '3m'),
  })

  test('is what the lines say up to the last closed bar, in any mode', () => {
    fc.assert(
      fc.property(given, ({ seed, rows, count, name }) => {
        const series = [randomSeries({ instrument: A!, timeframe: '1m', rows, seed, start: START, gaps: 0.01 })]
        let checked = 0
        const historian = strategy({
          name: 'historian',
          setup({ market, on }) {
            const bars = market().bars(name)
            on(bars, () => {
              const { length, time, high } = bars.history(count)
              const wanted = Math.min(count, bars.count)
              // One comparison a column, since there are many rows: what differs shows in the lines.
              const same = high.length === wanted && [...high].every((value, k) => value === bars.high(length - 1 - k))
              if (length !== wanted || !same || (wanted > 0 && time.at(-1) !== bars.openTime)) throw new Error(`at ${bars.count}`)
              checked++
            })
          },
        })
        recordRun({ series, strategy: historian })
        const { inputs } = recordSteps({ series, strategy: historian })
        recordPushedRun({ series, strategy: historian }, inputs)
        expect(checked % 3).toBe(0)
        expect(checked).toBeGreaterThan(0)
      }),
      { numRuns: 12 },
    )
  })

  test('of the data reaches back to their first bar, without a copy', () => {
    const series = randomSeries({ instrument: A!, timeframe: '1m', rows: 6000, seed: 1, start: START, gaps: 0 })
    let longest = 0
    const historian = strategy({
      name: 'historian',
      setup({ market, on }) {
        const bars = market().bars()
        on(bars, () => {
          if (bars.count < 6000) return
          const { close } = bars.history(1e6)
          longest = close.length
          expect((close as Float64Array).buffer).toBe(series.bars.close.buffer)
        })
      },
    })
    recordRun({ series: [series], strategy: historian })
    expect(longest).toBe(6000)
  })
})
