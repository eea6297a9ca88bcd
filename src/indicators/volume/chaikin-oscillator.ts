import { scratch } from '../compound-indicator.ts'
import { RowIndicator } from '../row-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Ema } from '../overlap/ema.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'
import { AccumulationDistribution } from './accumulation-distribution.ts'

/** Periods, in rows; 3 and 10 unless given. */
export interface ChaikinOscillatorOptions {
  readonly fast?: number
  readonly slow?: number
}

/** Chaikin oscillator: EMA(fast) - EMA(slow) of the accumulation/distribution line, both seeded by its first value, as in TA-Lib. */
export class ChaikinOscillator extends RowIndicator<'high' | 'low' | 'close' | 'volume'> {
  private readonly line = new AccumulationDistribution()
  private readonly fastAverage: Ema
  private readonly slowAverage: Ema
  private readonly fast: Float64Array = scratch()

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= fast, slow <= 100,000 */
  constructor(options: ChaikinOscillatorOptions = {}) {
    const fast = checkPeriod('fast', options.fast ?? 3, 2)
    const slow = checkPeriod('slow', options.slow ?? 10, 2)
    super({ inputs: ['high', 'low', 'close', 'volume'], outputs: ['value'], warmup: Math.max(fast, slow) - 1 })
    this.fastAverage = new Ema({ period: fast, seed: 'first' })
    this.slowAverage = new Ema({ period: slow, seed: 'first' })
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const { fast } = this
    const target = targets[0]!
    this.line.fill(sources, sourceAt, targets, targetAt, count)
    this.fastAverage.fillLine(target, targetAt, fast, 0, count)
    this.slowAverage.fillLine(target, targetAt, target, targetAt, count)
    for (let i = 0; i < count; i++) target[targetAt + i] = fast[i]! - target[targetAt + i]!
  }
}

export const chaikinOscillatorEntry: IndicatorEntry = {
  name: 'chaikinOscillator',
  title: 'Chaikin oscillator',
  group: 'volume',
  talib: 'ADOSC',
  parameters: [rows('fast', { default: 3, min: 2 }), rows('slow', { default: 10, min: 2 })],
  warmup: 'max(fast, slow) - 1',
  convention: 'both averages are seeded by the first value of the accumulation/distribution line',
  source: 'TA-Lib ADOSC',
  make: made(ChaikinOscillator),
}
