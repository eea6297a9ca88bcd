/** Lots as a report's rows show them. */
import { moneyOf, notionalRatio, priceOf, qtyOf } from '../model/instrument.ts'
import {
  L_ADJUSTED,
  L_COST,
  L_ENTRY_TIME,
  L_EXIT,
  L_EXIT_TIME,
  L_FEES,
  L_GROSS,
  L_LOTS,
  L_OPENER,
  lotExits,
  type LotLedger,
} from './lot-ledger.ts'
import type { LotNames, OpenerNames } from './lot-names.ts'

/** What one fill opened, or the part of it that was closed at once. Money in the account's currency, times in epoch ms. */
export interface LotRow extends OpenerNames {
  readonly exit: string
  /** In units as they are at the end: after a split, new ones. */
  readonly qty: number
  readonly entryPrice: number
  readonly entryTime: number
  /** When it was closed, or the run ended. */
  readonly exitTime: number
  readonly gross: number
  readonly fees: number
  readonly adjusted: number
  readonly net: number
}

/** The lots that were kept, in the order in which they ended, at most `countMax` of the last. */
export function lotRows({ rows, sums }: LotLedger, names: LotNames, countMax: number): LotRow[] {
  const openers = sums.openers.map((opener) => names.of(opener))
  const money = (units: number): number => moneyOf(names.currency, units)
  const made: LotRow[] = []
  for (let row = Math.max(0, rows.kept - countMax); row < rows.kept; row++) {
    const field = (k: number): number => rows.field(row, k)
    const number = field(L_OPENER)
    const { instrument: place, side } = sums.openers[number]!
    const instrument = names.instruments[place]!
    const { numerator, denominator } = notionalRatio(instrument)
    const ticksPerUnit = denominator / (field(L_LOTS) * numerator)
    made.push({
      ...openers[number]!,
      exit: lotExits[field(L_EXIT)]!,
      qty: qtyOf(instrument, field(L_LOTS)),
      entryPrice: priceOf(instrument, nearTick(side * field(L_COST) * ticksPerUnit, ticksPerUnit)),
      entryTime: field(L_ENTRY_TIME),
      exitTime: field(L_EXIT_TIME),
      gross: money(field(L_GROSS)),
      fees: money(field(L_FEES)),
      adjusted: money(field(L_ADJUSTED)),
      net: money(field(L_GROSS) - field(L_FEES) + field(L_ADJUSTED)),
    })
  }
  return made
}

/** The whole tick that a cost in whole ledger units stands for; units of before a split may have cost parts of one. */
function nearTick(ticks: number, ticksPerUnit: number): number {
  const whole = Math.round(ticks)
  return Math.abs(ticks - whole) <= ticksPerUnit ? whole : ticks
}
