import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { exampleSeries, richRun } from '../../../test/report/example-run.ts'
import { packed, packedMoney, packedTimes, type PackedColumn } from './columns.ts'
import { priceData, type PackedBars } from './price-data.ts'
import { columns } from './script/columns.ts'

/** The reader that the page has. */
// oxlint-disable-next-line typescript/no-implied-eval
const reader = new Function(`${columns}; return { unpacked, unpackedBars }`)() as {
  readonly unpacked: (column: PackedColumn) => (number | null)[]
  readonly unpackedBars: (bars: PackedBars, decimals: number) => Readonly<Record<string, number[]>>
}

test('what was packed is read back to the unit, and gaps stay gaps', () => {
  const values = fc.array(fc.option(fc.double({ min: -1e7, max: 1e7, noNaN: true })), { maxLength: 40 })
  fc.assert(
    fc.property(values, fc.constantFrom(1e-5, 0.01, 1, 1000), (given, unit) => {
      const back = reader.unpacked(packed(given, unit))
      expect(back).toHaveLength(given.length)
      given.forEach((value, k) => {
        if (value === null) expect(back[k]).toBeNull()
        else expect(Math.abs(back[k]! - value)).toBeLessThanOrEqual(unit * 0.5000001)
      })
    }),
  )
})

test('times lose nothing, and money no cent', () => {
  const times = fc.array(fc.integer({ min: 0, max: 4e12 }))
  fc.assert(
    fc.property(times, (given) => {
      expect(reader.unpacked(packedTimes(given))).toEqual(given)
    }),
  )
  expect(packedTimes([86_400_000, 172_800_000])).toEqual({ unit: 86_400_000, steps: [1, 1] })
  expect(reader.unpacked(packedMoney([100_000.12, -5.01, 1e9]))).toEqual([100_000.12, -5.01, 1e9])
  expect(reader.unpacked(packedMoney([1.2345678, 1]))).toEqual([1.234568, 1])
  expect(packedMoney([])).toEqual({ unit: 0.01, steps: [] })
})

test('bars are read back as the document has them', () => {
  const d = richRun(5, 1000, { full: true }).document({ series: [exampleSeries(1000)] })
  const { charts, trips } = priceData(d, d.roundTrips.rows ?? [])
  const [chart] = d.priceCharts ?? []
  const back = reader.unpackedBars(charts[0]!.whole, charts[0]!.decimals)
  const rows = chart?.points.map((_, i) => ['time', 'open', 'high', 'low', 'close'].map((name) => back[name]![i]))
  expect(rows).toEqual(chart?.points)
  expect(reader.unpacked(trips.exit)).toEqual(d.roundTrips.rows?.map((r) => r.exitTime))
  expect(trips.chart.every((k) => k === 0)).toBe(true)
})
