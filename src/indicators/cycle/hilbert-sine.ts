import { sin } from '../../base/elementary.ts'
import { made, type IndicatorEntry } from '../entry.ts'
import { DominantPhase } from './dominant-phase.ts'
import { HilbertIndicator, type HilbertTransform } from './hilbert.ts'

const RADIANS = Math.PI / 180

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
    const { degrees } = this.phase
    this.phase.fill(hilbert, count)
    for (let i = 0; i < count; i++) {
      sine[targetAt + i] = sin(degrees[i]! * RADIANS)
      lead[targetAt + i] = sin((degrees[i]! + 45) * RADIANS)
    }
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
