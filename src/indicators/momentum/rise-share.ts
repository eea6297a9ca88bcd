import { scratch } from '../compound-indicator.ts'
import { LineIndicator } from '../line-indicator.ts'
import { checkChoice } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { Sma } from '../overlap/sma.ts'

export const changeAverages = ['wilder', 'sma'] as const

/** `period` in rows, 14 unless given; how rises and falls are averaged, by Wilder's rule unless given. */
export interface RiseShareOptions {
  readonly period?: number
  readonly average?: (typeof changeAverages)[number]
}

/**
 * What rsi and cmo share: rises (less falls, if told) in per cent of all movement, each averaged over the last `period`
 * changes, or by Wilder's rule seeded by the means of the first `period` changes. A line that has not moved gives 0.
 */
export abstract class RiseShare extends LineIndicator {
  private readonly period: number
  /** 1 where falls are taken from rises, else 0. */
  private readonly fallSign: number
  private readonly means: { readonly rises: Sma; readonly falls: Sma; readonly rise: Float64Array; readonly fall: Float64Array } | undefined
  private previous = NaN
  /** Changes seen, up to `period`. */
  private seen = 0
  /** Wilder's averages, both >= 0; during the seed, what its changes have added to their means. */
  private gain = 0
  private loss = 0
  /** The last output by Wilder's rule. */
  private strength = NaN

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 and average is wilder or sma */
  constructor(options: RiseShareOptions, { lessFalls }: { readonly lessFalls: boolean }) {
    const period = checkPeriod('period', options.period ?? 14, 2)
    super(period)
    this.period = period
    this.fallSign = lessFalls ? 1 : 0
    const isSimple = checkChoice('average', options.average ?? 'wilder', changeAverages) === 'sma'
    this.means = isSimple ? { rises: new Sma({ period }), falls: new Sma({ period }), rise: scratch(), fall: scratch() } : undefined
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    if (this.means !== undefined) return this.fillMeans(source, sourceAt, target, targetAt, count)
    const { fallSign } = this
    const weight = 1 / this.period
    const seedRows = this.seen < this.period ? this.fillSeed(source, sourceAt, target, targetAt, count) : 0
    let { previous, gain, loss, strength } = this
    for (let i = seedRows; i < count; i++) {
      const value = source[sourceAt + i]!
      if (Number.isNaN(value)) {
        target[targetAt + i] = NaN
        continue
      }
      const change = value - previous
      const up = rise(change)
      previous = value
      gain += (up - gain) * weight
      loss += (up - change - loss) * weight
      // Where nothing moved both shrink alike: the share stays, and rounding must not make it look as if it had not.
      if (change !== 0) strength = share(gain, loss, fallSign)
      target[targetAt + i] = strength
    }
    this.previous = previous
    this.gain = gain
    this.loss = loss
    this.strength = strength
  }

  /** Works rows up to the one that ends the seed and returns how many they were. */
  private fillSeed(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): number {
    let i = 0
    for (; i < count && this.seen < this.period; i++) {
      const value = source[sourceAt + i]!
      target[targetAt + i] = NaN
      if (Number.isNaN(value)) continue
      const change = value - this.previous
      this.previous = value
      if (Number.isNaN(change)) continue
      this.gain += rise(change) / this.period
      this.loss += (rise(change) - change) / this.period
      if (++this.seen < this.period) continue
      this.strength = share(this.gain, this.loss, this.fallSign)
      target[targetAt + i] = this.strength
    }
    return i
  }

  private fillMeans(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { rises, falls, rise: up, fall: down } = this.means!
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      // NaN on the first row and on one without a value, which neither mean then takes.
      const change = value - this.previous
      if (!Number.isNaN(value)) this.previous = value
      up[i] = rise(change)
      down[i] = rise(change) - change
    }
    rises.fillLine(up, 0, up, 0, count)
    falls.fillLine(down, 0, down, 0, count)
    for (let i = 0; i < count; i++) target[targetAt + i] = share(up[i]!, down[i]!, this.fallSign)
  }
}

/** The change when it is above 0, else 0: exact, and without a branch that the processor would guess wrong half the time. */
function rise(change: number): number {
  return (change + Math.abs(change)) / 2
}

function share(gain: number, loss: number, fallSign: number): number {
  const total = gain + loss
  return total === 0 ? 0 : 100 * ((gain - fallSign * loss) / total)
}
