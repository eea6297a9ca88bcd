import { scratch } from '../compound-indicator.ts'
import { LineIndicator } from '../line-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Ema } from '../overlap/ema.ts'
import { Sma } from '../overlap/sma.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'
import { Rsi } from './rsi.ts'

/** Periods in rows: 14, 5, 3 and 9 unless given. */
export interface DerivativeOscillatorOptions {
  readonly rsi?: number
  readonly first?: number
  readonly second?: number
  readonly signal?: number
}

/** Derivative oscillator: RSI(rsi) smoothed by EMA(first) and EMA(second), less SMA(signal) of that. */
export class DerivativeOscillator extends LineIndicator {
  private readonly strength: Rsi
  private readonly first: Ema
  private readonly second: Ema
  private readonly signal: Sma
  private readonly signals: Float64Array = scratch()

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= rsi, 2 <= first, 2 <= second, 1 <= signal, all <= 100,000 */
  constructor(options: DerivativeOscillatorOptions = {}) {
    const rsi = checkPeriod('rsi', options.rsi ?? 14, 2)
    const first = checkPeriod('first', options.first ?? 5, 2)
    const second = checkPeriod('second', options.second ?? 3, 2)
    const signal = checkPeriod('signal', options.signal ?? 9, 1)
    super(rsi + first + second + signal - 3)
    this.strength = new Rsi({ period: rsi })
    this.first = new Ema({ period: first })
    this.second = new Ema({ period: second })
    this.signal = new Sma({ period: signal })
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { signals } = this
    this.strength.fillLine(source, sourceAt, target, targetAt, count)
    this.first.fillLine(target, targetAt, target, targetAt, count)
    this.second.fillLine(target, targetAt, target, targetAt, count)
    this.signal.fillLine(target, targetAt, signals, 0, count)
    for (let i = 0; i < count; i++) target[targetAt + i]! -= signals[i]!
  }
}

export const derivativeOscillatorEntry: IndicatorEntry = {
  name: 'derivativeOscillator',
  title: 'Derivative oscillator',
  group: 'momentum',
  parameters: [
    rows('rsi', { default: 14, min: 2 }),
    rows('first', { default: 5, min: 2 }),
    rows('second', { default: 3, min: 2 }),
    rows('signal', { default: 9, min: 1 }),
  ],
  warmup: 'rsi + first + second + signal - 3',
  convention: 'averages seeded by means',
  source: 'Brown, Technical Analysis for the Trading Professional (1999)',
  make: made(DerivativeOscillator),
}
