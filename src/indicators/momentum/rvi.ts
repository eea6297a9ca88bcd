import { CompoundIndicator, scratch, startTogether } from '../compound-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Sma } from '../overlap/sma.ts'
import { WeightedWindow } from '../weighted-window.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** The weights 1, 2, 2, 1 of Ehlers's symmetric filter. */
const SYMMETRIC = Float64Array.of(1 / 6, 2 / 6, 2 / 6, 1 / 6)

/**
 * Relative vigor index: close - open over high - low, each weighted 1, 2, 2, 1 over four bars and averaged over `period`;
 * the signal is the index weighted alike. 0 in a window without a range.
 */
export class Rvi extends CompoundIndicator<'open' | 'high' | 'low' | 'close', 'rvi' | 'signal'> {
  private readonly filters: readonly [WeightedWindow, WeightedWindow, WeightedWindow]
  private readonly vigor: Sma
  private readonly range: Sma
  private readonly ranges: Float64Array = scratch()

  /** `period` is 10 unless given. @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 10, 1)
    super({ inputs: ['open', 'high', 'low', 'close'], outputs: ['rvi', 'signal'], warmup: period + 5 })
    this.filters = [new WeightedWindow(SYMMETRIC), new WeightedWindow(SYMMETRIC), new WeightedWindow(SYMMETRIC)]
    this.vigor = new Sma({ period })
    this.range = new Sma({ period })
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [opens, highs, lows, closes] = rows as [Float64Array, Float64Array, Float64Array, Float64Array]
    const [rvi, signal] = targets as [Float64Array, Float64Array]
    const { filters, ranges } = this
    for (let i = 0; i < count; i++) {
      rvi[targetAt + i] = closes[i]! - opens[i]!
      ranges[i] = highs[i]! - lows[i]!
    }
    filters[0].fillLine(rvi, targetAt, rvi, targetAt, count)
    filters[1].fillLine(ranges, 0, ranges, 0, count)
    this.vigor.fillLine(rvi, targetAt, rvi, targetAt, count)
    this.range.fillLine(ranges, 0, ranges, 0, count)
    for (let i = 0; i < count; i++) rvi[targetAt + i] = ranges[i] === 0 ? 0 : rvi[targetAt + i]! / ranges[i]!
    filters[2].fillLine(rvi, targetAt, signal, targetAt, count)
    startTogether(targets, targetAt, count)
  }
}

export const rviEntry: IndicatorEntry = {
  name: 'rvi',
  title: 'Relative vigor index',
  group: 'momentum',
  parameters: [period({ default: 10, min: 1 })],
  warmup: 'period + 5',
  convention: 'simple averages; 0 in a window without a range',
  source: 'Ehlers, Stocks & Commodities 20:1 (2002)',
  make: made(Rvi),
}
