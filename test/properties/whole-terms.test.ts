/** When and at what price orders of every type and term fill, told by the records and the bars. */
import { describe, expect, test } from 'vitest'
import { calendarOf } from '../../src/calendar/calendars.ts'
import { lotSize, tickSize } from '../../src/model/instrument.ts'
import {
  cancelNames,
  DAY,
  LIMIT,
  LIMIT_IF_TOUCHED,
  MARKET_ON_CLOSE,
  MARKET_ON_OPEN,
  ROLE_LIQUIDATION,
  STOP,
  STOP_LIMIT,
  TRAILING_STOP,
} from '../../src/model/order.ts'
import * as R from '../../src/model/record.ts'
import { fillPolicyOf } from '../../src/venue/fill-policy.ts'
import { fillsOf, termsAt, tifOf, type Life } from './order-life.ts'
import { closeOf } from './random-bars.ts'
import type { Row } from './record-run.ts'
import { holds, wilderWorlds, type Played } from './whole-run.ts'

/** The bar that a fill came from: what closes when it is told. Prices in ticks, volume in lots. */
interface Bar {
  readonly openTime: number
  readonly timeBefore: number
  readonly before: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly lots: number
}

const EXPIRED = cancelNames.indexOf('EXPIRED')

function barOf({ series }: Played, fill: Row): Bar | null {
  const { bars, timeframe, instrument } = series[fill[R.INSTRUMENT]!]!
  const row = bars.time.findIndex((t, k) => k < bars.length && closeOf(timeframe, t) === fill[R.TIME])
  if (timeframe.ms === 0 || row < 0) return null
  const ticks = (column: Float64Array): number => column[row]! / tickSize(instrument)
  const [open, high, low, close] = [bars.open, bars.high, bars.low, bars.close].map(ticks) as [number, number, number, number]
  const before = row === 0 ? NaN : bars.close[row - 1]! / tickSize(instrument)
  return {
    openTime: bars.time[row]!,
    timeBefore: bars.time[row - 1] ?? NaN,
    before,
    open,
    high,
    low,
    close,
    lots: bars.volume[row]! / lotSize(instrument),
  }
}

/** Whether a session ended between a bar and the one before it: an order on the close fills at the close of that. */
function closesBefore({ series }: Played, fill: Row, { openTime, timeBefore }: Bar): boolean {
  return calendarOf(series[fill[R.INSTRUMENT]!]!.instrument.calendar).nextClose(timeBefore) <= openTime
}

/** Claims something of every fill of a strategy's orders. */
const eachFill = (claim: (fill: Row, life: Life, played: Played) => void) => (played: Played) => {
  for (const life of played.lives.values()) for (const fill of fillsOf(life)) claim(fill, life, played)
}

/** Policies that fill at once on what is known now look back on the bar at hand. */
function looksBack({ world }: Played): boolean {
  return fillPolicyOf(world.fill).accepted !== undefined
}

/** Quotes and single prints have prices of their own. */
function readsBars({ world }: Played): boolean {
  return world.kind !== 'quotes' && !world.fill.startsWith('tick')
}

const latencyOf = ({ world }: Played): number => world.costs.latencyMs ?? 0

