/** What may not matter does not: the unit of price, and the order in which markets are declared. */
import { expect, test } from 'vitest'
import type { BarSeries } from '../../src/model/bars.ts'
import { createInstrument, tickSize, type Instrument } from '../../src/model/instrument.ts'
import * as R from '../../src/model/record.ts'
import { feeBps } from '../../src/venue/fees.ts'
import { slippageTicks } from '../../src/venue/slippage.ts'
import { randomSeries, someInstruments } from './random-bars.ts'
import { asker } from './random-strategy.ts'
import { readable, recordRun, type Recorded, type Row } from './record-run.ts'
import { fc } from './seeded.ts'

const START = Date.UTC(2024, 0, 1)
const RUNS = 30

/** Fields that hold money, by kind of record. */
const money: Readonly<Record<number, readonly number[]>> = {
  [R.FILL]: [R.FILL_FEE, R.FILL_REALISED],
  [R.ROUND_TRIP]: [R.TRIP_GROSS, R.TRIP_FEES, R.TRIP_MAE, R.TRIP_MFE],
}

/** Cost is shared out by lots and rounded to the ledger unit, so that profits of parts may differ by a few units. */
const UNITS_ROUNDED_MAX = 100

test('prices, tick and cash twice or four times as large: the same records, with money that many times as large', () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom(2, 4), (seed, factor) => {
      const run = (scale: number): Recorded => {
        const plain = randomSeries({ instrument: someInstruments[0]!, timeframe: '1m', rows: 200, seed, start: START, gaps: 0.1 })
        const instrument = createInstrument({ id: 'A', tick: 0.01 * scale, lot: 1 })
        const { strategy } = asker({ seed, markets: ['A'] })
        return recordRun({
          series: [scaled(plain, instrument, scale)],
          strategy,
          cash: 50_000 * scale,
          fees: [feeBps(7)],
          slippage: [slippageTicks(1)],
        })
      }
      const [larger, plain] = [run(factor), run(1)]
      expect(readable(larger.rows.map(withoutMoney))).toEqual(readable(plain.rows.map(withoutMoney)))
      expect(larger.marks).toEqual(plain.marks.map(([time, equity, exposure]) => [time, equity * factor, exposure * factor]))
      const apart = larger.rows.flatMap((row, k) =>
        moneyOf(row).map((amount, m) => Math.abs(amount - factor * moneyOf(plain.rows[k]!)[m]!)),
      )
      expect(Math.max(0, ...apart)).toBeLessThan(UNITS_ROUNDED_MAX)
    }),
    { numRuns: RUNS },
  )
})

function moneyOf(row: Row): number[] {
  return (money[row[R.KIND]!] ?? []).map((field) => row[field]!)
}

function withoutMoney(row: Row): Row {
  const copy = row.slice()
  for (const field of money[row[R.KIND]!] ?? []) copy[field] = 0
  return copy
}

function scaled(series: BarSeries, instrument: Instrument, factor: number): BarSeries {
  const times = (column: Float64Array): Float64Array => column.map((x) => x * factor)
  const { open, high, low, close, time, volume, length } = series.bars
  return {
    ...series,
    instrument,
    bars: { time, volume, length, open: times(open), high: times(high), low: times(low), close: times(close) },
  }
}

test('markets that do not share in size or cover trade alike in whatever order they are declared', () => {
  fc.assert(
    fc.property(fc.nat(), fc.shuffledSubarray([...someInstruments], { minLength: 3 }), (seed, order) => {
      const run = (instruments: readonly Instrument[]): string[] => {
        const series = instruments.map((instrument) =>
          randomSeries({
            instrument,
            timeframe: '1m',
            rows: 150,
            seed: seed + Math.round(1 / tickSize(instrument)),
            start: START,
            gaps: 0.2,
          }),
        )
        const { strategy } = asker({ seed, markets: someInstruments.map((i) => i.id), higher: ['5m'], independent: true })
        const { rows } = recordRun({ series, strategy, cash: 1e8, limits: { leverageMax: 10 }, fees: [feeBps(7)] })
        return rows.map((row) => anonymous(row, instruments)).sort()
      }
      expect(run(order)).toEqual(run(someInstruments))
    }),
    { numRuns: RUNS },
  )
})

/** A record with its market by name and without the numbers that are given out in the order of asking. */
function anonymous(row: Row, instruments: readonly Instrument[]): string {
  const copy = row.slice()
  const { id } = instruments[row[R.INSTRUMENT]!]!
  copy[R.INSTRUMENT] = 0
  copy[R.ID] = 0
  if (row[R.KIND] === R.ORDER) {
    copy[R.ORDER_PARENT] = Math.sign(row[R.ORDER_PARENT]!)
    copy[R.ORDER_TAG] = 0
  }
  if (row[R.KIND] === R.FILL) copy[R.FILL_TAG] = 0
  if (row[R.KIND] === R.REFUSAL) copy.fill(0, R.REFUSAL_ORDER, R.REFUSAL_TAG + 1)
  if (row[R.KIND] === R.ROUND_TRIP) copy[R.TRIP_EXIT_ROLE_TAG] = row[R.TRIP_EXIT_ROLE_TAG]! % 16
  return `${id} ${copy.join(' ')}`
}
