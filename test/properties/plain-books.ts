/** What the records of a run say by themselves: orders and their ends, cash and positions folded from the fills alone. */
import { notionalRatio, type Instrument } from '../../src/model/instrument.ts'
import * as R from '../../src/model/record.ts'
import type { Row } from './record-run.ts'

/** One order as its records tell it. */
export interface ToldOrder {
  readonly row: Row
  readonly fills: Row[]
  readonly cancels: Row[]
}

export function ordersOf(rows: readonly Row[]): Map<number, ToldOrder> {
  const orders = new Map<number, ToldOrder>()
  for (const row of rows) {
    const id = row[R.ID]!
    if (row[R.KIND] === R.ORDER) {
      if (orders.has(id)) throw new Error(`order ${id} is told twice`)
      orders.set(id, { row, fills: [], cancels: [] })
    }
    if (row[R.KIND] === R.FILL) orders.get(id)!.fills.push(row)
    if (row[R.KIND] === R.CANCEL) orders.get(id)!.cancels.push(row)
  }
  return orders
}

/** A run's money folded from its fills, for instruments whose notional needs no rounding. */
export class PlainBooks {
  cash: number
  realised = 0
  fees = 0
  readonly lots: number[]
  /** Ledger units of a lot that is one tick high. */
  readonly units: readonly number[]

  constructor(instruments: readonly Instrument[], cash: number) {
    this.cash = cash
    this.lots = instruments.map(() => 0)
    this.units = instruments.map((i) => {
      const { numerator, denominator } = notionalRatio(i)
      if (numerator % denominator !== 0) throw new Error(`${i.id} needs rounding`)
      return numerator / denominator
    })
  }

  fill(row: Row): void {
    const k = row[R.INSTRUMENT]!
    const signed = row[R.SIDE]! * row[R.LOTS]!
    this.lots[k] = this.lots[k]! + signed
    this.cash -= signed * row[R.FILL_TICKS]! * this.units[k]! + row[R.FILL_FEE]!
    this.realised += row[R.FILL_REALISED]!
    this.fees += row[R.FILL_FEE]!
  }

  /** Cash that came without a fill, and the position that a split left; interest is of no instrument. */
  adjust(row: Row): void {
    const k = row[R.INSTRUMENT]!
    this.cash += row[R.ADJUST_CASH]!
    // A position that a split leaves nothing of is told closed by a fill.
    if (R.adjustKinds[row[R.ADJUST_KIND]!] !== 'split' || row[R.LOTS] === 0) return
    this.lots[k] = this.lots[k]! + row[R.SIDE]! * row[R.LOTS]! - row[R.ADJUST_LOTS_BEFORE]!
  }
}