describe('time', () => {
  test('I25: no order fills on a bar that opened before it was decided and had arrived', () => {
    holds(
      wilderWorlds,
      eachFill((fill, { row }, played) => {
        const bar = barOf(played, fill)
        const isForced = fill[R.FILL_ROLE] === ROLE_LIQUIDATION
        if (bar === null || isForced || looksBack(played) || row[R.ORDER_PARENT] !== 0) return
        // A market-on-close has to be there before the close, not before the bar.
        const seen = row[R.ORDER_TYPE] === MARKET_ON_CLOSE ? fill[R.TIME]! - 1 : bar.openTime
        expect(seen).toBeGreaterThanOrEqual(row[R.TIME]! + latencyOf(played))
      }),
    )
  })

  test('what an order places fills no earlier than the bar that placed it', () => {
    holds(
      wilderWorlds,
      eachFill((fill, { row }) => {
        expect(fill[R.TIME]).toBeGreaterThanOrEqual(row[R.TIME]!)
      }),
    )
  })

  test('nothing fills on a bar that opened at or after its order was dead', () => {
    holds(
      wilderWorlds,
      eachFill((fill, life, played) => {
        const dead = termsAt(life, fill)[R.ORDER_EXPIRES]!
        const opened = barOf(played, fill)?.openTime ?? fill[R.TIME]!
        if (dead !== 0 && !looksBack(played)) expect(opened).toBeLessThan(dead)
      }),
    )
  })

  test('an order that has a time to end is told dead at that time, or with the first bar that reaches over it', () => {
    holds(wilderWorlds, ({ lives }) => {
      for (const life of lives.values()) {
        const end = life.events.at(-1)!
        const dead = termsAt(life, end)[R.ORDER_EXPIRES]!
        if (end[R.KIND] === R.CANCEL && end[R.CANCEL_REASON] === EXPIRED && dead !== 0) expect(end[R.TIME]).toBeGreaterThanOrEqual(dead)
      }
    })
  })

  test('day orders are dead at the close of their session', () => {
    holds(wilderWorlds, (played) => {
      for (const { row } of played.lives.values()) {
        if (tifOf(row) !== DAY || row[R.ORDER_PARENT] !== 0) continue
        const { calendar } = played.series[row[R.INSTRUMENT]!]!.instrument
        expect(row[R.ORDER_EXPIRES]).toBe(calendarOf(calendar).nextClose(row[R.TIME]!))
      }
    })
  })

  test('market-on-open fills at the open that begins the next session, market-on-close at the close that ends it, or at the last before it', () => {
    holds(
      wilderWorlds,
      eachFill((fill, { row }, played) => {
        const isOpening = row[R.ORDER_TYPE] === MARKET_ON_OPEN
        const bar = barOf(played, fill)
        if ((!isOpening && row[R.ORDER_TYPE] !== MARKET_ON_CLOSE) || bar === null || !readsBars(played)) return
        const calendar = calendarOf(played.series[fill[R.INSTRUMENT]!]!.instrument.calendar)
        const arrived = row[R.TIME]! + latencyOf(played)
        const edge = isOpening ? calendar.nextOpen(arrived - 1) : calendar.nextClose(arrived)
        const fair = fill[R.FILL_TICKS]! - row[R.SIDE]! * fill[R.FILL_SLIPPAGE]!
        expect(edge).toBeLessThanOrEqual(fill[R.TIME]!)
        // LEAN takes the close of whatever bar comes after.
        if (played.world.fill !== 'lean')
          expect(fair).toBeCloseTo(isOpening ? bar.open : closesBefore(played, fill, bar) ? bar.before : bar.close, 6)
      }),
    )
  })
})

