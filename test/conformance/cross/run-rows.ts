/** A run by bars: what it filled and what the account was worth, by row of its series, in the words of other engines. */
import { backtest, type BacktestOptions, type BarSeries, type Strategy, type Tap } from '../../../src/index.ts'
import { priceOf, qtyOf } from '../../../src/model/instrument.ts'
import * as R from '../../../src/model/record.ts'
import { barClose } from '../../../src/model/timeframe.ts'

export interface RowFill {
  /** Row of the bar that it filled in. */
  readonly bar: number
  /** Units, negative for a sale. */
  readonly qty: number
  readonly price: number
  readonly fee: number
}

export interface RunRows {
  readonly series: BarSeries
  readonly cash: number
  readonly fills: readonly RowFill[]
  /** At the close of every bar: opening cash before trading begins. */
  readonly equity: Float64Array
}

type RunOptions = Omit<BacktestOptions, 'data' | 'taps'> & { readonly cash: number }

export function runRows(strategy: Strategy, series: BarSeries, options: RunOptions): RunRows {
  const { instrument, timeframe, bars } = series
  const rowOf = new Map(Array.from({ length: bars.length }, (_, row) => [barClose(timeframe, bars.time[row]!), row]))
  const money = 10 ** instrument.currency.decimals
  const fills: RowFill[] = []
  const equity = new Float64Array(bars.length).fill(options.cash)
  let marked = 0
  const tap: Tap = {
    take({ records: r, recordCount, markTime, markEquity, markCount }) {
      for (let at = 0; at < recordCount * R.RECORD_WIDTH; at += R.RECORD_WIDTH) {
        if (r[at + R.KIND] !== R.FILL) continue
        fills.push({
          bar: rowOf.get(r[at + R.TIME]!)!,
          qty: qtyOf(instrument, r[at + R.SIDE]! * r[at + R.LOTS]!),
          price: priceOf(instrument, r[at + R.FILL_TICKS]!),
          fee: r[at + R.FILL_FEE]! / money,
        })
      }
      for (let k = 0; k < markCount; k++) {
        const row = rowOf.get(markTime[k]!)!
        // What closes a run marks its last bar once more.
        equity[row] = markEquity[k]!
        marked = row
      }
    },
  }
  backtest(strategy, { ...options, data: series, taps: [tap] })
  equity.fill(equity[marked]!, marked)
  return { series, cash: options.cash, fills, equity }
}
