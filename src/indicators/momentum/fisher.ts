import { log } from '../../base/elementary.ts'
import { CompoundIndicator, scratch } from '../compound-indicator.ts'
import { Highest } from '../math/highest.ts'
import { Lowest } from '../math/lowest.ts'
import { checkChoice } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** The transform of 1 has no end, so a place beyond the first counts as the second. */
const NEAR = 0.99
const EDGE = 0.999
const EDGES = ['ehlers', 'clamp'] as const

/** `period` in rows, 10 unless given; a place beyond 0.99 counts as 0.999 as in Ehlers's code, or by `clamp` only one beyond 0.999 does. */
export interface FisherOptions {
  readonly period?: number
  readonly edge?: (typeof EDGES)[number]
}

/**
 * Fisher transform by Ehlers: where (high + low) / 2 stands in its window, from -1 to 1 and smoothed, is turned into
 * ½ ln((1 + x) / (1 - x)) and smoothed again; the signal is its value one row before, 0 at first. A window without a
 * range counts as its middle.
 */
export class Fisher extends CompoundIndicator<'high' | 'low', 'fisher' | 'signal'> {
  /** From where on a place counts as EDGE. */
  private readonly near: number
  private readonly highest: Highest
  private readonly lowest: Lowest
  private readonly uppers: Float64Array = scratch()
  private readonly lowers: Float64Array = scratch()
  private place = 0
  private previous = 0

  /** @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: FisherOptions = {}) {
    const period = checkPeriod('period', options.period ?? 10, 1)
    super({ inputs: ['high', 'low'], outputs: ['fisher', 'signal'], warmup: period - 1 })
    this.near = checkChoice('edge', options.edge ?? 'ehlers', EDGES) === 'ehlers' ? NEAR : EDGE
    this.highest = new Highest({ period })
    this.lowest = new Lowest({ period })
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [middles, lows] = rows as [Float64Array, Float64Array]
    const [fisher, signal] = targets as [Float64Array, Float64Array]
    const { near, uppers, lowers } = this
    for (let i = 0; i < count; i++) middles[i] = (middles[i]! + lows[i]!) / 2
    this.highest.fillLine(middles, 0, uppers, 0, count)
    this.lowest.fillLine(middles, 0, lowers, 0, count)
    let { place, previous } = this
    for (let i = 0; i < count; i++) {
      const range = uppers[i]! - lowers[i]!
      fisher[targetAt + i] = NaN
      signal[targetAt + i] = NaN
      if (Number.isNaN(range)) continue
      const share = range === 0 ? 0.5 : (middles[i]! - lowers[i]!) / range
      place = 0.66 * (share - 0.5) + 0.67 * place
      if (place > near) place = EDGE
      else if (place < -near) place = -EDGE
      signal[targetAt + i] = previous
      previous = 0.5 * log((1 + place) / (1 - place)) + 0.5 * previous
      fisher[targetAt + i] = previous
    }
    this.place = place
    this.previous = previous
  }
}

export const fisherEntry: IndicatorEntry = {
  name: 'fisher',
  title: 'Fisher transform',
  group: 'momentum',
  parameters: [period({ default: 10, min: 1 }), { name: 'edge', default: 'ehlers', choices: EDGES }],
  warmup: 'period - 1',
  convention:
    'of (high + low) / 2; a place beyond 0.99 counts as 0.999, by clamp only one beyond 0.999; begins from 0; a window without a range counts as its middle',
  source: 'Ehlers, Stocks & Commodities 20:11 (2002)',
  make: made(Fisher),
}