describe('price', () => {
  test('no limit fills worse than its limit, and none pays slippage', () => {
    holds(
      wilderWorlds,
      eachFill((fill, life) => {
        const terms = termsAt(life, fill)
        const type = terms[R.ORDER_TYPE]!
        const hasBoth = type === STOP_LIMIT || type === LIMIT_IF_TOUCHED
        if (type !== LIMIT && !hasBoth) return
        const limit = terms[hasBoth ? R.ORDER_LIMIT : R.ORDER_LEVEL]!
        expect(life.row[R.SIDE]! * (fill[R.FILL_TICKS]! - limit)).toBeLessThanOrEqual(0)
        expect(fill[R.FILL_SLIPPAGE]).toBe(0)
      }),
    )
  })

  test('no stop fills better than its level, and slippage is against it', () => {
    holds(
      wilderWorlds,
      eachFill((fill, life, { world }) => {
        const terms = termsAt(life, fill)
        expect(fill[R.FILL_SLIPPAGE]).toBeGreaterThanOrEqual(0)
        // One by one fills a stop that price has already passed at the open, whatever its level; what is quoted may be better than a trade.
        const hasOwnPrice = world.fill.startsWith('one-by-one') || (world.kind === 'quotes' && !world.fill.includes('lean'))
        // A stop that was reached when there was no volume left is at market from then on.
        const isShared = world.costs.volumeLimit !== undefined
        const isPlainStop = terms[R.ORDER_TYPE] === STOP && fill === fillsOf(life)[0] && !hasOwnPrice && !isShared
        if (isPlainStop) expect(life.row[R.SIDE]! * (fill[R.FILL_TICKS]! - terms[R.ORDER_LEVEL]!)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  test('fills before slippage are prices that the bar had', () => {
    holds(
      wilderWorlds,
      eachFill((fill, { row }, played) => {
        const bar = barOf(played, fill)
        // One by one fills a stop-limit at its stop, wherever the bar opened.
        if (played.world.fill.startsWith('one-by-one') && row[R.ORDER_TYPE] === STOP_LIMIT) return
        const isLevel = played.world.fill === 'touch' || played.world.fill === 'lean'
        if (bar === null || isLevel || !readsBars(played) || fill[R.FILL_ROLE] === ROLE_LIQUIDATION) return
        if (row[R.ORDER_TYPE] === MARKET_ON_CLOSE && closesBefore(played, fill, bar)) return
        const fair = fill[R.FILL_TICKS]! - fill[R.SIDE]! * fill[R.FILL_SLIPPAGE]!
        expect([fair >= bar.low - 1e-6, fair <= bar.high + 1e-6]).toEqual([true, true])
      }),
    )
  })

  test('a trailing stop follows price one way only, unless it is amended', () => {
    holds(wilderWorlds, ({ seen, lives }) => {
      const last = new Map<number, { readonly time: number; readonly stop: number }>()
      for (const { time, orders } of seen) {
        for (const { id, type, stop, side } of orders) {
          if (type !== 'trailing-stop' || stop === undefined) continue
          const before = last.get(id)
          const isNew = lives.get(id)!.events.some((e) => e[R.KIND] === R.AMEND && e[R.TIME]! >= (before?.time ?? 0) && e[R.TIME]! <= time)
          if (before !== undefined && !isNew) expect((side === 'buy' ? -1 : 1) * (stop - before.stop)).toBeGreaterThanOrEqual(-1e-9)
          last.set(id, { time, stop })
        }
      }
    })
  })

  test('post-only never takes: it does not fill on the first bar where that opens through its price', () => {
    holds(
      wilderWorlds,
      eachFill((fill, life, played) => {
        const bar = barOf(played, fill)
        if (!life.postOnly || bar === null || looksBack(played) || !readsBars(played)) return
        // What another order placed has seen the bar that it was born in.
        if (life.row[R.ORDER_PARENT] !== 0) return
        const { bars } = played.series[fill[R.INSTRUMENT]!]!
        const level = termsAt(life, fill)[R.ORDER_LEVEL]!
        const isFirst = bars.time.find((t) => t >= life.row[R.TIME]! + latencyOf(played)) === bar.openTime
        if (isFirst) expect(life.row[R.SIDE]! * (bar.open - level)).toBeGreaterThan(0)
      }),
    )
  })

  test('of a bar no more is filled than the share of its volume', () => {
    holds(wilderWorlds, (played) => {
      const share = played.world.costs.volumeLimit
      if (share === undefined) return
      const taken = new Map<string, number>()
      for (const fill of played.rows) {
        const bar = fill[R.KIND] === R.FILL && fill[R.FILL_ROLE] !== ROLE_LIQUIDATION ? barOf(played, fill) : null
        if (bar === null) continue
        const key = `${fill[R.INSTRUMENT]} ${bar.openTime}`
        taken.set(key, (taken.get(key) ?? 0) + fill[R.LOTS]!)
        expect(taken.get(key)).toBeLessThanOrEqual(bar.lots * share * (1 + 1e-9))
      }
    })
  })
})

describe('amendments', () => {
  test('an amendment never brings what is filled back, and is told with what is left', () => {
    holds(wilderWorlds, ({ lives }) => {
      for (const { events } of lives.values())
        for (const e of events) if (e[R.KIND] === R.AMEND) expect(e[R.LOTS]).toBeGreaterThanOrEqual(1)
    })
  })

  test('an amendment changes neither side, market, parent, role nor owner', () => {
    holds(wilderWorlds, ({ lives }) => {
      for (const { row, events } of lives.values()) {
        for (const e of events.filter((event) => event[R.KIND] === R.AMEND)) {
          for (const field of [R.SIDE, R.INSTRUMENT, R.ORDER_PARENT, R.ORDER_ROLE]) expect(e[field]).toBe(row[field])
          expect(Math.floor(e[R.ORDER_TERMS]! / 8)).toBe(Math.floor(row[R.ORDER_TERMS]! / 8))
        }
      }
    })
  })

  test('a trailing stop is nothing else until it has begun to fill', () => {
    holds(wilderWorlds, ({ lives, world }) => {
      // Or until it was reached and no volume was left for it.
      if (world.costs.volumeLimit !== undefined) return
      for (const life of lives.values()) {
        if (life.row[R.ORDER_TYPE] !== TRAILING_STOP) continue
        const [first] = fillsOf(life)
        const before = first === undefined ? life.events : life.events.slice(0, life.events.indexOf(first))
        expect(before.filter((e) => e[R.KIND] === R.AMEND && e[R.ORDER_TYPE] !== TRAILING_STOP)).toEqual([])
      }
    })
  })
})
