import { moneyOf, qtyOf, type Instrument } from '../model/instrument.ts'
import type { PositionView } from '../strategy/views.ts'
import type { SetUpParts } from './set-up.ts'

/** One market's position, read from the ledger when asked. A class: its getters are shared, so reading one is a few loads. */
export class Position implements PositionView {
  private readonly parts: SetUpParts
  private readonly index: number
  private readonly lots: Float64Array
  private readonly instrument: Instrument

  constructor(parts: SetUpParts, index: number) {
    this.parts = parts
    this.index = index
    this.lots = parts.own.lots
    this.instrument = parts.instruments[index]!
  }

  get qty(): number {
    return qtyOf(this.instrument, this.lots[this.index]!)
  }

  get isOpen(): boolean {
    return this.lots[this.index] !== 0
  }

  get isLong(): boolean {
    return this.lots[this.index]! > 0
  }

  get isShort(): boolean {
    return this.lots[this.index]! < 0
  }

  get entryPrice(): number {
    if (!this.isOpen) return NaN
    const { own, marks } = this.parts
    return own.cost[this.index]! / (this.lots[this.index]! * marks.unitsPerLot[this.index]!)
  }

  get unrealised(): number {
    if (!this.isOpen) return 0
    this.parts.settle()
    const { marks, own, currency } = this.parts
    const value = this.lots[this.index]! * marks.unitsPerLot[this.index]! * marks.close[this.index]!
    const profit = value - own.cost[this.index]!
    return moneyOf(currency, marks.mixed ? profit * marks.rateOf(this.index) : profit)
  }
}
