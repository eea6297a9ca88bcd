/** Does what the account's liquidation rule asks for: by orders at market past the risk gate, or at once at the last close. */
import { tickSize, type Instrument } from '../model/instrument.ts'
import { cancelNames, ROLE_ENTRY, ROLE_LIQUIDATION, type ApprovedSlot } from '../model/order.ts'
import { O_ROLE, SLOT_WIDTH, type Orders } from '../model/orders.ts'
import type { Venue } from '../model/ports.ts'
import type { Marks } from '../portfolio/marks.ts'
import type { SubLedgers } from '../portfolio/sub-ledgers.ts'
import type { ForcedClose, MarginWatch } from '../risk/margin-call.ts'
import type { Books } from './books.ts'
import { recordAdjustment } from './corporate-actions.ts'
import { forceClose } from './forced-close.ts'
import { placeForced } from './forced-order.ts'
import type { OrderDesk } from './order-desk.ts'
import type { Recorder } from './recorder.ts'
import type { SeriesSet } from './series-set.ts'

export interface CallParts {
  readonly instruments: readonly Instrument[]
  readonly orders: Orders
  readonly venue: Venue
  readonly subs: SubLedgers
  readonly marks: Marks
  readonly desk: OrderDesk
  readonly books: Books
  readonly set: SeriesSet
  readonly recorder: Recorder
  readonly clock: Float64Array
  readonly watch: MarginWatch
  /** Whether an instrument's market is open now. */
  isOpen(instrument: number): boolean
}

const MARGIN_CALL = cancelNames.indexOf('MARGIN_CALL')

/** Looks at the account where it is time to, and closes what must go. */
export function callMargin(p: CallParts): void {
  if (!p.watch.due(p.clock[0]!)) return
  const closes = p.watch.look((i) => p.isOpen(i))
  for (const close of closes) {
    if (p.watch.atOnce) closeNow(p, close)
    else liquidate(p, close)
  }
  if (p.watch.atOnce && closes.length > 0) forgive(p)
}

/** Whatever it nets to: every owner is closed out. */
function closeNow(p: CallParts, { instrument }: ForcedClose): void {
  for (const slot of p.venue.openSlots(instrument)) p.venue.cancel(slot, MARGIN_CALL)
  const price = p.marks.close[instrument]! / tickSize(p.instruments[instrument]!)
  for (const owner of p.subs.owners.keys()) forceClose(p, { owner, instrument, lots: Infinity }, price)
}

/** An account that is closed out owes nothing. */
function forgive(p: CallParts): void {
  const debt = Math.round(-p.marks.equity())
  if (debt === 0) return
  p.subs.account.adjust(0, debt)
  const step = (): number => p.desk.step
  recordAdjustment({ ...p, step }, { kind: 'transfer', instrument: 0, owner: 0, cash: debt, lotsBefore: 0, lotsAfter: 0, factor: 0 })
}

function liquidate(p: CallParts, { instrument, lots }: ForcedClose): void {
  const s = p.orders.slots
  const open = p.venue.openSlots(instrument)
  // One that waits for its market is not sent twice.
  if (open.some((slot) => s[slot * SLOT_WIDTH + O_ROLE] === ROLE_LIQUIDATION)) return
  for (const slot of open) if (s[slot * SLOT_WIDTH + O_ROLE] === ROLE_ENTRY) p.venue.cancel(slot, MARGIN_CALL)
  const side = Math.sign(p.subs.account.lots[instrument]!)
  let left = lots
  for (const [owner, own] of p.subs.owners.entries()) {
    const held = own.lots[instrument]! * side
    if (held <= 0 || left === 0) continue
    const closing = Math.min(held, left)
    left -= closing
    send(p, { owner, instrument, side: -side, lots: closing })
  }
}

function send(p: CallParts, { owner, instrument, side, lots }: { owner: number; instrument: number; side: number; lots: number }): void {
  const decision = Math.round(p.marks.close[instrument]! / tickSize(p.instruments[instrument]!))
  const slot = placeForced(p, { owner, instrument, side, role: ROLE_LIQUIDATION, lots, decision })
  // Without room the next look tries again: the account is still short of margin then.
  if (slot >= 0) p.venue.accept(slot as ApprovedSlot)
}
