/** Targets that become orders: all differences are reckoned before the first order, then what reduces goes first. */
import { MARKET, MARKET_ON_OPEN } from '../model/order.ts'
import { O_LOTS, O_OWNER, O_SIDE, O_TYPE, SLOT_WIDTH } from '../model/orders.ts'
import { D_INSTRUMENT, D_OWNER, D_SIZE, D_SIZE_KIND, D_SOURCE, D_TAG } from '../strategy/desk.ts'
import { QUEUE_WIDTH, type DeskCore } from './order-desk.ts'
import type { OrderSender } from './order-sender.ts'
import type { OrderWriter } from './order-writer.ts'

interface Difference {
  readonly instrument: number
  readonly owner: number
  readonly tag: number
  readonly source: number
  /** Signed lots to trade. */
  readonly lots: number
  readonly reduces: boolean
  /** Worth of them, account's ledger units. */
  readonly value: number
}

export class TargetDesk {
  private readonly core: DeskCore
  private readonly sender: OrderSender
  private readonly writer: OrderWriter

  constructor(core: DeskCore, sender: OrderSender, writer: OrderWriter) {
    this.core = core
    this.sender = sender
    this.writer = writer
  }

  /** Rows [first, end) of the queue: targets that were asked for together. */
  trade(q: Float64Array, first: number, end: number): void {
    const differences: Difference[] = []
    for (let k = first; k < end; k++) {
      const difference = this.differenceOf(q, k * QUEUE_WIDTH + 2)
      if (difference !== null && difference.lots !== 0) differences.push(difference)
    }
    // The sort keeps the order of equals: that in which they were asked for.
    differences.sort((a, b) => Number(b.reduces) - Number(a.reduces) || b.value - a.value)
    for (const { instrument, owner, tag, source, lots, reduces } of differences) {
      const about = { id: this.core.nextId(), instrument, owner, tag, source }
      if (reduces) this.sender.closeLots({ ...about, type: MARKET, lots: Math.abs(lots) })
      else this.sender.openLots(about, lots)
    }
  }

  private differenceOf(q: Float64Array, d: number): Difference | null {
    const { sizing, targets, marks, ledgerOf, power } = this.core
    const instrument = q[d + D_INSTRUMENT]!
    const owner = q[d + D_OWNER]!
    const tag = q[d + D_TAG]!
    const source = q[d + D_SOURCE]!
    const ticks = this.writer.decisionTicks(instrument)
    const fault = !Number.isFinite(q[d + D_SIZE]!)
      ? 'BAD_SIZE'
      : Number.isNaN(ticks)
        ? 'NO_PRICE'
        : !power.converts(instrument)
          ? 'NO_CONVERSION'
          : null
    if (fault !== null) {
      this.core.refuse(fault, { id: this.core.nextId(), instrument, owner, tag })
      return null
    }
    const position = ledgerOf(owner).lots[instrument]!
    const ask = sizing.question
    ask.instrument = instrument
    ask.side = q[d + D_SIZE]! < 0 ? -1 : 1
    ask.kind = q[d + D_SIZE_KIND]!
    ask.size = q[d + D_SIZE]!
    ask.ticks = ticks
    const lots = sizing.lotsToTarget(targets, {
      held: position + this.working(instrument, owner),
      leverage: this.core.power.leverageOf(instrument, ask.side),
    })
    const reduces = lots * position < 0 && Math.abs(lots) <= Math.abs(position)
    const value = Math.abs(lots) * marks.close[instrument]! * marks.unitsPerLot[instrument]! * (marks.mixed ? marks.rateOf(instrument) : 1)
    return { instrument, owner, tag, source, lots, reduces, value }
  }

  /** Signed lots of an owner's open market orders: they will fill whatever the price. */
  private working(instrument: number, owner: number): number {
    const { venue, orders } = this.core
    if (venue.resting[instrument] === 0) return 0
    let signed = 0
    for (const slot of venue.openSlots(instrument)) {
      const at = slot * SLOT_WIDTH
      const type = orders.slots[at + O_TYPE]!
      const isAtMarket = type === MARKET || type === MARKET_ON_OPEN
      if (isAtMarket && orders.slots[at + O_OWNER] === owner) signed += orders.slots[at + O_SIDE]! * orders.slots[at + O_LOTS]!
    }
    return signed
  }
}
