/** Each kind of order in a week, in pairs of which one is taken back as the other fills, their prices moved together by a cent a minute. */
import { moment, strategy, type AmendRequest, type Market, type OrderId } from '../../../../src/index.ts'
import { spyMinute, week, type LeanAlgorithm } from '../lean-algorithm.ts'
import { wallClock } from '../new-york.ts'

/** Says what one kind of order does at a time such as `07 09:31`: day of the month, hour and minute. */
type Part = (time: string) => void

export const orderTickets: LeanAlgorithm = {
  name: 'OrderTicketDemoAlgorithm',
  ...week,
  data: [spyMinute],
  strategy: () =>
    strategy({
      name: 'order-tickets',
      setup({ market, on, now }) {
        const spy = market('SPY')
        const parts = [limits(spy), stops(spy), stopLimits(spy), trailing(spy, now), onOpen(spy), onClose(spy)]
        on(moment, () => {
          const time = wallClock(now()).slice(8, 16)
          if (time === '07 09:31') {
            spy.buy({ qty: 10 })
            spy.buy({ qty: 10 })
          }
          for (const part of parts) part(time)
        })
      },
    }),
}

/** Ten shares bought and ten sold, each at prices of its own. */
interface PairTerms {
  readonly at: string
  /** What is asked for of the buy and of the sale, by the last price. */
  readonly place: (price: number) => readonly [AmendRequest, AmendRequest]
  /** What they become a minute later. */
  readonly move: (terms: AmendRequest, side: number) => AmendRequest
}

function pair(spy: Market, { at, place, move }: PairTerms): Part {
  let ids: readonly OrderId[] = []
  let terms: readonly AmendRequest[] = []
  return (time) => {
    if (time === at) {
      terms = place(spy.price)
      ids = terms.map((term, k) => ask(spy, k === 0, term))
    } else if (isOneDone(spy, ids)) ids = []
    if (ids.length === 0) return
    terms = terms.map((term, k) => move(term, k === 0 ? 1 : -1))
    for (const [k, id] of ids.entries()) amend(spy, id, terms[k]!)
  }
}

function ask(spy: Market, buys: boolean, { limit, stop }: AmendRequest): OrderId {
  const request = { qty: 10, ...(limit !== undefined && { limit }), ...(stop !== undefined && { stop }) }
  return buys ? spy.buy(request) : spy.sell(request)
}

/** The trigger of an order that was triggered is no longer there to be moved. */
function amend(spy: Market, id: OrderId, terms: AmendRequest): void {
  const isTriggered = spy.orders.some((order) => order.id === id && order.state === 'triggered')
  spy.amend(id, isTriggered ? { limit: terms.limit! } : terms)
}

/** Takes the rest of a pair back once one of it is no longer open. */
function isOneDone(spy: Market, ids: readonly OrderId[]): boolean {
  const open = ids.filter((id) => isOpen(spy, id))
  if (open.length === ids.length) return false
  for (const id of open) spy.cancel(id)
  return true
}

const isOpen = (spy: Market, id: OrderId): boolean => spy.orders.some((order) => order.id === id)

const limits = (spy: Market): Part =>
  pair(spy, {
    at: '07 12:00',
    place: (price) => [{ limit: price * 0.999 }, { limit: price * 1.001 }],
    move: ({ limit }, side) => ({ limit: limit! + side * 0.01 }),
  })

const stops = (spy: Market): Part =>
  pair(spy, {
    at: '07 16:00',
    place: (price) => [{ stop: price * 1.0025 }, { stop: price * 0.9975 }],
    move: ({ stop }, side) => ({ stop: stop! - side * 0.01 }),
  })

const stopLimits = (spy: Market): Part =>
  pair(spy, {
    at: '08 12:01',
    place: (price) => [
      { stop: price * 1.001, limit: price - 0.03 },
      { stop: price * 0.999, limit: price + 0.03 },
    ],
    move: ({ stop, limit }, side) => ({ stop: stop! - side * 0.01, limit: limit! + side * 0.01 }),
  })

/** Stops that trail by a share of the price, less of it every five minutes. */
function trailing(spy: Market, now: () => number): Part {
  const EVERY_MS = 300_000
  let [percent, since] = [0.25, 0]
  let ids: readonly OrderId[] = []
  return (time) => {
    if (time === '07 12:00') {
      since = now()
      ids = [spy.buy({ qty: 10, trail: { percent } }), spy.sell({ qty: 10, trail: { percent } })]
      return
    }
    if (isOneDone(spy, ids)) ids = []
    if (ids.length === 0 || (now() - since) % EVERY_MS !== 0) return
    percent = Math.max(percent - 0.01, 0.01)
    for (const id of ids) spy.amend(id, { trail: { percent } })
  }
}

/** An order for an auction that grows by a share at the end of each hour, until it has filled. */
function growing(spy: Market, place: (time: string) => { readonly id: OrderId; readonly qty: number } | null): Part {
  let order: { readonly id: OrderId; readonly qty: number } | null = null
  return (time) => {
    order = place(time) ?? order
    if (order === null || !time.endsWith(':59')) return
    order = isOpen(spy, order.id) ? { ...order, qty: order.qty + 1 } : null
    if (order !== null) spy.amend(order.id, { qty: order.qty })
  }
}

const onOpen = (spy: Market): Part =>
  growing(spy, (time) => (time === '08 14:00' ? { id: spy.buy({ qty: 50, on: 'open' }), qty: 50 } : null))

/** The last one comes too late for the close that it asks for. */
const onClose = (spy: Market): Part =>
  growing(spy, (time) => {
    if (time === '11 15:45') spy.close({ on: 'close' })
    if (time !== '09 12:00') return null
    const qty = spy.position.isOpen ? 2 * spy.position.qty : 100
    return { id: spy.buy({ qty, on: 'close' }), qty }
  })
