/** Orders that wait: changed, taken back, expired, and each kind of them once. */
import { moment, strategy, timestamp, type Market, type OrderId } from '../../../../src/index.ts'
import { spyDaily, spyMinute, week, type LeanAlgorithm } from '../lean-algorithm.ts'
import { wallClock } from '../new-york.ts'

const isOpen = (market: Market, id: OrderId): boolean => market.orders.some((order) => order.id === id)

/** A touch order that shrinks by a share a minute, its trigger rounded to five digits; given up when one share is left. */
export const limitIfTouched: LeanAlgorithm = {
  name: 'LimitIfTouchedRegressionAlgorithm',
  ...week,
  data: [spyMinute],
  strategy: () =>
    strategy({
      name: 'limit-if-touched',
      setup({ market, on, now }) {
        const spy = market('SPY')
        let [id, side, qty, touch] = [0 as OrderId, 1, 0, 0]
        on(moment, () => {
          if (spy.orders.length === 0) {
            side = Number(wallClock(now()).slice(8, 10)) < 9 ? 1 : -1
            qty = 10
            touch = spy.price - 0.25 * side
            const request = { qty, touch, limit: spy.price - side }
            id = side > 0 ? spy.buy(request) : spy.sell(request)
          } else if (side > 0 && qty === 1) spy.cancelAll()
          else {
            if (qty > 1) spy.amend(id, { qty: --qty })
            touch = Number(touch.toPrecision(5))
            spy.amend(id, { stop: touch })
          }
        })
      },
    }),
}

/** Good till cancelled, for the day, and until the close of a date: of each one far below the market and one above it. */
export const timeInForce: LeanAlgorithm = {
  name: 'TimeInForceAlgorithm',
  ...week,
  data: [spyMinute],
  strategy: () =>
    strategy({
      name: 'time-in-force',
      setup({ market, on }) {
        const spy = market('SPY')
        let asked = false
        on(moment, () => {
          if (asked) return
          asked = true
          const date = { expires: timestamp('2013-10-10T20:00Z') }
          spy.buy({ qty: 10, limit: 100 })
          spy.buy({ qty: 10, limit: 160 })
          spy.buy({ qty: 10, limit: 140, expires: 'day' })
          spy.buy({ qty: 10, limit: 180, expires: 'day' })
          spy.buy({ qty: 10, limit: 100, ...date })
          spy.buy({ qty: 10, limit: 160, ...date })
        })
      },
    }),
}

const KINDS = ['market', 'limit', 'stop', 'stop-limit', 'open', 'close', 'trail'] as const

/**
 * Each month another kind of order: made larger in its second week, moved in its third, given up after that. LEAN is told the kind
 * outright here, so that nothing is converted by the hour.
 */
export const updateOrder: LeanAlgorithm = {
  name: 'UpdateOrderRegressionAlgorithm',
  from: '2013-01-01',
  to: '2015-01-01',
  data: [spyDaily],
  options: { conversion: 'none' },
  strategy: () =>
    strategy({
      name: 'update-order',
      setup({ market, on, now }) {
        const spy = market('SPY')
        const bars = spy.bars()
        let [id, side, turn, changes, month] = [0 as OrderId, 1, -1, 0, '']
        const kind = (): (typeof KINDS)[number] => KINDS[turn]!
        const ask = (): void => {
          turn = (turn + 1) % KINDS.length
          if (turn === 0) side = -side
          changes = 0
          const stop = (1 + side * 0.025) * (side > 0 ? bars.high() : bars.low())
          const request =
            kind() === 'limit'
              ? { limit: (1 - side * 0.025) * (side > 0 ? bars.low() : bars.high()) }
              : kind() === 'stop'
                ? { stop }
                : kind() === 'stop-limit'
                  ? { stop, limit: (1 - side * 0.025) * stop }
                  : kind() === 'trail'
                    ? { trail: { percent: 1 } }
                    : kind() === 'market'
                      ? {}
                      : { on: kind() as 'open' | 'close' }
          id = side > 0 ? spy.buy({ qty: 100, ...request }) : spy.sell({ qty: 100, ...request })
        }
        on(bars, () => {
          const date = wallClock(now())
          const day = Number(date.slice(8, 10))
          if (date.slice(0, 7) !== month) {
            month = date.slice(0, 7)
            return ask()
          }
          if (!isOpen(spy, id)) return
          if (day > 8 && day < 14) {
            if (changes++ === 0) spy.amend(id, { qty: 110 })
            else changes--
          } else if (day > 13 && day < 20) {
            if (changes !== 1) return
            changes++
            const limit = spy.price * (1 - side * 0.005)
            const stop = spy.price * (1 + side * 0.005)
            if (kind() === 'limit') spy.amend(id, { limit })
            else if (kind() === 'stop') spy.amend(id, { stop })
            else if (kind() === 'stop-limit') spy.amend(id, { stop, limit })
          } else if (changes === 2) spy.cancel(id)
        })
      },
    }),
}

interface Pair {
  long: OrderId
  short: OrderId
}

