/** One price for a bar. Definitions: docs/reference/indicators.md. */
import { AveragePrice, MedianPrice, TypicalPrice, WeightedClose } from '../../indicators/price/mean-price.ts'
import { ofBars, type OfBars } from './line-functions.ts'

/** (high + low + close) / 3 */
export const typicalPrice: OfBars<{}> = ofBars(TypicalPrice)

/** (high + low) / 2 */
export const medianPrice: OfBars<{}> = ofBars(MedianPrice)

/** (open + high + low + close) / 4 */
export const averagePrice: OfBars<{}> = ofBars(AveragePrice)

/** (high + low + 2 × close) / 4 */
export const weightedClose: OfBars<{}> = ofBars(WeightedClose)
