import { LinesIndicator } from '../line-indicator.ts'
import { checkPeriod } from '../period.ts'
import { startTogether } from '../compound-indicator.ts'
import { Ema } from '../overlap/ema.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'
import { Trix } from './trix.ts'

/** Periods in rows: 15 and 9 unless given. */
export interface TrixSignalOptions {
  readonly period?: number
  readonly signal?: number
}

/** Trix, the exponential average of it, and the first less the second. */
export class TrixSignal extends LinesIndicator<'trix' | 'signal' | 'histogram'> {
  private readonly trix: Trix
  private readonly signal: Ema

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 and 2 <= signal <= 100,000 */
  constructor(options: TrixSignalOptions = {}) {
    const period = checkPeriod('period', options.period ?? 15, 2)
    const signal = checkPeriod('signal', options.signal ?? 9, 2)
    super({ outputs: ['trix', 'signal', 'histogram'], warmup: 3 * period + signal - 3 })
    this.trix = new Trix({ period })
    this.signal = new Ema({ period: signal })
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [trix, signal, histogram] = targets as [Float64Array, Float64Array, Float64Array]
    this.trix.fillLine(sources[0]!, sourceAt, trix, targetAt, count)
    this.signal.fillLine(trix, targetAt, signal, targetAt, count)
    for (let i = targetAt; i < targetAt + count; i++) histogram[i] = trix[i]! - signal[i]!
    startTogether(targets, targetAt, count)
  }
}

export const trixSignalEntry: IndicatorEntry = {
  name: 'trixSignal',
  title: 'Trix with its signal',
  group: 'momentum',
  parameters: [rows('period', { default: 15, min: 2 }), rows('signal', { default: 9, min: 2 })],
  warmup: '3 * period + signal - 3',
  convention: 'trix as of TA-Lib; the signal is an exponential average seeded by a mean',
  source: 'Hutson, Stocks & Commodities 1:5 (1983)',
  make: made(TrixSignal),
}
