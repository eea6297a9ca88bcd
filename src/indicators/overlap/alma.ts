import { exp } from '../../base/elementary.ts'
import { LineIndicator } from '../line-indicator.ts'
import { checkNumber } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { WeightedWindow } from '../weighted-window.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** `period` in rows, 9 unless given; `offset` is where the bell stands, 0 at the oldest row and 1 at the newest, 0.85 unless given; `sigma` how narrow it is, 6 unless given. */
export interface AlmaOptions {
  readonly period?: number
  readonly offset?: number
  readonly sigma?: number
}

/** Arnaud Legoux moving average: weights of a normal curve around offset × (period - 1), of a deviation of period / sigma rows. */
export class Alma extends LineIndicator {
  private readonly window: WeightedWindow

  /** @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000, 0 <= offset <= 1 and 0 < sigma <= 100 */
  constructor(options: AlmaOptions = {}) {
    const period = checkPeriod('period', options.period ?? 9, 1)
    super(period - 1)
    const center = checkNumber('offset', options.offset ?? 0.85, { min: 0, max: 1 }) * (period - 1)
    const width = period / checkNumber('sigma', options.sigma ?? 6, { above: 0, max: 100 })
    // The nearest row weighs 1, so that a narrow curve between two rows does not come to nothing.
    const least = center - Math.round(center)
    const weights = Float64Array.from({ length: period }, (_, k) =>
      exp((least * least - (k - center) * (k - center)) / (2 * width * width)),
    )
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    this.window = new WeightedWindow(weights.map((weight) => weight / total))
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    this.window.fillLine(source, sourceAt, target, targetAt, count)
  }
}

export const almaEntry: IndicatorEntry = {
  name: 'alma',
  title: 'Arnaud Legoux moving average',
  group: 'overlap',
  parameters: [
    period({ default: 9, min: 1 }),
    { name: 'offset', default: 0.85, min: 0, real: true, max: 1 },
    { name: 'sigma', default: 6, above: 0, max: 100 },
  ],
  warmup: 'period - 1',
  convention: 'offset is not rounded to a row; by its definition a row costs period multiplications',
  source: 'Legoux and Kouzis-Loukas (2009)',
  make: made(Alma),
}
