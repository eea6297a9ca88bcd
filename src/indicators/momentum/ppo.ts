import { movingAverageTypes } from '../overlap/moving-average.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'
import { Apo, type ApoOptions } from './apo.ts'
import { fasterThanSlow } from './fast-slow.ts'

export type PpoOptions = ApoOptions

/** Percentage price oscillator: a fast average less a slow one, in per cent of the slow one; 0 where that is 0. */
export class Ppo extends Apo {
  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { slow } = this
    super.fillLine(source, sourceAt, target, targetAt, count)
    for (let i = 0; i < count; i++) {
      target[targetAt + i] = slow[i] === 0 ? 0 : 100 * (target[targetAt + i]! / slow[i]!)
    }
  }
}

export const ppoEntry: IndicatorEntry = {
  name: 'ppo',
  title: 'Percentage price oscillator',
  group: 'momentum',
  talib: 'PPO',
  parameters: [
    rows('fast', { default: 12, min: 2 }),
    rows('slow', { default: 26, min: 2 }),
    { name: 'average', default: 'sma', choices: movingAverageTypes },
  ],
  constraint: fasterThanSlow,
  warmup: 'slow - 1',
  convention: 'simple averages; others, each seeded by its own first rows, may warm up longer; 0 where the slow one is 0',
  source: 'TA-Lib PPO',
  make: made(Ppo),
}
