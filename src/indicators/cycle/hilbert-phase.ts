import { made, type IndicatorEntry } from '../entry.ts'
import { DominantPhase } from './dominant-phase.ts'
import { HilbertIndicator, type HilbertTransform } from './hilbert.ts'

/** Where in the dominant cycle price is, in degrees from -45 to 315. */
export class HilbertPhase extends HilbertIndicator<'value'> {
  private readonly phase: DominantPhase = new DominantPhase()

  constructor() {
    super({ outputs: ['value'], warmup: 63, start: 37 })
  }

  protected override fillRows(
    hilbert: HilbertTransform,
    _source: Float64Array,
    _sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const target = targets[0]!
    const { degrees } = this.phase
    this.phase.fill(hilbert, count)
    for (let i = 0; i < count; i++) target[targetAt + i] = degrees[i]!
  }
}

export const hilbertPhaseEntry: IndicatorEntry = {
  name: 'hilbertPhase',
  title: 'Hilbert transform, dominant cycle phase',
  group: 'cycle',
  talib: 'HT_DCPHASE',
  parameters: [],
  warmup: '63',
  convention: 'degrees from -45 to 315; the transform begins at row 37, from zeros; of a line that stands still, rounding decides',
  source: 'Ehlers, Rocket Science for Traders, 2001; TA-Lib HT_DCPHASE',
  make: made(HilbertPhase),
}
