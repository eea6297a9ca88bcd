import { describe, expect, test } from 'vitest'
import { createInstrument } from '../model/instrument.ts'
import { ROLE_CLOSE, ROLE_TARGET } from '../model/order.ts'
import * as R from '../model/record.ts'
import type { RunInfo } from '../model/ports.ts'
import type { Timestamp } from '../model/time.ts'
import { exampleEnd, exampleInfo, recordOf } from '../../test/report/example-run.ts'
import { attributionOf } from './attribution.ts'
import { LotLedger } from './lot-ledger.ts'
import { LotNames } from './lot-names.ts'
import { lotRows, type LotRow } from './lot-rows.ts'
import { OPEN_MAX } from './open-lots.ts'
import { OrderSources } from './order-sources.ts'

const stock = createInstrument({ id: 'A', tick: 0.01, lot: 1 })
const UNIT = 1e6

/** Fills and adjustments of one market told one after the other, each fill by an order of its own. */
class Told {
  readonly rates: Float64Array = Float64Array.of(1)
  readonly lots: LotLedger
  private readonly sources = new OrderSources()
  private readonly info: RunInfo
  private id = 0
  private position = 0

  constructor(instrument = stock) {
    this.info = exampleInfo({ instruments: [instrument], cash: 1000 * UNIT })
    this.lots = new LotLedger(this.info, this.sources, this.rates)
  }

  /** Trades so many lots, negative sold, at a price; `taken` of them pay the fee. */
  fill(signed: number, price: number, { fee = 0, tag = 0, role = 0, taken = 0 } = {}): this {
    const side = Math.sign(signed)
    const of = { [R.ID]: ++this.id, [R.SIDE]: side, [R.LOTS]: Math.abs(signed) }
    this.position += signed - side * taken
    this.sources.take(Float64Array.from(recordOf(R.ORDER, this.id, { ...of, [R.ORDER_TAG]: tag })), 0)
    const filled = {
      [R.FILL_TICKS]: Math.round(price * 100),
      [R.FILL_FEE]: fee * UNIT,
      [R.FILL_POSITION]: this.position,
      [R.FILL_ROLE]: role,
    }
    this.lots.takeFill(Float64Array.from(recordOf(R.FILL, this.id, { ...of, ...filled })), 0)
    return this
  }

  adjust(kind: R.AdjustKind, cash: number, after = this.position): this {
    const held = { [R.SIDE]: Math.sign(after), [R.LOTS]: Math.abs(after), [R.ADJUST_LOTS_BEFORE]: this.position }
    const fields = { ...held, [R.ADJUST_KIND]: R.adjustKinds.indexOf(kind), [R.ADJUST_CASH]: cash * UNIT }
    this.lots.takeAdjustment(Float64Array.from(recordOf(R.ADJUST, this.id, fields)), 0)
    this.position = after
    return this
  }

  end(mark = 0): LotRow[] {
    const lots = this.position
    const open = { instrument: 0, lots, entryTicks: 0, mark, unrealised: 0, fees: 0, since: 0 as Timestamp }
    this.lots.end(exampleEnd({ lastTime: 99 as Timestamp, open: lots === 0 ? [] : [open] }))
    return lotRows(this.lots, this.names(), Infinity)
  }

  names(): LotNames {
    return new LotNames(this.info, exampleEnd({ tags: ['', 'first', 'second'] }), this.sources)
  }
}

const brief = (rows: readonly LotRow[]): unknown[] => rows.map((r) => [r.tag, r.side, r.exit, r.qty, r.gross, r.fees, r.adjusted])

