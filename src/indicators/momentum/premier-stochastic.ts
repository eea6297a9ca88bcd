import { exp } from '../../base/elementary.ts'
import { CompoundIndicator, scratch } from '../compound-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Ema } from '../overlap/ema.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'
import { Stochastic } from './stochastic.ts'

/** Periods in rows: 8 and 5 unless given. */
export interface PremierStochasticOptions {
  readonly period?: number
  readonly smooth?: number
}

/**
 * Premier stochastic: the fast stochastic's distance from 50, in tenths, smoothed twice by EMA(smooth) to s, then
 * (e^s - 1) / (e^s + 1), from -1 to 1.
 */
export class PremierStochastic extends CompoundIndicator<'high' | 'low' | 'close'> {
  private readonly stochastic: Stochastic
  private readonly first: Ema
  private readonly second: Ema
  private readonly places: readonly [Float64Array, Float64Array, Float64Array] = [scratch(), scratch(), scratch()]

  /** @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 and 2 <= smooth <= 100,000 */
  constructor(options: PremierStochasticOptions = {}) {
    const period = checkPeriod('period', options.period ?? 8, 1)
    const smooth = checkPeriod('smooth', options.smooth ?? 5, 2)
    super({ inputs: ['high', 'low', 'close'], outputs: ['value'], warmup: period + 2 * smooth - 3 })
    this.stochastic = new Stochastic({ fastK: period, slowK: 1, slowD: 1 })
    this.first = new Ema({ period: smooth })
    this.second = new Ema({ period: smooth })
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const target = targets[0]!
    const places = this.places[0]
    this.stochastic.fill(rows, 0, this.places, 0, count)
    for (let i = 0; i < count; i++) target[targetAt + i] = (places[i]! - 50) / 10
    this.first.fillLine(target, targetAt, target, targetAt, count)
    this.second.fillLine(target, targetAt, target, targetAt, count)
    // With 1 - 2 / (e^s + 1) a large s ends at 1 and not in Infinity / Infinity.
    for (let i = targetAt; i < targetAt + count; i++) target[i] = 1 - 2 / (exp(target[i]!) + 1)
  }
}

export const premierStochasticEntry: IndicatorEntry = {
  name: 'premierStochastic',
  title: 'Premier stochastic oscillator',
  group: 'momentum',
  parameters: [rows('period', { default: 8, min: 1 }), rows('smooth', { default: 5, min: 2 })],
  warmup: 'period + 2 * smooth - 3',
  convention: 'averages seeded by means; a window without a range counts as its lowest',
  source: 'Leibfarth, Stocks & Commodities 26:8 (2008)',
  make: made(PremierStochastic),
}
