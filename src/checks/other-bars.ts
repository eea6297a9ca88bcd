/** Bars that never were: the steps of true bars in another order, and rows after the last one. */
import type { Random } from '../base/random.ts'
import type { BarSeries, Quotes } from '../model/bars.ts'
import { tickSize } from '../model/instrument.ts'
import { barClose } from '../model/timeframe.ts'
import { mapColumns, shuffledRows } from './stage.ts'

/**
 * Writes into `into` a market that moves as the true one did, bar by bar, in another order: each bar keeps its shape and its distance from
 * the close before it. Times stay. Where prices may be negative, distances are differences and not ratios.
 */
export function replaceBars(into: BarSeries, truth: BarSeries, random: Random): void {
  const { open, high, low, close, volume, length } = truth.bars
  const order = shuffledRows(length, random)
  const tick = tickSize(truth.instrument)
  const ratios = low.every((price) => price > 0)
  const onTick = (price: number): number => (ratios ? Math.max(1, Math.round(price / tick)) : Math.round(price / tick)) * tick
  let last = length === 0 ? 0 : open[0]!
  for (let row = 0; row < length; row++) {
    const from = order[row]!
    const before = from === 0 ? open[0]! : close[from - 1]!
    const moved = (price: number): number => onTick(ratios ? last * (price / before) : last + (price - before))
    const { bars, quotes, repeated } = into
    bars.open[row] = moved(open[from]!)
    bars.high[row] = moved(high[from]!)
    bars.low[row] = moved(low[from]!)
    bars.close[row] = moved(close[from]!)
    bars.volume[row] = volume[from]!
    if (repeated !== undefined) repeated[row] = truth.repeated![from]!
    if (quotes !== undefined) for (const name of quoteNames(quotes)) quotes[name][row] = moved(truth.quotes![name][from]!)
    last = bars.close[row]!
  }
}

/** A copy with so many more rows, which open from `from` on, epoch ms. */
export function appendedSeries(truth: BarSeries, { rows, from }: { rows: number; from: number }, random: Random): BarSeries {
  const { length } = truth.bars
  if (length === 0) return truth
  const order = shuffledRows(length, random)
  // Prints are known when they open: one more must come after the last.
  const times: number[] = [truth.timeframe.ms === 0 ? from + 1 : from]
  for (let k = 0; k < rows; k++) times.push(Math.max(times[k]! + 1, barClose(truth.timeframe, times[k]!)))
  return mapColumns(truth, length + rows, (column, name) => {
    const longer = column instanceof Uint8Array ? new Uint8Array(length + rows) : new Float64Array(length + rows)
    longer.set(column)
    for (let k = 0; k < rows; k++) {
      longer[length + k] = name === 'time' ? times[k]! : name === 'closes' ? times[k + 1]! : column[order[k % length]!]!
    }
    return longer
  })
}

function quoteNames(quotes: Quotes): (keyof Quotes)[] {
  return Object.keys(quotes) as (keyof Quotes)[]
}
