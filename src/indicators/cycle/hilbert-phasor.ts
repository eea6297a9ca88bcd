import { made, type IndicatorEntry } from '../entry.ts'
import { HilbertIndicator, type HilbertTransform } from './hilbert.ts'

/** The two parts of price that the Hilbert transform gives: in phase, and a quarter cycle later. */
export class HilbertPhasor extends HilbertIndicator<'inPhase' | 'quadrature'> {
  constructor() {
    super({ outputs: ['inPhase', 'quadrature'], warmup: 32, start: 12 })
  }

  protected override fillRows(
    hilbert: HilbertTransform,
    _source: Float64Array,
    _sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [inPhase, quadrature] = targets as [Float64Array, Float64Array]
    for (let i = 0; i < count; i++) {
      inPhase[targetAt + i] = hilbert.inPhase[i]!
      quadrature[targetAt + i] = hilbert.quadrature[i]!
    }
  }
}

export const hilbertPhasorEntry: IndicatorEntry = {
  name: 'hilbertPhasor',
  title: 'Hilbert transform, phasor components',
  group: 'cycle',
  talib: 'HT_PHASOR',
  parameters: [],
  warmup: '32',
  convention: 'the transform begins at row 12, from zeros',
  source: 'Ehlers, Rocket Science for Traders, 2001; TA-Lib HT_PHASOR',
  make: made(HilbertPhasor),
}
