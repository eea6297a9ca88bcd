import { RowIndicator } from '../row-indicator.ts'
import { made, type IndicatorEntry } from '../entry.ts'

type PriceName = 'open' | 'high' | 'low' | 'close'

/** One price for a bar: a weighted mean of some of its four. */
abstract class MeanPrice<In extends PriceName> extends RowIndicator<In> {
  private readonly weights: readonly number[]
  private readonly weightSum: number

  constructor(weights: Readonly<Record<In, number>>) {
    super({ inputs: Object.keys(weights) as In[], outputs: ['value'], warmup: 0 })
    this.weights = Object.values(weights)
    this.weightSum = this.weights.reduce((sum, weight) => sum + weight, 0)
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const { weights, weightSum } = this
    const target = targets[0]!
    for (let i = 0; i < count; i++) target[targetAt + i] = weights[0]! * sources[0]![sourceAt + i]!
    for (let k = 1; k < weights.length; k++) {
      const source = sources[k]!
      const weight = weights[k]!
      for (let i = 0; i < count; i++) target[targetAt + i] = target[targetAt + i]! + weight * source[sourceAt + i]!
    }
    for (let i = 0; i < count; i++) target[targetAt + i] = target[targetAt + i]! / weightSum
  }
}

/** (open + high + low + close) / 4 */
export class AveragePrice extends MeanPrice<'open' | 'high' | 'low' | 'close'> {
  constructor() {
    super({ open: 1, high: 1, low: 1, close: 1 })
  }
}

/** (high + low) / 2 */
export class MedianPrice extends MeanPrice<'high' | 'low'> {
  constructor() {
    super({ high: 1, low: 1 })
  }
}

/** (high + low + close) / 3 */
export class TypicalPrice extends MeanPrice<'high' | 'low' | 'close'> {
  constructor() {
    super({ high: 1, low: 1, close: 1 })
  }
}

/** (high + low + 2 × close) / 4 */
export class WeightedClose extends MeanPrice<'high' | 'low' | 'close'> {
  constructor() {
    super({ high: 1, low: 1, close: 2 })
  }
}

const price = { group: 'price', parameters: [], warmup: '0' } as const

export const averagePriceEntry: IndicatorEntry = {
  ...price,
  name: 'averagePrice',
  title: 'Average price',
  talib: 'AVGPRICE',
  convention: '(open + high + low + close) / 4',
  source: 'TA-Lib AVGPRICE',
  make: made(AveragePrice),
}

export const medianPriceEntry: IndicatorEntry = {
  ...price,
  name: 'medianPrice',
  title: 'Median price',
  talib: 'MEDPRICE',
  convention: '(high + low) / 2',
  source: 'TA-Lib MEDPRICE',
  make: made(MedianPrice),
}

export const typicalPriceEntry: IndicatorEntry = {
  ...price,
  name: 'typicalPrice',
  title: 'Typical price',
  talib: 'TYPPRICE',
  convention: '(high + low + close) / 3',
  source: 'TA-Lib TYPPRICE',
  make: made(TypicalPrice),
}

export const weightedCloseEntry: IndicatorEntry = {
  ...price,
  name: 'weightedClose',
  title: 'Weighted close',
  talib: 'WCLPRICE',
  convention: '(high + low + 2 * close) / 4',
  source: 'TA-Lib WCLPRICE',
  make: made(WeightedClose),
}
