/** Money, positions and limits in runs under any rules, folded from the records by plain code. */
import { describe, expect, test } from 'vitest'
import { lotSize, tickSize } from '../../src/model/instrument.ts'
import * as R from '../../src/model/record.ts'
import type { Ledger } from '../../src/portfolio/ledger.ts'
import { adjustKind } from './order-life.ts'
import { PlainBooks } from './plain-books.ts'
import { closeOf } from './random-bars.ts'
import type { Row } from './record-run.ts'
import { holds, wilderWorlds, worlds, type Played } from './whole-run.ts'

const UNIT = 1e6
/** Fields of records that are figures and not whole numbers. */
const doubles: Readonly<Record<number, readonly number[]>> = {
  [R.ROUND_TRIP]: [R.TRIP_ENTRY_TICKS, R.TRIP_EXIT_TICKS],
  [R.ADJUST]: [R.ADJUST_FACTOR],
  [R.RATE]: [R.RATE_VALUE],
}

function booksOf({ series, world }: Played): PlainBooks {
  return new PlainBooks(
    series.map((s) => s.instrument),
    world.cash * UNIT,
  )
}

function take(books: PlainBooks, row: Row): void {
  if (row[R.KIND] === R.FILL) books.fill(row)
  if (row[R.KIND] === R.ADJUST) books.adjust(row)
}

describe('books', () => {
  test('I01: positions are the sum of fills and adjustments, by instrument, to the lot', () => {
    holds(worlds, (played) => {
      const books = booksOf(played)
      for (const row of played.rows) take(books, row)
      expect(books.lots).toEqual([...played.engine.ledger.lots])
    })
  })

  test('I02: cash is what was there, less what was bought, plus what was sold, less fees, plus what came without a fill, to the unit', () => {
    holds(worlds, (played) => {
      const books = booksOf(played)
      for (const row of played.rows) take(books, row)
      expect([books.cash, books.fees]).toEqual([played.engine.ledger.cash, played.engine.ledger.fees])
    })
  })

  test('I03: equity and exposure at every step are cash and positions at their last closes', () => {
    holds(worlds, (played) => {
      const books = booksOf(played)
      const closes = new Closes(played)
      let next = 0
      for (const [m, [time, equity, exposure]] of played.marks.entries()) {
        // Prints of one instant are steps of their own: the last of them has seen all.
        if (played.marks[m + 1]?.[0] === time) continue
        for (; next < played.rows.length && played.rows[next]![R.TIME]! <= time; next++) take(books, played.rows[next]!)
        closes.until(time)
        const values = played.series.map((s, k) =>
          books.lots[k] === 0 ? 0 : (books.lots[k]! * books.units[k]! * closes.at[k]!) / tickSize(s.instrument),
        )
        const worth = values.reduce((a, b) => a + b, 0)
        const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 + 1e-12 * Math.abs(b)
        expect([near(equity, (books.cash + worth) / UNIT), near(exposure, values.reduce((a, b) => a + Math.abs(b), 0) / UNIT)]).toEqual([
          true,
          true,
        ])
      }
    })
  })

  test('I03: cash and cost together are what was there, what came, what was realised, less fees, in every ledger, to the unit', () => {
    holds(wilderWorlds, ({ engine, world }) => {
      const sum = (column: Float64Array): number => column.reduce((a, b) => a + b, 0)
      const gap = (l: Ledger, opening: number): number =>
        sum(l.cashOf) + sum(l.cost) - opening - sum(l.adjustedOf) - sum(l.realisedOf) + sum(l.feesOf)
      const { account, owners } = engine.subs
      expect(gap(account, world.cash * UNIT)).toBe(0)
      if (owners.length > 1) expect(owners.map((own) => gap(own, 0))).toEqual(owners.map(() => 0))
    })
  })

  test('owners’ positions, cost, profit and fees are the account’s, to the unit', () => {
    holds(wilderWorlds, ({ engine }) => {
      const { account, owners } = engine.subs
      for (const name of ['lots', 'cost', 'realisedOf', 'feesOf'] as const) {
        expect([...account[name]]).toEqual([...account[name]].map((_, k) => owners.reduce((sum, own) => sum + own[name][k]!, 0)))
      }
    })
  })

  test('round trips tell all profit and all fees but those of what is still open', () => {
    holds(worlds, ({ rows, end, world }) => {
      const total = (kind: number, field: number): number => rows.reduce((sum, r) => sum + (r[R.KIND] === kind ? r[field]! : 0), 0)
      const open = end.open.reduce((sum, p) => sum + p.fees, 0)
      expect(total(R.ROUND_TRIP, R.TRIP_FEES) + open).toBe(total(R.FILL, R.FILL_FEE))
      const isPlain = world.kind !== 'actions' && world.costs.borrowRate === undefined
      if (isPlain && end.open.length === 0) expect(total(R.ROUND_TRIP, R.TRIP_GROSS)).toBe(total(R.FILL, R.FILL_REALISED))
      for (const t of rows.filter((r) => r[R.KIND] === R.ROUND_TRIP))
        expect([t[R.TRIP_MAE]! <= 0, t[R.TRIP_MFE]! >= 0]).toEqual([true, true])
    })
  })
})

