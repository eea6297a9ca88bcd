import { made, type IndicatorEntry } from '../entry.ts'
import { HilbertIndicator, type HilbertTransform } from './hilbert.ts'

/** The length of the dominant cycle, in rows. */
export class HilbertPeriod extends HilbertIndicator<'value'> {
  constructor() {
    super({ outputs: ['value'], warmup: 32, start: 12 })
  }

  protected override fillRows(
    { period }: HilbertTransform,
    _source: Float64Array,
    _sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const target = targets[0]!
    for (let i = 0; i < count; i++) target[targetAt + i] = period[i]!
  }
}

export const hilbertPeriodEntry: IndicatorEntry = {
  name: 'hilbertPeriod',
  title: 'Hilbert transform, dominant cycle period',
  group: 'cycle',
  talib: 'HT_DCPERIOD',
  parameters: [],
  warmup: '32',
  convention: 'the transform begins at row 12, from zeros',
  source: 'Ehlers, Rocket Science for Traders, 2001; TA-Lib HT_DCPERIOD',
  make: made(HilbertPeriod),
}