describe('lots', () => {
  test('are closed first in first out, and count to the order that opened them', () => {
    const rows = new Told()
      .fill(10, 5, { tag: 1 })
      .fill(10, 7, { tag: 2 })
      .fill(-15, 8, { role: ROLE_CLOSE })
      .fill(-5, 6, { role: ROLE_TARGET })
      .end()
    expect(brief(rows)).toEqual([
      ['first', 'long', 'close', 10, 30, 0, 0],
      ['second', 'long', 'close', 5, 5, 0, 0],
      ['second', 'long', 'target', 5, -5, 0, 0],
    ])
    expect(rows[1]).toMatchObject({ entryPrice: 7, entryTime: 2, exitTime: 3, strategy: 'sma-cross', model: '' })
  })

  test('have the price of the fill that opened them, and after a split what a new unit cost', () => {
    const fine = createInstrument({ id: 'A', tick: 0.01, lot: 0.000001 })
    for (const lots of [469, 68_475_848]) {
      const [row] = new Told(fine).fill(lots, 1458.91).fill(-lots, 1500).end()
      expect(row?.entryPrice).toBe(1458.91)
    }
    const [row] = new Told().fill(2, 100).adjust('split', 0, 6).fill(-6, 40).end()
    expect(row?.entryPrice).toBeCloseTo(100 / 3, 6)
  })

  test('share the fees of a fill that closes and opens by their sizes', () => {
    const rows = new Told()
      .fill(10, 5, { fee: 1, tag: 1 })
      .fill(-30, 6, { fee: 3, tag: 2, role: ROLE_CLOSE })
      .fill(20, 4, { fee: 2, role: ROLE_CLOSE })
      .end()
    expect(brief(rows)).toEqual([
      ['first', 'long', 'close', 10, 10, 2, 0],
      ['second', 'short', 'close', 20, 40, 4, 0],
    ])
  })

  test('that are open at the end are worth the last mark', () => {
    expect(brief(new Told().fill(10, 5, { fee: 1 }).fill(-4, 6).end(7))).toEqual([
      ['', 'long', 'entry', 4, 4, 0.4, 0],
      ['', 'long', 'open', 6, 12, 0.6, 0],
    ])
    expect(brief(new Told().fill(-10, 5).end(7))).toEqual([['', 'short', 'open', 10, -20, 0, 0]])
  })

  test('share dividends by their sizes, and leave interest to the account', () => {
    const told = new Told().fill(10, 5, { tag: 1 }).fill(30, 5, { tag: 2 }).adjust('dividend', 8).adjust('interest', 0.5)
    expect(brief(told.fill(-40, 5, { role: ROLE_CLOSE }).end())).toEqual([
      ['first', 'long', 'close', 10, 0, 0, 2],
      ['second', 'long', 'close', 30, 0, 0, 6],
    ])
    expect([told.lots.ofAccount, told.lots.adjustments[0], told.lots.adjustments[6]]).toEqual([0.5 * UNIT, 8 * UNIT, 0.5 * UNIT])
    const { by, total } = attributionOf(told.lots, told.names(), 1000 * UNIT, {})
    expect(total.net).toBe(8.5)
    expect(by.tag.map(({ key, net }) => [key, net])).toEqual([
      ['second', 6],
      ['first', 2],
      ['(account)', 0.5],
    ])
  })

  test('are divided by a split, each giving up its part of a lot for its part of the cash', () => {
    const told = new Told().fill(1, 100, { tag: 1 }).fill(2, 100, { tag: 2 })
    // 1 for 2: three are one and a half, and the half is paid for at 200.
    const rows = told.adjust('split', 100, 1).fill(-1, 230, { role: ROLE_CLOSE }).end()
    expect(rows.map((r) => [r.tag, r.gross + r.adjusted])).toEqual([
      ['first', expect.closeTo(10, 6)],
      ['second', expect.closeTo(20, 6)],
    ])
    expect(rows.reduce((sum, r) => sum + Math.round(r.net * UNIT), 0)).toBe(30 * UNIT)
  })

  test('that a fee in lots took part of are smaller by it, and have paid what it is worth', () => {
    expect(brief(new Told().fill(10, 5, { fee: 5, taken: 1 }).fill(-9, 6, { role: ROLE_CLOSE }).end())).toEqual([
      ['', 'long', 'close', 9, 9, 5, 0],
    ])
    // Where it took all that was bought, the lots before it have paid.
    expect(
      brief(new Told().fill(10, 5, { tag: 1 }).fill(1, 6, { fee: 6, taken: 1, tag: 2 }).fill(-10, 6, { role: ROLE_CLOSE }).end()),
    ).toEqual([['first', 'long', 'close', 10, 10, 6, 0]])
  })

  test('of another currency are converted at the rate of the fill that closes them', () => {
    const told = new Told().fill(10, 5)
    told.rates[0] = 1.5
    expect(brief(told.fill(-10, 6, { role: ROLE_CLOSE }).end())).toEqual([['', 'long', 'close', 10, 15, 0, 0]])
  })

  test('beyond those that may be open at a time are one with the last', () => {
    const told = new Told()
    for (let k = 0; k < OPEN_MAX + 5; k++) told.fill(1, 5, { tag: k < OPEN_MAX ? 1 : 2 })
    told.fill(-OPEN_MAX - 5, 6, { role: ROLE_CLOSE })
    const rows = told.end()
    expect([rows.length, rows.at(-1)?.qty, rows.at(-1)?.tag]).toEqual([OPEN_MAX, 6, 'first'])
    expect(rows.reduce((sum, r) => sum + r.gross, 0)).toBe(OPEN_MAX + 5)
  })
})
