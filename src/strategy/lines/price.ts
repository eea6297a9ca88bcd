/** One price for a bar. Definitions: docs/reference/indicators.md. */
import {
  AveragePrice,
  MedianPrice,
  TypicalPrice,
  WeightedClose,
  typicalPriceEntry,
  medianPriceEntry,
  averagePriceEntry,
  weightedCloseEntry,
} from '../../indicators/price/mean-price.ts'
import { HeikinAshi, heikinAshiEntry } from '../../indicators/price/heikin-ashi.ts'
import { ofBars, ofBarsMany, type OfBars, type OfBarsMany } from './line-functions.ts'

/** (high + low + close) / 3 */
export const typicalPrice: OfBars<{}> = ofBars(TypicalPrice, typicalPriceEntry)

/** (high + low) / 2 */
export const medianPrice: OfBars<{}> = ofBars(MedianPrice, medianPriceEntry)

/** (open + high + low + close) / 4 */
export const averagePrice: OfBars<{}> = ofBars(AveragePrice, averagePriceEntry)

/** (high + low + 2 × close) / 4 */
export const weightedClose: OfBars<{}> = ofBars(WeightedClose, weightedCloseEntry)

/** Heikin-Ashi bars as lines: no prices to trade at. */
export const heikinAshi: OfBarsMany<{}, HeikinAshi['outputs'][number]> = ofBarsMany(HeikinAshi, heikinAshiEntry)
