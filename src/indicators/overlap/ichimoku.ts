import { CompoundIndicator, scratch, startTogether } from '../compound-indicator.ts'
import { Lag } from '../math/lag.ts'
import { checkPeriod } from '../period.ts'
import { Donchian } from './donchian.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'

/** Periods in rows: 9, 26 and 52 unless given. The spans are drawn `displacement` rows ahead, 26 unless given. */
export interface IchimokuOptions {
  readonly tenkan?: number
  readonly kijun?: number
  readonly senkou?: number
  readonly displacement?: number
}

type Out = 'tenkan' | 'kijun' | 'senkouA' | 'senkouB' | 'cloudA' | 'cloudB'

/**
 * Ichimoku: tenkan, kijun and senkouB are the middles of high and low over their periods, senkouA the mean of tenkan and
 * kijun. senkouA and senkouB are known now and drawn `displacement` rows ahead; cloudA and cloudB are those that were
 * drawn at this row, which is the cloud that the price is compared with. The lagging span is the close itself.
 */
export class Ichimoku extends CompoundIndicator<'high' | 'low', Out> {
  private readonly channels: readonly Donchian[]
  private readonly lags: readonly [Lag, Lag]
  /** Where a channel writes: the middle one is put in its place. */
  private readonly channel: [Float64Array, Float64Array, Float64Array] = [scratch(), scratch(), scratch()]

  /** @throws LockstepError E_PARAM_VALUE unless all are whole numbers from 1 to 100,000 */
  constructor(options: IchimokuOptions = {}) {
    const tenkan = checkPeriod('tenkan', options.tenkan ?? 9, 1)
    const kijun = checkPeriod('kijun', options.kijun ?? 26, 1)
    const senkou = checkPeriod('senkou', options.senkou ?? 52, 1)
    const displacement = checkPeriod('displacement', options.displacement ?? 26, 1)
    super({
      inputs: ['high', 'low'],
      outputs: ['tenkan', 'kijun', 'senkouA', 'senkouB', 'cloudA', 'cloudB'],
      warmup: Math.max(tenkan, kijun, senkou) - 1 + displacement,
    })
    this.channels = [tenkan, kijun, senkou].map((period) => new Donchian({ period }))
    this.lags = [new Lag({ period: displacement }), new Lag({ period: displacement })]
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [tenkan, kijun, senkouA, senkouB, cloudA, cloudB] = targets as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ]
    this.fillMiddle(0, rows, tenkan, targetAt, count)
    this.fillMiddle(1, rows, kijun, targetAt, count)
    this.fillMiddle(2, rows, senkouB, targetAt, count)
    const end = targetAt + count
    for (let i = targetAt; i < end; i++) {
      // Both spans begin on one row, so that what lags them does.
      senkouA[i] = Number.isNaN(senkouB[i]!) ? NaN : (tenkan[i]! + kijun[i]!) / 2
      if (Number.isNaN(senkouA[i]!)) senkouB[i] = NaN
    }
    this.lags[0].fillLine(senkouA, targetAt, cloudA, targetAt, count)
    this.lags[1].fillLine(senkouB, targetAt, cloudB, targetAt, count)
    startTogether(targets, targetAt, count)
  }

  private fillMiddle(k: number, rows: readonly Float64Array[], target: Float64Array, targetAt: number, count: number): void {
    const middle = this.channel[1]
    this.channels[k]!.fill(rows, 0, this.channel, 0, count)
    for (let i = 0; i < count; i++) target[targetAt + i] = middle[i]!
  }
}

export const ichimokuEntry: IndicatorEntry = {
  name: 'ichimoku',
  title: 'Ichimoku cloud',
  group: 'overlap',
  parameters: [
    rows('tenkan', { default: 9, min: 1 }),
    rows('kijun', { default: 26, min: 1 }),
    rows('senkou', { default: 52, min: 1 }),
    rows('displacement', { default: 26, min: 1 }),
  ],
  warmup: 'max(tenkan, kijun, senkou) - 1 + displacement',
  convention: 'senkouA and senkouB are drawn displacement rows ahead; cloudA and cloudB are those drawn at this row',
  source: 'Hosoda (1969)',
  make: made(Ichimoku),
}
