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