/** Each kind of order in a week, in pairs of which one is taken back as the other fills, their prices moved together by a cent a minute. */
export const orderTickets: LeanAlgorithm = {
  name: 'OrderTicketDemoAlgorithm',
  ...week,
  data: [spyMinute],
  strategy: () =>
    strategy({
      name: 'order-tickets',
      setup({ market, on, now }) {
        const spy = market('SPY')
        let limits: Pair | null = null
        let stops: Pair | null = null
        let stopLimits: Pair | null = null
        let trails: Pair | null = null
        const ended = (pair: Pair): boolean => {
          if (isOpen(spy, pair.long) && isOpen(spy, pair.short)) return false
          spy.cancel(isOpen(spy, pair.long) ? pair.long : pair.short)
          return true
        }
        /** Prices of the pair, as they were last asked for. */
        const level = { limit: [0, 0], stop: [0, 0], both: [0, 0, 0, 0] }
        /** The trigger of an order that was triggered is no longer there to be moved. */
        const moveBoth = (id: OrderId, stop: number, limit: number): void => {
          const triggered = spy.orders.some((order) => order.id === id && order.state === 'triggered')
          spy.amend(id, triggered ? { limit } : { stop, limit })
        }
        let [percent, since, onOpen, onOpenQty, onClose, onCloseQty] = [0.25, 0, 0, 0, 0, 0]
        const limitOrders = (time: string): void => {
          let isNew = false
          if (time === '07 12:00') {
            isNew = true
            level.limit = [spy.price * 0.999, spy.price * 1.001]
            limits = { long: spy.buy({ qty: 10, limit: level.limit[0]! }), short: spy.sell({ qty: 10, limit: level.limit[1]! }) }
          }
          if (limits === null) return
          if (!isNew && ended(limits)) return void (limits = null)
          level.limit = [level.limit[0]! + 0.01, level.limit[1]! - 0.01]
          spy.amend(limits.long, { limit: level.limit[0]! })
          spy.amend(limits.short, { limit: level.limit[1]! })
        }
        const stopOrders = (time: string): void => {
          let isNew = false
          if (time === '07 16:00') {
            isNew = true
            level.stop = [spy.price * 1.0025, spy.price * 0.9975]
            stops = { long: spy.buy({ qty: 10, stop: level.stop[0]! }), short: spy.sell({ qty: 10, stop: level.stop[1]! }) }
          }
          if (stops === null) return
          if (!isNew && ended(stops)) return void (stops = null)
          level.stop = [level.stop[0]! - 0.01, level.stop[1]! + 0.01]
          spy.amend(stops.long, { stop: level.stop[0]! })
          spy.amend(stops.short, { stop: level.stop[1]! })
        }
        const stopLimitOrders = (time: string): void => {
          let isNew = false
          if (time === '08 12:01') {
            isNew = true
            level.both = [spy.price * 1.001, spy.price - 0.03, spy.price * 0.999, spy.price + 0.03]
            stopLimits = {
              long: spy.buy({ qty: 10, stop: level.both[0]!, limit: level.both[1]! }),
              short: spy.sell({ qty: 10, stop: level.both[2]!, limit: level.both[3]! }),
            }
          }
          if (stopLimits === null) return
          if (!isNew && ended(stopLimits)) return void (stopLimits = null)
          level.both = [level.both[0]! - 0.01, level.both[1]! + 0.01, level.both[2]! + 0.01, level.both[3]! - 0.01]
          moveBoth(stopLimits.long, level.both[0]!, level.both[1]!)
          moveBoth(stopLimits.short, level.both[2]!, level.both[3]!)
        }
        const trailingOrders = (time: string): void => {
          if (time === '07 12:00') {
            since = now()
            trails = { long: spy.buy({ qty: 10, trail: { percent } }), short: spy.sell({ qty: 10, trail: { percent } }) }
            return
          }
          if (trails === null) return
          if (ended(trails)) return void (trails = null)
          if ((now() - since) % 300_000 !== 0) return
          percent = Math.max(percent - 0.01, 0.01)
          spy.amend(trails.long, { trail: { percent } })
          spy.amend(trails.short, { trail: { percent } })
        }
        const auctions = (time: string): void => {
          const isLate = time.endsWith(':59')
          if (time === '08 14:00') onOpen = spy.buy({ qty: (onOpenQty = 50), on: 'open' })
          if (onOpen !== 0 && isLate) {
            if (isOpen(spy, onOpen as OrderId)) spy.amend(onOpen as OrderId, { qty: ++onOpenQty })
            else onOpen = 0
          }
          if (time === '09 12:00') {
            onCloseQty = spy.position.isOpen ? 2 * spy.position.qty : 100
            onClose = spy.buy({ qty: onCloseQty, on: 'close' })
          }
          if (onClose !== 0 && isLate) {
            if (isOpen(spy, onClose as OrderId)) spy.amend(onClose as OrderId, { qty: ++onCloseQty })
            else onClose = 0
          }
          if (time === '11 15:45') spy.close({ on: 'close' })
        }
        on(moment, () => {
          const time = wallClock(now()).slice(8, 16)
          if (time === '07 09:31') {
            spy.buy({ qty: 10 })
            spy.buy({ qty: 10 })
          }
          for (const part of [limitOrders, stopOrders, stopLimitOrders, trailingOrders, auctions]) part(time)
        })
      },
    }),
}
