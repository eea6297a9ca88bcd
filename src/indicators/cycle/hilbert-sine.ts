import { made, type IndicatorEntry } from '../entry.ts'
import { DominantPhase } from './dominant-phase.ts'
import { HilbertIndicator, type HilbertTransform } from './hilbert.ts'

/** The sine of the dominant cycle's phase, and the same an eighth of a cycle ahead. */
export class HilbertSine extends HilbertIndicator<'sine' | 'lead'> {
  private readonly phase: DominantPhase = new DominantPhase()

  constructor() {
    super({ outputs: ['sine', 'lead'], warmup: 63, start: 37 })
  }

  protected override fillRows(
    hilbert: HilbertTransform,
    _source: Float64Array,
    _sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [sine, lead] = targets as [Float64Array, Float64Array]
    this.phase.fill(hilbert, count)
    this.phase.fillSine(0, sine, targetAt, count)
    this.phase.fillSine(45, lead, targetAt, count)
  }
}

export const hilbertSineEntry: IndicatorEntry = {
  name: 'hilbertSine',
  title: 'Hilbert transform, sine wave',
  group: 'cycle',
  talib: 'HT_SINE',
  parameters: [],
  warmup: '63',
  convention: 'lead is 45 degrees ahead; the transform begins at row 37, from zeros; of a line that stands still, rounding decides',
  source: 'Ehlers, Rocket Science for Traders, 2001; TA-Lib HT_SINE',
  make: made(HilbertSine),
}
