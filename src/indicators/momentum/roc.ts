import { scratch } from '../compound-indicator.ts'
import { LineIndicator } from '../line-indicator.ts'
import { checkChoice } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { Lag } from '../math/lag.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** How a rise from 100 to 105 is written: 5, 0.05, 1.05 or 105. */
const rocUnits = ['percent', 'fraction', 'ratio', 'ratio100'] as const

/** `period` in rows, 10 unless given; in per cent unless given. */
export interface RocOptions {
  readonly period?: number
  readonly unit?: (typeof rocUnits)[number]
}

/** Rate of change: the value against that of `period` rows ago. 0 where that was 0, as in TA-Lib. */
export class Roc extends LineIndicator {
  private readonly lag: Lag
  private readonly earlier = scratch()
  /** What a unit counts from and by: (value - from × earlier) / earlier × by. */
  private readonly from: number
  private readonly by: number

  /** @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 and unit is one of its words */
  constructor(options: RocOptions = {}) {
    const period = checkPeriod('period', options.period ?? 10, 1)
    super(period)
    const unit = checkChoice('unit', options.unit ?? 'percent', rocUnits)
    this.from = unit === 'percent' || unit === 'fraction' ? 1 : 0
    this.by = unit === 'percent' || unit === 'ratio100' ? 100 : 1
    this.lag = new Lag({ period })
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { earlier, from, by } = this
    this.lag.fillLine(source, sourceAt, earlier, 0, count)
    for (let i = 0; i < count; i++) {
      const before = earlier[i]!
      const change = source[sourceAt + i]! - from * before
      target[targetAt + i] = before === 0 ? 0 : (change / before) * by
    }
  }
}

export const rocEntry: IndicatorEntry = {
  name: 'roc',
  title: 'Rate of change',
  group: 'momentum',
  talib: ['ROC', 'ROCP', 'ROCR', 'ROCR100'],
  parameters: [period({ default: 10, min: 1 }), { name: 'unit', default: 'percent', choices: rocUnits }],
  warmup: 'period',
  convention: '0 where the earlier value was 0',
  source: 'TA-Lib ROC, ROCP, ROCR, ROCR100',
  make: made(Roc),
}
