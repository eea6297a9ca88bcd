/** LEAN's regression algorithms as Lockstep strategies, through what users have: its own statistics, and each fill. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  backtest,
  FILL,
  FILL_FEE,
  FILL_TICKS,
  ID,
  INSTRUMENT,
  interestRates,
  KIND,
  leanData,
  LeanStatisticsTap,
  lotSize,
  LOTS,
  ORDER,
  ORDER_TYPE,
  RECORD_WIDTH,
  SIDE,
  tickSize,
  TIME,
  timestamp,
  type BarSeries,
  type Instrument,
  type RecordBlock,
  type RunInfo,
  type Tap,
  type Timestamp,
} from '../../../src/index.ts'
import { algorithms } from './algorithms/index.ts'
import { readCases, readFills, reference, type FillRow } from './cases.ts'
import { spyHour, type LeanAlgorithm } from './lean-algorithm.ts'

const root = join(reference ?? '', 'data/lean/Data')
let yardsticks: ReturnType<typeof readYardsticks> | undefined

/** LEAN keeps adjusted prices to the last decimal, an instrument of ours to 10^-8. */
const PRICE_TOLERANCE = 1e-6

/** How the golden fills name order types, by number. */
const TYPES = ['Market', 'Limit', 'Stop', 'StopLimit', 'LIT', 'Trail', 'MOO', 'MOC']

describe.runIf(reference !== undefined)('runs equal those of LEAN', () => {
  const cases = new Map(readCases().map((known) => [known.name, known.expected]))

  test('every case has its algorithm', () => {
    expect(algorithms.map(({ name }) => name)).toEqual([...cases.keys()])
  })

  test.each(algorithms.map((algorithm) => ({ algorithm, name: algorithm.name })))('$name', async ({ algorithm, name }) => {
    const { printed, fills } = await run(algorithm)
    expect(fills.map(exact)).toEqual(readFills(name).map(exact))
    for (const [k, { price }] of readFills(name).entries()) expect(Math.abs(fills[k]!.price - price)).toBeLessThan(PRICE_TOLERANCE)
    expect(printed).toEqual(cases.get(name))
    algorithm.check?.()
  })
})

/** Bars of SPY by the hour and the rate without risk, which every run is measured against. */
async function readYardsticks(): Promise<{ benchmark: BarSeries; riskFreeRate: (time: Timestamp) => number }> {
  const [benchmark] = await leanData(root, [{ ...spyHour, fillForward: false }])
  const rates = await interestRates(root)
  return { benchmark: benchmark!, riskFreeRate: (time) => rates.at(time) }
}

async function run(algorithm: LeanAlgorithm): Promise<{ printed: Readonly<Record<string, string>>; fills: FillRow[] }> {
  const { from, to, history = from, cash = 100_000, options } = algorithm
  const data = await leanData(
    root,
    algorithm.data.map((request) => ({ ...request, from: history, to })),
  )
  const { benchmark, riskFreeRate } = await (yardsticks ??= readYardsticks())
  const days = { startDate: timestamp(from), endDate: timestamp(to) }
  const statistics = new LeanStatisticsTap({ ...days, benchmark: algorithm.benchmark ?? benchmark, riskFreeRate })
  const fills = new FillsTap()
  backtest(algorithm.strategy(), {
    preset: 'lean',
    data,
    cash,
    from: timestamp(from),
    taps: [statistics, fills],
    ...options,
  })
  return { printed: statistics.result().printed, fills: fills.rows }
}

/** Fills as the golden files have them; orders by the order in which they were accepted. */
class FillsTap implements Tap {
  readonly rows: FillRow[] = []
  private readonly orders = new Map<number, { readonly number: number; readonly type: string }>()
  private instruments: readonly Instrument[] = []

  start({ instruments }: RunInfo): void {
    this.instruments = instruments
  }

  take({ records, recordCount }: RecordBlock): void {
    for (let at = 0; at < recordCount * RECORD_WIDTH; at += RECORD_WIDTH) {
      const id = records[at + ID]!
      if (records[at + KIND] === ORDER) this.orders.set(id, { number: this.orders.size + 1, type: TYPES[records[at + ORDER_TYPE]!]! })
      if (records[at + KIND] !== FILL) continue
      const instrument = this.instruments[records[at + INSTRUMENT]!]!
      this.rows.push({
        time: records[at + TIME]!,
        order: this.orders.get(id)!.number,
        symbol: instrument.id,
        type: this.orders.get(id)!.type,
        qty: records[at + SIDE]! * records[at + LOTS]! * lotSize(instrument),
        price: records[at + FILL_TICKS]! * tickSize(instrument),
        fee: records[at + FILL_FEE]! / 10 ** instrument.currency.decimals,
      })
    }
  }
}

/** All of a fill but its price. */
function exact(fill: FillRow): Omit<FillRow, 'price'> {
  const { price: _price, ...rest } = fill
  return rest
}
