/** An order in a slot, as a record of the run and as an author sees it. */
import { priceOf, qtyOf, type Instrument } from '../model/instrument.ts'
import { LIMIT, LIMIT_IF_TOUCHED, orderRoles, orderTypes, SELL, STOP_LIMIT, TRAILING_STOP, type OrderId } from '../model/order.ts'
import { orderStates } from '../model/order-state.ts'
import {
  O_DECISION,
  O_EXPIRES,
  O_FLAGS,
  O_ID,
  O_INSTRUMENT,
  O_LEVEL,
  O_LIMIT,
  O_LOTS,
  O_ORDERED,
  O_OWNER,
  O_PARENT,
  O_ROLE,
  O_SIDE,
  O_SOURCE,
  O_STATE,
  O_TAG,
  O_TIF,
  O_TRAIL,
  O_TRAIL_KIND,
  O_TRIGGERED,
  O_TYPE,
  SLOT_WIDTH,
  TRAIL_SHARE,
} from '../model/orders.ts'
import {
  ID,
  INSTRUMENT,
  LOTS,
  ORDER_DECISION,
  ORDER_EXPIRES,
  ORDER_LEVEL,
  ORDER_LIMIT,
  ORDER_PARENT,
  ORDER_ROLE,
  ORDER_TAG,
  ORDER_TERMS,
  ORDER_TYPE,
  SIDE,
  TERMS_FLAGS,
  TERMS_OWNER,
  TERMS_SOURCE,
} from '../model/record.ts'
import type { OrderView } from '../strategy/order-view.ts'
import type { Recorder } from './recorder.ts'

const PER_MILLION = 1_000_000

export interface RecordPlace {
  readonly kind: number
  readonly step: number
  readonly clock: Float64Array
}

/** Writes an ORDER or AMEND record: LOTS is what is left to be filled. */
export function writeOrderRecord(recorder: Recorder, s: Float64Array, slot: number, { kind, step, clock }: RecordPlace): void {
  const from = slot * SLOT_WIDTH
  const at = recorder.begin(kind, step, clock)
  const r = recorder.block.records
  r[at + INSTRUMENT] = s[from + O_INSTRUMENT]!
  r[at + ID] = s[from + O_ID]!
  r[at + SIDE] = s[from + O_SIDE]!
  r[at + LOTS] = s[from + O_LOTS]!
  r[at + ORDER_TYPE] = s[from + O_TYPE]!
  r[at + ORDER_ROLE] = s[from + O_ROLE]!
  r[at + ORDER_LEVEL] = s[from + O_LEVEL]!
  r[at + ORDER_PARENT] = s[from + O_PARENT]!
  r[at + ORDER_DECISION] = s[from + O_DECISION]!
  r[at + ORDER_TAG] = s[from + O_TAG]!
  r[at + ORDER_EXPIRES] = s[from + O_EXPIRES] === Infinity ? 0 : s[from + O_EXPIRES]!
  r[at + ORDER_LIMIT] = limitOrDistance(s, from)
  const terms = s[from + O_TIF]! + TERMS_FLAGS * s[from + O_FLAGS]! + TERMS_OWNER * s[from + O_OWNER]!
  r[at + ORDER_TERMS] = terms + TERMS_SOURCE * s[from + O_SOURCE]!
}

/** An open order as an author sees it. */
export function orderView(s: Float64Array, slot: number, instrument: Instrument, tags: readonly string[]): OrderView {
  const at = slot * SLOT_WIDTH
  const type = s[at + O_TYPE]!
  const level = s[at + O_LEVEL]!
  const isLimit = type === LIMIT
  const hasBoth = type === STOP_LIMIT || type === LIMIT_IF_TOUCHED
  const isAwake = hasBoth && s[at + O_TRIGGERED] === 1
  return {
    id: s[at + O_ID]! as OrderId,
    side: s[at + O_SIDE] === SELL ? 'sell' : 'buy',
    type: orderTypes[type]!,
    role: orderRoles[s[at + O_ROLE]!]!,
    state: orderStates[s[at + O_STATE]!]!,
    qty: qtyOf(instrument, s[at + O_ORDERED]!),
    filled: qtyOf(instrument, s[at + O_ORDERED]! - s[at + O_LOTS]!),
    limit: isLimit ? priceOf(instrument, level) : hasBoth ? priceOf(instrument, s[at + O_LIMIT]!) : undefined,
    stop: isLimit || isAwake || !(level > 0) ? undefined : priceOf(instrument, level),
    tag: tags[s[at + O_TAG]!]!,
    parent: s[at + O_PARENT] === 0 ? undefined : (s[at + O_PARENT]! as OrderId),
  }
}

function limitOrDistance(s: Float64Array, at: number): number {
  if (s[at + O_TYPE] === TRAILING_STOP) {
    const trail = s[at + O_TRAIL]!
    return Math.round(s[at + O_TRAIL_KIND] === TRAIL_SHARE ? trail * PER_MILLION : trail)
  }
  const limit = s[at + O_LIMIT]!
  return Number.isNaN(limit) ? 0 : limit
}
