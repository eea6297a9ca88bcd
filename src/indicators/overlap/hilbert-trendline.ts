import { HilbertIndicator, type HilbertTransform } from '../cycle/hilbert.ts'
import { InstantaneousTrend } from '../cycle/instantaneous-trend.ts'
import { made, type IndicatorEntry } from '../entry.ts'

/** Ehlers' instantaneous trendline: price without its dominant cycle. */
export class HilbertTrendline extends HilbertIndicator<'value'> {
  private readonly trend: InstantaneousTrend = new InstantaneousTrend()

  constructor() {
    super({ outputs: ['value'], warmup: 63, start: 37 })
  }

  protected override fillRows(
    hilbert: HilbertTransform,
    source: Float64Array,
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const target = targets[0]!
    const { level } = this.trend
    this.trend.fill(hilbert, source, sourceAt, count)
    for (let i = 0; i < count; i++) target[targetAt + i] = level[i]!
  }
}

export const hilbertTrendlineEntry: IndicatorEntry = {
  name: 'hilbertTrendline',
  title: 'Hilbert transform, instantaneous trendline',
  group: 'overlap',
  talib: 'HT_TRENDLINE',
  parameters: [],
  warmup: '63',
  convention: 'the transform begins at row 37, from zeros',
  source: 'Ehlers, Rocket Science for Traders, 2001; TA-Lib HT_TRENDLINE',
  make: made(HilbertTrendline),
}
