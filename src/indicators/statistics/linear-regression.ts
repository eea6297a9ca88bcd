import { atan } from '../../base/elementary.ts'
import { scratch } from '../compound-indicator.ts'
import { LinesIndicator } from '../line-indicator.ts'
import { Sma } from '../overlap/sma.ts'
import { Wma } from '../overlap/wma.ts'
import { checkPeriod } from '../period.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

const DEGREES = 180 / Math.PI

/**
 * The straight line through the last `period` values by least squares: its value at this row, its slope a row and that
 * as an angle in degrees, its value at the oldest row (intercept) and at the next one (forecast).
 *
 * The weighted average lies at two thirds of the window and the simple one in its middle, so that both are on the line
 * and give it.
 */
export class LinearRegression extends LinesIndicator<'value' | 'slope' | 'angle' | 'intercept' | 'forecast'> {
  private readonly period: number
  private readonly weighted: Wma
  private readonly simple: Sma
  private readonly tilts: Float64Array = scratch()
  private readonly means: Float64Array = scratch()

  /** `period` is 14 unless given. @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 14, 2)
    super({ outputs: ['value', 'slope', 'angle', 'intercept', 'forecast'], warmup: period - 1 })
    this.period = period
    this.weighted = new Wma({ period })
    this.simple = new Sma({ period })
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [value, slope, angle, intercept, forecast] = targets as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array]
    const { period, tilts, means } = this
    this.weighted.fillLine(sources[0]!, sourceAt, tilts, 0, count)
    this.simple.fillLine(sources[0]!, sourceAt, means, 0, count)
    for (let i = 0; i < count; i++) {
      const at = targetAt + i
      // The weighted average's rows lie (period - 1) / 6 to the right of the middle on average.
      const rise = 3 * (tilts[i]! - means[i]!)
      const step = (2 * rise) / (period - 1)
      value[at] = means[i]! + rise
      slope[at] = step
      intercept[at] = means[i]! - rise
      forecast[at] = means[i]! + rise + step
    }
    fillAngles(slope, angle, targetAt, count)
  }
}

function fillAngles(slope: Float64Array, angle: Float64Array, at: number, count: number): void {
  for (let i = at; i < at + count; i++) angle[i] = atan(slope[i]!) * DEGREES
}

export const linearRegressionEntry: IndicatorEntry = {
  name: 'linearRegression',
  title: 'Linear regression',
  group: 'statistics',
  talib: ['LINEARREG', 'LINEARREG_SLOPE', 'LINEARREG_ANGLE', 'LINEARREG_INTERCEPT', 'TSF'],
  parameters: [period({ default: 14, min: 2 })],
  warmup: 'period - 1',
  convention: 'slope is a row; intercept is the value at the oldest row; forecast that at the next',
  source: 'least squares; TA-Lib LINEARREG and its kin, TSF',
  make: made(LinearRegression),
}
