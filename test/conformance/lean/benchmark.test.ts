/** The benchmark from a LEAN folder, as LEAN samples it: hourly adjusted bars of SPY, for the dates of every case. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { leanData } from '../../../src/adapters/lean/lean-folder.ts'
import { ZoneOffsets } from '../../../src/calendar/zone-offsets.ts'
import { DAY_MS } from '../../../src/model/time.ts'
import { LeanSampler } from '../../../src/report/lean/lean-sampler.ts'
import { readCases, readDaily, reference } from './cases.ts'

const zone = 'America/New_York'
const newYork = new ZoneOffsets(zone)

describe.runIf(reference !== undefined)('SPY is sampled as LEAN samples it', async () => {
  const root = join(reference ?? '', 'data/lean/Data')
  const request = { type: 'equity', symbol: 'SPY', resolution: 'hour', fillForward: false } as const
  const [benchmark] = reference === undefined ? [] : await leanData(root, [request])
  // A constant is its benchmark.
  const names = readCases().filter(({ name }) => name !== 'HourSplitRegressionAlgorithm')

  test.each(names)('$name', ({ name }) => {
    const daily = readDaily(name)
    const sampler = new LeanSampler({
      zone,
      startDate: dateOf(daily[0]!.time),
      endDate: dateOf(daily.at(-1)!.time),
      equity: 100_000,
      benchmark: benchmark!,
    })
    sampler.end()
    const { time, benchmark: prices } = sampler.samples.daily
    expect(time.map((at, k) => ({ time: at, benchmark: prices[k] }))).toEqual(
      daily.map((row) => ({ time: row.time, benchmark: row.benchmark })),
    )
  })
})

function dateOf(time: number): number {
  return Math.floor((time + newYork.offsetAt(time)) / DAY_MS) * DAY_MS
}