/** Last closes as a plain reader of the bars would have them. */
class Closes {
  readonly at: number[]
  private readonly next: number[]
  private readonly acted: number[]
  private readonly played: Played

  constructor(played: Played) {
    this.played = played
    this.at = played.series.map(() => NaN)
    this.next = played.series.map(() => 0)
    this.acted = played.series.map(() => 0)
  }

  until(time: number): void {
    for (const [k, s] of this.played.series.entries()) {
      const closes = (row: number): number =>
        s.closes?.[row] ?? (s.timeframe.ms === 0 ? s.bars.time[row]! : closeOf(s.timeframe, s.bars.time[row]!))
      for (;;) {
        const action = s.actions?.[this.acted[k]!]
        const row = this.next[k]!
        const bar = row < s.bars.length ? closes(row) : Infinity
        // A bar that ends at the instant of an action was over before it.
        if (action !== undefined && action.time <= time && action.time < bar) {
          if (action.kind === 'split' && !action.inPrices) this.at[k] = this.at[k]! / action.ratio
          this.acted[k] = this.acted[k]! + 1
        } else if (bar <= time) {
          this.at[k] = s.bars.close[row]!
          this.next[k] = row + 1
        } else break
      }
    }
  }
}

describe('numbers', () => {
  test('I24: records hold no NaN, no infinity, no −0 and, but for averages and rates, only whole numbers that are exact', () => {
    holds(wilderWorlds, ({ rows }) => {
      for (const row of rows) {
        for (const [field, value] of row.entries()) {
          const isFigure = doubles[row[R.KIND]!]?.includes(field) === true
          const isRight = !Object.is(value, -0) && (isFigure ? Number.isFinite(value) : Number.isSafeInteger(value))
          if (!isRight) throw new Error(`${R.recordKinds[row[R.KIND]!]} has ${Object.is(value, -0) ? '-0' : value} in field ${field}`)
        }
      }
    })
  })

  test('I24: ledgers hold only whole numbers that are exact, and no −0', () => {
    holds(wilderWorlds, ({ engine }) => {
      for (const l of [engine.subs.account, ...engine.subs.owners]) {
        for (const column of [l.lots, l.cost, l.cashOf, l.realisedOf, l.feesOf, l.adjustedOf]) {
          expect([...column].filter((x) => !Number.isSafeInteger(x) || Object.is(x, -0))).toEqual([])
        }
      }
    })
  })

  test('I24: equity, exposure and margins that are told are finite at every step', () => {
    holds(wilderWorlds, ({ marks, seen }) => {
      expect(marks.filter((mark) => !mark.every(Number.isFinite))).toEqual([])
      expect(seen.filter((s) => ![s.equity, s.marginUsed, s.marginFree, ...s.qty].every(Number.isFinite))).toEqual([])
    })
  })

  test('I21: steps, times and numbers only grow, and nobody decides at a time before the last', () => {
    holds(wilderWorlds, ({ rows, marks, seen }) => {
      const falls = (list: readonly number[], least: number): number[] => list.filter((x, k) => k > 0 && x - list[k - 1]! < least)
      expect(
        falls(
          rows.map((r) => r[R.STEP]!),
          0,
        ),
      ).toEqual([])
      expect(
        falls(
          rows.map((r) => r[R.TIME]!),
          0,
        ),
      ).toEqual([])
      expect(
        falls(
          marks.map(([time]) => time),
          0,
        ),
      ).toEqual([])
      expect(
        falls(
          seen.filter((s) => s.owner === 0).map((s) => s.time),
          0,
        ),
      ).toEqual([])
      expect(new Set(rows.filter((r) => r[R.KIND] === R.ORDER).map((r) => r[R.ID])).size).toBe(
        rows.filter((r) => r[R.KIND] === R.ORDER).length,
      )
    })
  })
})

