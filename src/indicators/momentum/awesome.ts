import { CompoundIndicator, scratch } from '../compound-indicator.ts'
import { Sma } from '../overlap/sma.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'
import { checkFaster, fasterThanSlow } from './fast-slow.ts'

/** Periods in rows, 5 and 34 unless given. */
export interface AwesomeOptions {
  readonly fast?: number
  readonly slow?: number
}

/** Awesome oscillator: the fast less the slow simple average of (high + low) / 2. */
export class Awesome extends CompoundIndicator<'high' | 'low'> {
  private readonly fast: Sma
  private readonly slow: Sma
  private readonly slows: Float64Array = scratch()

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= fast < slow <= 100,000 */
  constructor(options: AwesomeOptions = {}) {
    const { fast, slow } = checkFaster(options.fast ?? 5, options.slow ?? 34)
    super({ inputs: ['high', 'low'], outputs: ['value'], warmup: slow - 1 })
    this.fast = new Sma({ period: fast })
    this.slow = new Sma({ period: slow })
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [highs, lows] = rows as [Float64Array, Float64Array]
    const target = targets[0]!
    const { slows } = this
    for (let i = 0; i < count; i++) target[targetAt + i] = (highs[i]! + lows[i]!) / 2
    this.slow.fillLine(target, targetAt, slows, 0, count)
    this.fast.fillLine(target, targetAt, target, targetAt, count)
    for (let i = 0; i < count; i++) target[targetAt + i]! -= slows[i]!
  }
}

export const awesomeEntry: IndicatorEntry = {
  name: 'awesome',
  title: 'Awesome oscillator',
  group: 'momentum',
  parameters: [rows('fast', { default: 5, min: 2 }), rows('slow', { default: 34, min: 2 })],
  constraint: fasterThanSlow,
  warmup: 'slow - 1',
  convention: 'simple averages of (high + low) / 2',
  source: 'Williams, Trading Chaos (1995)',
  make: made(Awesome),
}
