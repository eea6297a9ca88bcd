import { expect, test } from 'vitest'
import { exampleInfo, exampleInstrument } from '../../../test/report/example-run.ts'
import { createInstrument } from '../../model/instrument.ts'
import { refusalNames } from '../../model/order.ts'
import * as R from '../../model/record.ts'
import { timestamp, type Timestamp } from '../../model/time.ts'
import { LeanStatisticsTap, type LeanResult, type LeanStatisticsOptions } from './lean-statistics-tap.ts'

type Fields = Readonly<Record<number, number>>
type Mark = readonly [time: string, equity: number]

const days = { startDate: timestamp('2022-01-03'), endDate: timestamp('2022-01-07'), zone: 'UTC' }

const order = (time: string, id: number, fields: Fields = {}): Fields => ({
  [R.KIND]: R.ORDER,
  [R.TIME]: timestamp(time),
  [R.ID]: id,
  ...fields,
})

/** A buy of one unit (100 lots of 0.01) unless said otherwise; ticks are cents. */
const fill = (time: string, id: number, fields: Fields): Fields => ({
  [R.KIND]: R.FILL,
  [R.TIME]: timestamp(time),
  [R.ID]: id,
  [R.SIDE]: 1,
  [R.LOTS]: 100,
  [R.FILL_POSITION]: 100,
  ...fields,
})

function blockOf(rows: readonly Fields[], marks: readonly Mark[]): R.RecordBlock {
  const records = new Float64Array(rows.length * R.RECORD_WIDTH)
  rows.forEach((row, k) => {
    for (const [field, value] of Object.entries(row)) records[k * R.RECORD_WIDTH + Number(field)] = value
  })
  return {
    records,
    recordCount: rows.length,
    markTime: Float64Array.from(marks, ([time]) => timestamp(time)),
    markEquity: Float64Array.from(marks, ([, equity]) => equity),
    markExposure: new Float64Array(marks.length),
    markCount: marks.length,
  }
}

function resultOf(blocks: readonly R.RecordBlock[], options: Partial<LeanStatisticsOptions> = {}): LeanResult {
  const tap = new LeanStatisticsTap({ ...days, ...options })
  tap.start(exampleInfo())
  for (const block of blocks) tap.take(block)
  tap.end()
  return tap.result()
}

/** Bought at 100 on the first day, sold at 130 on the third. */
const trade: readonly Fields[] = [
  order('2022-01-03T12:00', 1),
  fill('2022-01-03T12:00', 1, { [R.FILL_TICKS]: 10_000, [R.FILL_DECISION]: 10_000, [R.FILL_FEE]: 1_000_000 }),
  order('2022-01-05T12:00', 2),
  fill('2022-01-05T12:00', 2, {
    [R.SIDE]: -1,
    [R.FILL_POSITION]: 0,
    [R.FILL_TICKS]: 13_000,
    [R.FILL_DECISION]: 13_000,
    [R.FILL_FEE]: 1_000_000,
    [R.FILL_REALISED]: 30_000_000,
  }),
]
const marks: readonly Mark[] = [
  ['2022-01-03T12:00', 9999],
  ['2022-01-04T12:00', 10_009],
  ['2022-01-05T12:00', 10_028],
  ['2022-01-07T12:00', 10_028],
]

test('orders, fees, wins and turnover are those of the records', () => {
  const { values, printed } = resultOf([blockOf(trade, marks)])
  expect(values).toMatchObject({ totalOrders: 2, totalFees: 2_000_000, winRate: 1, startEquity: 10_000, endEquity: 10_028 })
  expect(values.averageWin).toBe(28 / 10_000)
  expect(values.portfolioTurnover).toBeCloseTo((0.0100010001 + 0 + 130 / 10_028 + 0 + 0) / 5, 8)
  expect(printed).toMatchObject({ 'Total Orders': '2', 'Total Fees': '$2.00', 'End Equity': '10028.00', 'Average Win': '0.28%' })
})

