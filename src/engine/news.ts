/** What strategies have not been told yet: fills, refusals, cancels and corporate actions, in the order they happened. */
import type { RefusalReason } from '../model/order.ts'
import { O_OWNER, SLOT_WIDTH, type Orders } from '../model/orders.ts'
import type { VenueFill } from '../model/ports.ts'
import type { Timestamp } from '../model/time.ts'
import type { Hooks } from '../strategy/desk.ts'
import type { Books } from './books.ts'
import type { OrderDesk } from './order-desk.ts'
import { refusalView } from './set-up.ts'

export interface NewsParts {
  readonly instruments: readonly { readonly id: string }[]
  readonly orders: Orders
  readonly clock: Float64Array
  /** By owner: who hears of what is his. */
  readonly hooks: readonly Hooks[]
}

export interface HeardRefusal {
  readonly reason: RefusalReason
  readonly id: number
  readonly instrument: number
  readonly tag: number
  readonly owner: number
}

export class News {
  /** Whether a fill is among what waits. */
  filled = false
  private readonly p: NewsParts
  private waiting: (() => void)[] = []

  constructor(parts: NewsParts) {
    this.p = parts
  }

  get any(): boolean {
    return this.waiting.length > 0
  }

  /** Tells everything, oldest first. */
  tell(): void {
    this.filled = false
    for (const tell of this.waiting.splice(0)) tell()
  }

  add(news: () => void): void {
    this.waiting.push(news)
  }

  fill(books: Books, fill: VenueFill, realised: number): void {
    this.filled = true
    const view = { time: this.now(), ...books.view(fill, realised) }
    const hooks = this.ownerOf(fill.slot)
    this.add(() => hooks.fills.forEach((call) => call(view)))
  }

  cancel(books: Books, slot: number, reason: number): void {
    const view = { time: this.now(), ...books.cancelView(slot, reason) }
    const hooks = this.ownerOf(slot)
    this.add(() => hooks.cancels.forEach((call) => call(view)))
  }

  refusal(desk: OrderDesk, { reason, id, instrument, tag, owner }: HeardRefusal): void {
    const hooks = this.p.hooks[owner]!
    if (hooks.refusals.length === 0) return
    const view = refusalView(this.now(), this.p.instruments[instrument]!.id, id, reason, desk.tags[tag]!)
    this.add(() => hooks.refusals.forEach((call) => call(view)))
  }

  private ownerOf(slot: number): Hooks {
    return this.p.hooks[this.p.orders.slots[slot * SLOT_WIDTH + O_OWNER]!]!
  }

  private now(): Timestamp {
    return this.p.clock[0]! as Timestamp
  }
}