describe('limits', () => {
  test('I13: after every fill that adds, position and shorts are within their limits', () => {
    holds(worlds, (played) => {
      const { world, series, rows, lives } = played
      // A split may leave more units than the limit.
      if (world.kind === 'actions') return
      const books = booksOf(played)
      const isLongOnly = !world.allowShort || world.margin === 'cash' || world.margin === 'lean-cash'
      for (const row of rows) {
        const before = [...books.lots]
        take(books, row)
        if (row[R.KIND] !== R.FILL) continue
        const k = row[R.INSTRUMENT]!
        const after = books.lots[k]!
        // What closes an owner's position may add to the account's.
        if (Math.abs(after) <= Math.abs(before[k]!) || lives.get(row[R.ID]!)!.onlyReduces) continue
        expect(Math.abs(after) * lotSize(series[k]!.instrument)).toBeLessThanOrEqual(world.positionQtyMax + 1e-9)
        if (isLongOnly && world.owners === 1) expect(after).toBeGreaterThanOrEqual(0)
      }
    })
  })

  test('I13: no more orders of a strategy’s own are open than the limit', () => {
    holds(wilderWorlds, ({ world, seen }) => {
      const most = Math.max(0, ...seen.map((s) => s.orders.filter((o) => o.role === 'entry' && o.parent === undefined).length))
      expect(most).toBeLessThanOrEqual(world.openOrdersMax)
    })
  })

  test('I07: what open orders reserve is never negative, and nothing once none is open', () => {
    holds(wilderWorlds, ({ seen, world }) => {
      for (const { equity, marginUsed, marginFree, orders } of seen) {
        const reserved = equity - marginUsed - marginFree
        const noise = 1e-6 + 1e-12 * Math.abs(equity)
        if (!(reserved >= -noise)) throw new Error(`${reserved} is reserved`)
        if (world.owners === 1 && orders.length === 0 && !(reserved <= noise)) throw new Error(`${reserved} is reserved for no order`)
      }
    })
  })

  test('adjustments are told with the position before and after, and only splits change it', () => {
    holds(wilderWorlds, ({ rows }) => {
      for (const row of rows.filter((r) => r[R.KIND] === R.ADJUST)) {
        const [before, after] = [row[R.ADJUST_LOTS_BEFORE]!, row[R.SIDE]! * row[R.LOTS]!]
        if (adjustKind(row) === 'split') expect(after).toBe(Math.trunc(before * row[R.ADJUST_FACTOR]! + Math.sign(before) * 1e-6) + 0)
        else if (adjustKind(row) !== 'delisting') expect(after).toBe(before)
      }
    })
  })
})
