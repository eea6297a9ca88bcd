/** The account valued at last closes. Floats: marks are for deciding and reporting, the ledger keeps the money. */
import { lotSize, type Instrument } from '../model/instrument.ts'
import type { Ledger } from './ledger.ts'

export class Marks {
  /** Last close by instrument, in money; NaN before the first bar. */
  readonly close: Float64Array
  /** Ledger units per lot and unit of price. */
  readonly unitsPerLot: Float64Array
  private readonly ledger: Ledger

  constructor(instruments: readonly Instrument[], ledger: Ledger) {
    this.close = new Float64Array(instruments.length).fill(NaN)
    this.unitsPerLot = Float64Array.from(instruments, (i) => lotSize(i) * i.multiplier * 10 ** i.currency.decimals)
    this.ledger = ledger
  }

  /** Cash plus every position at its last close, ledger units. */
  equity(): number {
    return this.ledger.cash + this.net()
  }

  /** Sum of positions at their last close, ledger units; shorts count negative. */
  net(): number {
    const lots = this.ledger.lots
    let sum = 0
    for (let i = 0; i < lots.length; i++) if (lots[i]! !== 0) sum += lots[i]! * this.unitsPerLot[i]! * this.close[i]!
    return sum
  }

  /** Sum of the sizes of all positions at their last close but one instrument's, ledger units. */
  grossWithout(instrument: number): number {
    const lots = this.ledger.lots
    let sum = 0
    for (let i = 0; i < lots.length; i++) {
      if (i !== instrument && lots[i]! !== 0) sum += Math.abs(lots[i]! * this.unitsPerLot[i]! * this.close[i]!)
    }
    return sum
  }
}
