/** Runs one of LEAN's algorithms as a user would: its data from a LEAN folder, the preset, LEAN's statistics, each fill. */
import { join } from 'node:path'
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
import { ZoneOffsets } from '../../../src/calendar/zone-offsets.ts'
import { DAY_MS } from '../../../src/model/time.ts'
import { reference, type FillRow } from './cases.ts'
import { spyHour, type LeanAlgorithm, type LeanInput } from './lean-algorithm.ts'

export interface LeanRun {
  /** LEAN's texts by LEAN's names. */
  readonly printed: Readonly<Record<string, string>>
  readonly fills: readonly FillRow[]
}

const newYork = new ZoneOffsets('America/New_York')
const root = join(reference ?? '', 'data/lean/Data')
let yardsticks: ReturnType<typeof readYardsticks> | undefined

/** How LEAN's order types are called here, by number. */
const TYPES = ['Market', 'Limit', 'Stop', 'StopLimit', 'LIT', 'Trail', 'MOO', 'MOC']

export async function run(algorithm: LeanAlgorithm): Promise<LeanRun> {
  const { from, to, history = from, cash = 100_000, options } = algorithm
  const begin = midnight(from)
  const end = midnight(to, 1)
  // Files of other zones hold the rest of the last date under the next.
  const last = new Date(Date.parse(to) + DAY_MS).toISOString().slice(0, 10)
  const data = await leanData(
    root,
    algorithm.data.map((request) => ({ ...request, from: history, to: request.type === 'equity' ? to : last })),
  )
  const { spy, riskFreeRate } = await (yardsticks ??= readYardsticks())
  const benchmark = await benchmarkOf(algorithm, spy)
  const rateOf = crossRate(data, options?.account?.currency)
  const days = { startDate: timestamp(from), endDate: timestamp(to) }
  const statistics = new LeanStatisticsTap({ ...days, benchmark, riskFreeRate, rateOf, ...algorithm.statistics })
  const fills = new FillsTap()
  backtest(algorithm.strategy(), {
    preset: 'lean',
    data,
    cash,
    // LEAN starts with what ends at the very beginning.
    from: (begin - 1) as Timestamp,
    to: end,
    taps: [statistics, fills, ...(algorithm.taps ?? [])],
    ...options,
  })
  return { printed: statistics.result().printed, fills: fills.rows }
}

/** The instant at which a date, or one so many days after it, begins where these algorithms live. */
function midnight(date: string, daysLater = 0): Timestamp {
  return newYork.instantOf(Date.parse(date) + daysLater * DAY_MS) as Timestamp
}

/** Bars of SPY by the hour and the rate without risk, which every run is measured against. */
async function readYardsticks(): Promise<{ spy: BarSeries; riskFreeRate: (time: Timestamp) => number }> {
  const spy = await wholeSeries(spyHour)
  const rates = await interestRates(root)
  return { spy, riskFreeRate: (time) => rates.at(time) }
}

async function benchmarkOf({ benchmark }: LeanAlgorithm, spy: BarSeries): Promise<BarSeries | number> {
  return benchmark === undefined ? spy : typeof benchmark === 'number' ? benchmark : await wholeSeries(benchmark)
}

async function wholeSeries(input: LeanInput): Promise<BarSeries> {
  const [series] = await leanData(root, [{ ...input, fillForward: false }])
  return series!
}

/** What a unit of another currency is worth in the account's, by the last bar of the pair that quotes the account's in it; 0 without one. */
function crossRate(data: readonly BarSeries[], account: string | undefined): (currency: string, time: Timestamp) => number {
  return (currency, time) => {
    const pair = data.find(({ instrument }) => instrument.baseCurrency === account && instrument.currency.code === currency)
    if (pair === undefined) return 0
    const { bars, timeframe } = pair
    const last = bars.time.findLastIndex((open, row) => row < bars.length && open + timeframe.ms <= time)
    return 1 / bars.close[Math.max(last, 0)]!
  }
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
