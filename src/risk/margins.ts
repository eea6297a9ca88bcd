/** The margins of an account's positions under its rule, at last closes or at a price that is asked about. */
import { tickSize, type Instrument } from '../model/instrument.ts'
import type { Ledger } from '../portfolio/ledger.ts'
import type { Marks } from '../portfolio/marks.ts'
import { marginRules, type MarginQuestion, type MarginRule } from './margin.ts'

/** Margin to open a position, and to keep it. */
export type MarginKind = 'initial' | 'maintenance'

export interface MarginParts {
  readonly instruments: readonly Instrument[]
  readonly ledger: Ledger
  readonly marks: Marks
  readonly rule: MarginRule
  /** Position over margin of instruments that name none. */
  readonly leverage: number
  /** Whether an instrument's market is open and not about to close. */
  readonly intraday: (instrument: number) => boolean
}

export class Margins {
  /** Whether exposure is value itself, as under the `leverage` rule alone, so that no division rounds; elsewhere it is margin. */
  readonly isByValue: boolean
  /** `exposure` is compared with this times equity: the leverage where exposure is value, else 1. */
  readonly scale: number
  private readonly p: MarginParts
  private readonly question: MarginQuestion

  constructor(parts: MarginParts) {
    const { rule, instruments, leverage } = parts
    this.p = parts
    this.isByValue = rule === marginRules.leverage && instruments.every((i) => i.leverage === undefined)
    this.scale = this.isByValue ? leverage : 1
    const intraday = (): boolean => parts.intraday(this.question.index)
    this.question = { instrument: instruments[0]!, index: 0, lots: 0.5, value: 0.5, unitsPerMoney: 0.5, leverage: 0.5, intraday }
  }

  /** What a position of signed `lots` worth `units` ledger units of its currency takes of the account. */
  exposure(instrument: number, lots: number, units: number): number {
    const value = units * this.p.marks.rateOf(instrument)
    return this.isByValue ? value : this.p.rule.initial(this.about(instrument, lots, value))
  }

  /** What all positions but one instrument's take at their last close, once `leaving` lots are gone from them, as `Reservations` has them. */
  exposureWithout(instrument: number, leaving: Float64Array | null): number {
    if (this.isByValue && leaving === null) return this.p.marks.grossWithout(instrument)
    const { lots } = this.p.ledger
    let sum = 0
    for (let i = 0; i < lots.length; i++) {
      const size = Math.abs(lots[i]!) - (leaving === null ? 0 : leaving[2 * i + (lots[i]! < 0 ? 0 : 1)]!)
      if (i === instrument || !(size > 0)) continue
      const value = this.valueAtMark(i, size)
      sum += this.isByValue ? value : this.p.rule.initial(this.about(i, lots[i]! < 0 ? -size : size, value))
    }
    return sum
  }

  /** Margin of a position of signed `lots` that is worth `value`, both in ledger units of the account. */
  of(kind: MarginKind, position: { readonly instrument: number; readonly lots: number; readonly value: number }): number {
    return this.p.rule[kind](this.about(position.instrument, position.lots, position.value))
  }

  /** Margin of all positions at their last close, ledger units of the account. */
  used(kind: MarginKind): number {
    const { lots } = this.p.ledger
    let sum = 0
    for (let i = 0; i < lots.length; i++) {
      if (lots[i] !== 0) sum += this.p.rule[kind](this.about(i, lots[i]!, this.valueAtMark(i, lots[i]!)))
    }
    return sum
  }

  /** Worth of so many lots at the last close, at least 0, ledger units of the account. */
  valueAtMark(instrument: number, lots: number): number {
    return Math.abs(lots * this.p.marks.valuePerLot[instrument]! * this.p.marks.close[instrument]!)
  }

  /** The last close in whole ticks. */
  markTicks(instrument: number): number {
    return Math.round(this.p.marks.close[instrument]! / tickSize(this.p.instruments[instrument]!))
  }

  private about(index: number, lots: number, value: number): MarginQuestion {
    const q = this.question
    const instrument = this.p.instruments[index]!
    q.instrument = instrument
    q.index = index
    q.lots = lots
    q.value = value
    q.unitsPerMoney = 10 ** instrument.currency.decimals * this.p.marks.rateOf(index)
    q.leverage = instrument.leverage ?? this.p.leverage
    return q
  }
}
