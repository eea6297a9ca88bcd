import { expect, test } from 'vitest'
import { allocateBars, type BarSeries } from '../../model/bars.ts'
import { createInstrument } from '../../model/instrument.ts'
import { MINUTE_MS } from '../../model/time.ts'
import { parseTimeframe } from '../../model/timeframe.ts'
import { LeanSampler, type SamplerOptions } from './lean-sampler.ts'

const at = (iso: string): number => Date.parse(`${iso}Z`)

function samplerOf(options: Partial<SamplerOptions> = {}): LeanSampler {
  const days = { startDate: at('2021-03-01'), endDate: at('2021-03-03') }
  return new LeanSampler({ zone: 'UTC', ...days, equity: 1000, benchmark: 0, ...options })
}

function hours(closes: readonly (readonly [string, number])[], repeated?: Uint8Array): BarSeries {
  const bars = allocateBars(closes.length)
  closes.forEach(([iso, close], k) => {
    bars.time[k] = at(iso) - 60 * MINUTE_MS
    bars.close[k] = close
  })
  const source = { name: 'test', contentHash: '', gaps: 0 }
  const series = { instrument: createInstrument({ id: 'SPY' }), timeframe: parseTimeframe('1h'), bars, source }
  return repeated === undefined ? series : { ...series, repeated }
}

test('a day is sampled at each midnight from the first date on, and at the last slice', () => {
  const sampler = samplerOf()
  sampler.mark(at('2021-03-01T15:00'), 1010, 0)
  sampler.mark(at('2021-03-03T15:00'), 999.9, 0)
  sampler.end()
  const { daily } = sampler.samples
  expect(daily.time).toEqual([at('2021-03-01'), at('2021-03-02'), at('2021-03-03'), at('2021-03-03T15:00')])
  expect(daily.change).toEqual([0, 1, 0, -1])
})

test('midnights are those of the zone, an hour earlier in UTC once summer time has begun', () => {
  const sampler = samplerOf({ zone: 'America/New_York', startDate: at('2021-03-14'), endDate: at('2021-03-15') })
  sampler.mark(at('2021-03-15T12:00'), 1000, 0)
  expect(sampler.samples.daily.time).toEqual([at('2021-03-14T05:00'), at('2021-03-15T04:00')])
})

test('a midnight does not see what was decided in its own step, the next sample does', () => {
  const sampler = samplerOf()
  sampler.mark(at('2021-03-02T00:00'), 1005, 5)
  sampler.end()
  const { daily, curve } = sampler.samples
  expect(daily.time).toEqual([at('2021-03-01'), at('2021-03-02')])
  expect(daily.change).toEqual([0, 0])
  // A point is never replaced by a later one of its instant.
  expect(curve.equity.at(-1)).toBe(1000)
})

test('the curve is sampled at slices further than four minutes from the last such one', () => {
  const sampler = samplerOf()
  for (let minute = 0; minute < 12; minute++) sampler.mark(at('2021-03-01T14:31') + minute * MINUTE_MS, 1000 + minute, 0)
  expect(sampler.samples.curve.equity).toEqual([1000, 1000, 1005, 1010])
  sampler.end()
  expect(sampler.samples.curve.equity).toEqual([1000, 1000, 1005, 1010, 1011])
})

test('a long run has a longer period: 25 days give nine minutes, less the instant before midnight at which it ends', () => {
  const sampler = samplerOf({ endDate: at('2021-03-25') })
  for (let minute = 0; minute < 20; minute++) sampler.mark(at('2021-03-01T14:31') + minute * MINUTE_MS, 1000 + minute, 0)
  expect(sampler.samples.curve.equity).toEqual([1000, 1000, 1009, 1018])
})

test('bars of the benchmark are slices too: the first before the run gives its price, the last ends it', () => {
  const benchmark = hours(
    [
      ['2021-02-26T21:00', 380],
      ['2021-03-01T15:00', 385],
      ['2021-03-01T16:00', 999],
      ['2021-03-02T21:00', 390],
      ['2021-03-04T21:00', 400],
    ],
    Uint8Array.of(0, 0, 1, 0, 0),
  )
  const sampler = samplerOf({ benchmark })
  sampler.mark(at('2021-03-01T15:30'), 1001, 0)
  sampler.end()
  expect(sampler.samples.daily.time).toEqual([at('2021-03-01'), at('2021-03-02'), at('2021-03-02T21:00')])
  expect(sampler.samples.daily.benchmark).toEqual([380, 385, 390])
  expect(sampler.samples.curve.time).toEqual(
    ['2021-03-01', '2021-03-01T15:00', '2021-03-01T15:30', '2021-03-02', '2021-03-02T21:00'].map(at),
  )
})

test('turnover is what was traded since the sample before, and the last of two samples at one instant counts', () => {
  const sampler = samplerOf()
  sampler.traded = 100
  sampler.mark(at('2021-03-01T15:00'), 1000, 0)
  sampler.mark(at('2021-03-02T00:00'), 1000, 0)
  expect(sampler.samples.turnover).toEqual([0.1])
  sampler.traded = 150
  sampler.end()
  expect(sampler.samples.turnover).toEqual([0.15])
})

test('a run without a slice has no last sample', () => {
  const sampler = samplerOf()
  sampler.end()
  expect(sampler.samples.daily.time).toEqual([])
})
