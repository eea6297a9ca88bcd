/** Real exchange data against counts that were made independently. Needs the reference folder. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readBarFile } from '../../src/catalog/bar-file.ts'
import { MINUTE_MS } from '../../src/model/time.ts'

interface Year {
  readonly bars: number
  readonly first: readonly number[]
  readonly last: readonly number[]
  readonly gaps_gt_1m: number
  readonly missing_minutes: number
  readonly max_gap_minutes: number
  readonly sum_volume: number
  readonly max_high: number
  readonly min_low: number
}

const reference = process.env['LOCKSTEP_REFERENCE'] ?? ''
const golden = join(reference, 'golden', 'bitfinex-1m', 'reference.json')
const present = reference !== '' && existsSync(golden)
if (!present) console.log('import conformance: LOCKSTEP_REFERENCE is not set, nothing compared')

describe.runIf(present)('bars of an exchange, minute by minute', () => {
  const { years } = present ? (JSON.parse(readFileSync(golden, 'utf8')) as { years: Record<string, Year> }) : { years: {} }
  test.each(Object.entries(years))('%s', async (year, expected) => {
    const file = await readBarFile(join(reference, 'data', 'bitfinex-1m', `BTCUSD_1m_${year}.csv.gz`))
    const { bars, gaps } = file
    const row = (i: number): number[] => [bars.time, bars.open, bars.high, bars.low, bars.close, bars.volume].map((column) => column[i]!)
    expect(file).toMatchObject({
      rowsIn: expected.bars,
      stored: expected.bars,
      duplicates: 0,
      quarantined: { count: 0 },
      timeframe: { label: '1m' },
    })
    expect([row(0), row(bars.length - 1)]).toEqual([expected.first, expected.last])
    expect(gaps).toMatchObject({ count: expected.gaps_gt_1m, missingBars: expected.missing_minutes, rule: 'every missing bar counts' })
    expect((gaps.largest[0]!.to - gaps.largest[0]!.from) / MINUTE_MS).toBe(expected.max_gap_minutes)
    expect(bars.high.reduce((a, b) => Math.max(a, b))).toBe(expected.max_high)
    expect(bars.low.reduce((a, b) => Math.min(a, b))).toBe(expected.min_low)
    expect(bars.volume.reduce((a, b) => a + b)).toBeCloseTo(expected.sum_volume, 5)
  })

  test.each([
    ['BTCUSD', '1mo', 156],
    ['EURUSD', '1h', 5000],
    ['GOOG', '1d', 2148],
  ])('three flavours of one library: %s', async (name, label, count) => {
    const file = await readBarFile(join(reference, 'data', 'backtesting.py', `${name}.csv`))
    expect(file).toMatchObject({ stored: count, quarantined: { count: 0 }, timeframe: { label } })
  })
})
