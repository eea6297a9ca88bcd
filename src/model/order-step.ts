/** The step that prices of orders lie on: an instrument may be printed finer than orders may name. */
import { tickSize, type Instrument } from './instrument.ts'
import { nearestTick } from './price-grid.ts'

export interface OrderStep {
  /** Ticks of the step, from a price of `fromTicks` on; 0 for the tick itself, where none is named. */
  readonly ticks: number
  readonly fromTicks: number
  /** Whether prices go to the nearest step and not the safe way round. */
  readonly nearest: boolean
}

export function orderStep(instrument: Instrument, nearest: boolean): OrderStep {
  const { orderTick, priceDecimals, tickStep } = instrument
  return {
    ticks: orderTick === undefined ? 0 : Math.round(orderTick / tickSize(instrument)),
    fromTicks: 10 ** priceDecimals / tickStep,
    nearest,
  }
}

/** A price in fractional ticks as one that an order may name; `safeTick` is the safe way round. */
export function toStep(price: number, side: number, step: OrderStep, safeTick: (x: number, side: number) => number): number {
  const ticks = price < step.fromTicks || step.ticks === 0 ? 1 : step.ticks
  return ticks * (step.nearest && step.ticks !== 0 ? nearestTick(price / ticks) : safeTick(price / ticks, side))
}