test('how a run is cut into blocks changes nothing, not even within a step', () => {
  const whole = resultOf([blockOf(trade, marks)])
  expect(resultOf([blockOf(trade.slice(0, 3), marks.slice(0, 2)), blockOf(trade.slice(3), marks.slice(2))])).toEqual(whole)
  expect(resultOf([blockOf(trade.slice(0, 1), []), blockOf(trade.slice(1), marks)])).toEqual(whole)
})

test('a midnight is sampled before that instant pays dividends and before its decisions fill', () => {
  // The second sample, whose change does not count: what happens right after it does.
  const midnight = '2022-01-04T00:00'
  const dividend = { [R.KIND]: R.ADJUST, [R.TIME]: timestamp(midnight), [R.ADJUST_KIND]: 0, [R.ADJUST_CASH]: 50_000_000 }
  // Two cents of spread on a unit, and a fee of one: 1.02 less.
  const bought = fill(midnight, 9, { [R.FILL_TICKS]: 10_002, [R.FILL_DECISION]: 10_000, [R.FILL_FEE]: 1_000_000 })
  const rows = [dividend, order(midnight, 9), bought]
  const at0 = resultOf([
    blockOf(rows, [
      [midnight, 10_048.98],
      ['2022-01-07T12:00', 10_048.98],
    ]),
  ])
  const later = '2022-01-04T06:00'
  const same = rows.map((row) => ({ ...row, [R.TIME]: timestamp(later) }))
  const at6 = resultOf([
    blockOf(same, [
      [midnight, 10_000],
      [later, 10_048.98],
      ['2022-01-07T12:00', 10_048.98],
    ]),
  ])
  expect(at0.values).toEqual({ ...at6.values, drawdown: at0.values.drawdown })
  expect(at0.values.portfolioTurnover).toBeGreaterThan(0)
})

test('a fill at midnight of an order that rested is seen by that midnight', () => {
  const midnight = '2022-01-05T00:00'
  const rows = [order('2022-01-04T12:00', 9), fill(midnight, 9, { [R.FILL_TICKS]: 10_000, [R.FILL_DECISION]: 9000 })]
  const { values } = resultOf([
    blockOf(rows, [
      ['2022-01-04T12:00', 10_000],
      [midnight, 9900],
      ['2022-01-06T12:00', 9900],
      ['2022-01-07T12:00', 9900],
    ]),
  ])
  // The samples of 4, 5, 6 and 7 January and the last: the loss is in the second of the returns that count.
  expect(values.annualVariance).toBeGreaterThan(0)
  expect(values.valueAtRisk95).toBe(-0.011)
})

test('a refusal counts as an order only where LEAN has numbered it by then', () => {
  const refusal = (reason: (typeof refusalNames)[number]): Fields => ({
    [R.KIND]: R.REFUSAL,
    [R.TIME]: timestamp('2022-01-03T12:00'),
    [R.REFUSAL_REASON]: refusalNames.indexOf(reason),
  })
  const rows = [refusal('INSUFFICIENT_FUNDS'), refusal('TOO_LATE'), refusal('ZERO_SIZE')]
  expect(resultOf([blockOf(rows, marks)]).values.totalOrders).toBe(1)
})

test('the risk-free rate is averaged over the times of the curve', () => {
  const asked: Timestamp[] = []
  resultOf([blockOf(trade, marks)], { riskFreeRate: (time) => (asked.push(time), 0.01) })
  expect(asked.map((time) => new Date(time).toISOString().slice(5, 13))).toEqual([
    '01-03T00',
    '01-03T12',
    '01-04T00',
    '01-04T12',
    '01-05T00',
    '01-05T12',
    '01-06T00',
    '01-07T00',
    '01-07T12',
  ])
})

test('dates in the wrong order and a currency without a rate are faults', () => {
  expect(() => new LeanStatisticsTap({ ...days, endDate: timestamp('2022-01-02') })).toThrow(/end date not before the start/)
  const foreign = createInstrument({ id: 'BTCEUR', currency: 'EUR' })
  expect(() => new LeanStatisticsTap(days).start(exampleInfo({ instruments: [exampleInstrument, foreign] }))).toThrow(/expected rateOf/)
})
