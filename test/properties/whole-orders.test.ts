/** What becomes of orders of every type and term in runs under any rules, told by the records and by what strategies see. */
import { describe, expect, test } from 'vitest'
import { lotSize } from '../../src/model/instrument.ts'
import { orderStates, transitions, type OrderState } from '../../src/model/order-state.ts'
import { cancelNames, FOK, IOC, refusalNames, ROLE_ENTRY } from '../../src/model/order.ts'
import * as R from '../../src/model/record.ts'
import { adjustKind, fillsOf, stagesOf, termsAt, tifOf, type Life } from './order-life.ts'
import type { Row } from './record-run.ts'
import { holds, wilderWorlds, type Played } from './whole-run.ts'

/** Refusals of amendments and cancels have numbers of their own, that nobody was given. */
const aboutOthers = new Set(['UNKNOWN_ORDER', 'FINISHED_ORDER', 'BAD_AMEND'])

const SPLIT = cancelNames.indexOf('SPLIT')

const eachLife = (claim: (life: Life, played: Played) => void) => (played: Played) => {
  for (const life of played.lives.values()) claim(life, played)
}

describe('orders', () => {
  test('I17: every request ends once, as an order or as a refusal', () => {
    holds(wilderWorlds, ({ rows, numbered }) => {
      const answers = new Map<number, number>()
      for (const r of rows) if (r[R.KIND] === R.ORDER || r[R.KIND] === R.REFUSAL) answers.set(r[R.ID]!, (answers.get(r[R.ID]!) ?? 0) + 1)
      expect(numbered.filter((id) => answers.get(id) !== 1)).toEqual([])
      expect([...answers.values()].filter((n) => n !== 1)).toEqual([])
    })
  })

  test('I04: filled never exceeds ordered, amendments counted, and each fill tells what is left', () => {
    holds(
      wilderWorlds,
      eachLife((life) => {
        for (const { ordered, filled, left, row } of stagesOf(life)) {
          expect(filled).toBeLessThanOrEqual(ordered)
          if (row[R.KIND] === R.FILL) expect(row[R.FILL_LEFT]).toBe(left)
          // A split may leave less than a lot, and that is told as its end.
          if (row[R.KIND] === R.CANCEL) expect(row[R.LOTS]).toBe(row[R.CANCEL_REASON] === SPLIT ? 0 : left)
          expect(left).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })

  test('I05: what is filled only grows, by whole lots of one side', () => {
    holds(
      wilderWorlds,
      eachLife((life) => {
        for (const fill of fillsOf(life)) {
          expect(fill[R.LOTS]).toBeGreaterThanOrEqual(1)
          expect(fill[R.SIDE]).toBe(life.row[R.SIDE])
        }
      }),
    )
  })

  test('I10: an order ends once, wholly filled or cancelled, and nothing is told of it after its end', () => {
    holds(
      wilderWorlds,
      eachLife((life) => {
        const isEnd = (e: Row): boolean => e[R.KIND] === R.CANCEL || (e[R.KIND] === R.FILL && e[R.FILL_LEFT] === 0)
        expect(life.events.findIndex(isEnd)).toBe(life.events.length - 1)
        expect(life.events.length).toBeGreaterThan(0)
      }),
    )
  })

  test('I10: from step to step, what a strategy sees of an order’s state is a way that the table has', () => {
    const ways = reachable()
    holds(wilderWorlds, ({ seen }) => {
      const last = new Map<number, OrderState>()
      for (const { id, state } of seen.flatMap((s) => s.orders)) {
        const before = last.get(id)
        if (before !== undefined && before !== state) expect(ways[before]).toContain(state)
        last.set(id, state)
      }
    })
  })

  test('I16: an order stays open, and may fill, until its cancel arrives; what a strategy sees of it is what the records say', () => {
    holds(wilderWorlds, ({ lives, seen, series, world }) => {
      for (const { time, orders } of seen) {
        for (const { id, filled } of orders) {
          const life = lives.get(id)!
          if (life.events.some((e) => e[R.KIND] === R.CANCEL && e[R.TIME]! < time))
            throw new Error(`order ${id} was cancelled before ${time}`)
          // A split changes the units of what has filled.
          if (world.kind === 'actions') continue
          const lots = Math.round(filled / lotSize(series[life.row[R.INSTRUMENT]!]!.instrument))
          const told = stagesOf(life).some((s) => s.row[R.TIME]! <= time && s.filled === lots)
          if (!told) throw new Error(`order ${id} had not filled ${lots} lots at ${time}`)
        }
      }
    })
  })
})

/** States that may follow within one step, by state: all that can be reached without an end. */
function reachable(): Readonly<Record<string, readonly OrderState[]>> {
  const from = (state: OrderState, found: Set<OrderState>): Set<OrderState> => {
    for (const next of transitions[state]) {
      if (!found.has(next)) from(next, found.add(next))
    }
    return found
  }
  return Object.fromEntries(orderStates.map((state) => [state, [...from(state, new Set())]]))
}

describe('what an order is for', () => {
  test('I14: what closes, stops, takes profit, liquidates or only reduces never makes a position larger or turns it', () => {
    holds(wilderWorlds, ({ rows, lives, world }) => {
      const inCoin = world.costs.feeSchedule === 'binance-spot' || world.costs.feeSchedule === 'bitfinex'
      const held = new Map<string, number>()
      for (const row of rows) {
        if (row[R.KIND] === R.ADJUST && adjustKind(row) === 'split')
          held.set(`${row[R.ID]} ${row[R.INSTRUMENT]}`, row[R.SIDE]! * row[R.LOTS]!)
        if (row[R.KIND] !== R.FILL) continue
        const { owner, onlyReduces } = lives.get(row[R.ID]!)!
        const key = `${owner} ${row[R.INSTRUMENT]}`
        const before = held.get(key) ?? 0
        const after = row[R.FILL_POSITION]!
        held.set(key, after)
        if (onlyReduces) {
          expect(Math.abs(after)).toBeLessThan(Math.abs(before))
          expect(before * after).toBeGreaterThanOrEqual(0)
        }
        // I01, by owner: a fee in coin alone takes lots beside the fill's own.
        if (!inCoin) expect(after).toBe(before + row[R.SIDE]! * row[R.LOTS]!)
      }
    })
  })

  test('legs belong to an entry of the other side that filled at their moment, and to nobody else’s', () => {
    holds(wilderWorlds, ({ lives }) => {
      for (const { row, owner } of lives.values()) {
        if (row[R.ORDER_PARENT] === 0) continue
        const parent = lives.get(row[R.ORDER_PARENT]!)!
        expect(parent.owner).toBe(owner)
        expect(parent.row[R.INSTRUMENT]).toBe(row[R.INSTRUMENT])
        expect(fillsOf(parent).map((f) => f[R.TIME])).toContain(row[R.TIME])
        if (row[R.ORDER_ROLE] !== ROLE_ENTRY) expect(row[R.SIDE]).toBe(-parent.row[R.SIDE]!)
      }
    })
  })

  test('of a group in which one cancels the others, members that fill fill as one', () => {
    holds(wilderWorlds, ({ rows, groups }) => {
      const filled = new Set(rows.filter((r) => r[R.KIND] === R.FILL).map((r) => r[R.ID]!))
      for (const group of groups) expect(group.filter((id) => filled.has(id)).length).toBeLessThanOrEqual(1)
    })
  })

  test('fill-or-kill fills all of it in one moment, or nothing', () => {
    holds(
      wilderWorlds,
      eachLife((life) => {
        const [first] = fillsOf(life)
        if (first === undefined || tifOf(termsAt(life, first)) !== FOK) return
        expect([first[R.FILL_LEFT], fillsOf(life).length]).toEqual([0, 1])
      }),
    )
  })

  test('immediate-or-cancel takes what it can at its first chance and is gone in that moment', () => {
    holds(
      wilderWorlds,
      eachLife((life) => {
        const [first] = fillsOf(life)
        if (first === undefined || tifOf(termsAt(life, first)) !== IOC) return
        expect(life.events.at(-1)![R.TIME]).toBe(first[R.TIME])
      }),
    )
  })
})

describe('refusals', () => {
  test('each has a reason that is in the list and a number of its own, and those of amendments and cancels name the order', () => {
    holds(wilderWorlds, ({ rows, numbered }) => {
      const given = new Set<number>(numbered)
      for (const r of rows.filter((row) => row[R.KIND] === R.REFUSAL)) {
        const reason = refusalNames[r[R.REFUSAL_REASON]!]!
        expect(refusalNames).toContain(reason)
        if (aboutOthers.has(reason) && r[R.REFUSAL_ORDER] !== 0) expect(given.has(r[R.ID]!)).toBe(false)
      }
    })
  })
})
