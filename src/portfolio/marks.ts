/** The account valued at last closes. Floats: marks are for deciding and reporting, the ledger keeps the money. */
import { lotSize, type Instrument } from '../model/instrument.ts'
import { Conversion, type Rates } from './conversion.ts'
import type { Ledger } from './ledger.ts'

export class Marks {
  /** Last close by instrument, in money; NaN before the first bar. */
  readonly close: Float64Array
  /** Ledger units of the instrument's currency per lot and unit of price. */
  readonly unitsPerLot: Float64Array
  /** Ledger units of the account's currency per lot and unit of price: the same, but for instruments in other currencies. */
  readonly valuePerLot: Float64Array
  readonly conversion: Conversion
  /** Whether any currency but the account's is in play; without one `convert` need not be called. */
  readonly mixed: boolean
  private readonly ledger: Ledger

  /** @throws LockstepError E_CONFIG for a currency that nothing converts into the account's */
  constructor(instruments: readonly Instrument[], ledger: Ledger, rates: Rates = {}) {
    this.close = new Float64Array(instruments.length).fill(NaN)
    this.unitsPerLot = Float64Array.from(instruments, (i) => lotSize(i) * i.multiplier * 10 ** i.currency.decimals)
    this.valuePerLot = this.unitsPerLot.slice()
    this.ledger = ledger
    this.mixed = ledger.currencies.length > 1
    this.conversion = new Conversion({ currencies: ledger.currencies, instruments, close: this.close, rates })
    this.convert()
  }

  /** Takes the closes as they are now for rates between currencies. */
  convert(): void {
    if (!this.mixed) return
    this.conversion.refresh()
    for (let i = 0; i < this.valuePerLot.length; i++) this.valuePerLot[i] = this.unitsPerLot[i]! * this.rateOf(i)
  }

  /** Ledger units of the account for one ledger unit of the instrument's currency; NaN while unknown. */
  rateOf(instrument: number): number {
    return this.conversion.factor[this.ledger.currency[instrument]!]!
  }

  /** Cash of all currencies, ledger units of the account. */
  cash(): number {
    const { cashOf } = this.ledger
    let sum = cashOf[0]!
    for (let c = 1; c < cashOf.length; c++) if (cashOf[c] !== 0) sum += cashOf[c]! * this.conversion.factor[c]!
    return sum
  }

  /** Cash plus every position at its last close, ledger units. */
  equity(): number {
    return this.cash() + this.net()
  }

  /** Sum of positions at their last close, ledger units; shorts count negative. */
  net(): number {
    const lots = this.ledger.lots
    let sum = 0
    for (let i = 0; i < lots.length; i++) if (lots[i]! !== 0) sum += lots[i]! * this.valuePerLot[i]! * this.close[i]!
    return sum
  }

  /** Sum of the sizes of all positions at their last close but one instrument's, ledger units. */
  grossWithout(instrument: number): number {
    const lots = this.ledger.lots
    let sum = 0
    for (let i = 0; i < lots.length; i++) {
      if (i !== instrument && lots[i]! !== 0) sum += Math.abs(lots[i]! * this.valuePerLot[i]! * this.close[i]!)
    }
    return sum
  }

  /** A split gave `ratio` new units for one old: its last close is that much lower. */
  split(instrument: number, ratio: number): void {
    this.close[instrument] = this.close[instrument]! / ratio
  }
}
