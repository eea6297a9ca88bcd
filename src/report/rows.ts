/** Records as rows for people: names instead of numbers, prices and money instead of ticks and ledger units. */
import { moneyOf, priceOf, qtyOf, type Instrument } from '../model/instrument.ts'
import { cancelNames, MARKET, orderRoles, orderTypes, refusalNames } from '../model/order.ts'
import * as R from '../model/record.ts'
import type { CancelRow, FillRow, OrderRow, RefusalRow, RoundTripRow } from './document.ts'
import { chargedOf, crossedOf } from './execution-costs.ts'
import type { TripNames } from './round-trips.ts'
import type { RowStore } from './row-store.ts'

/** What the indices in records point at. */
export interface Names extends TripNames {
  readonly tags: readonly string[]
  /** Strategies that share the account, by owner; absent for a single one. */
  readonly parts?: readonly string[] | undefined
}

/** One kept row; `field` reads a field of it. */
interface Source {
  readonly field: (field: number) => number
  readonly instrument: Instrument
  readonly names: Names
}

/** Makes every kept row. */
export function rowsOf<Row>(store: RowStore, names: Names, make: (source: Source) => Row): Row[] {
  return Array.from({ length: store.kept }, (_, row) => rowOf(store, row, names, make))
}

/** Makes one row. */
export function rowOf<Row>(store: RowStore, row: number, names: Names, make: (source: Source) => Row): Row {
  const field = (k: number): number => store.field(row, k)
  return make({ field, instrument: names.instruments[field(R.INSTRUMENT)]!, names })
}

export function orderRow({ field, instrument, names }: Source): OrderRow {
  return {
    id: field(R.ID),
    time: field(R.TIME),
    instrument: instrument.id,
    side: sideOf(field(R.SIDE)),
    qty: qtyOf(instrument, field(R.LOTS)),
    type: orderTypes[field(R.ORDER_TYPE)] ?? '',
    role: orderRoles[field(R.ORDER_ROLE)] ?? '',
    level: field(R.ORDER_TYPE) === MARKET ? null : priceOf(instrument, field(R.ORDER_LEVEL)),
    parent: field(R.ORDER_PARENT) || null,
    decisionPrice: priceOf(instrument, field(R.ORDER_DECISION)),
    expires: field(R.ORDER_EXPIRES) || null,
    tag: names.tags[field(R.ORDER_TAG)] ?? '',
  }
}

export function fillRow({ field, instrument, names }: Source): FillRow {
  return {
    order: field(R.ID),
    time: field(R.TIME),
    instrument: instrument.id,
    side: sideOf(field(R.SIDE)),
    qty: qtyOf(instrument, field(R.LOTS)),
    price: priceOf(instrument, field(R.FILL_TICKS)),
    fee: moneyOf(names.currency, field(R.FILL_FEE)),
    slippage: priceOf(instrument, field(R.FILL_SLIPPAGE)),
    spread: priceOf(instrument, (crossedOf(field(R.FILL_ROLE)) + chargedOf(field(R.FILL_ROLE))) / 2),
    position: qtyOf(instrument, field(R.FILL_POSITION)),
    left: qtyOf(instrument, field(R.FILL_LEFT)),
    realised: moneyOf(names.currency, field(R.FILL_REALISED)),
    decisionPrice: priceOf(instrument, field(R.FILL_DECISION)),
    role: orderRoles[field(R.FILL_ROLE) % R.FILL_CROSSED] ?? '',
    tag: names.tags[field(R.FILL_TAG)] ?? '',
  }
}

export function refusalRow({ field, instrument, names }: Source): RefusalRow {
  const side = field(R.SIDE)
  return {
    request: field(R.ID),
    time: field(R.TIME),
    instrument: instrument.id,
    side: side === 0 ? null : sideOf(side),
    qty: qtyOf(instrument, field(R.LOTS)),
    type: orderTypes[field(R.REFUSAL_TYPE)] ?? '',
    reason: refusalNames[field(R.REFUSAL_REASON)] ?? '',
    tag: names.tags[field(R.REFUSAL_TAG)] ?? '',
  }
}

export function cancelRow({ field, instrument }: Source): CancelRow {
  return {
    order: field(R.ID),
    time: field(R.TIME),
    instrument: instrument.id,
    side: sideOf(field(R.SIDE)),
    qty: qtyOf(instrument, field(R.LOTS)),
    role: orderRoles[field(R.CANCEL_ROLE)] ?? '',
    reason: cancelNames[field(R.CANCEL_REASON)] ?? '',
  }
}

export function roundTripRow({ field, instrument, names }: Source): RoundTripRow {
  const money = (k: number): number => moneyOf(names.currency, field(k))
  const net = moneyOf(names.currency, field(R.TRIP_GROSS) - field(R.TRIP_FEES))
  const qty = qtyOf(instrument, field(R.LOTS))
  const entryPrice = priceOf(instrument, field(R.TRIP_ENTRY_TICKS))
  const notional = Math.abs(entryPrice) * qty * instrument.multiplier
  const { exit, tag } = endOf(field(R.TRIP_EXIT_ROLE_TAG), names.tags)
  return {
    instrument: instrument.id,
    side: field(R.SIDE) > 0 ? 'long' : 'short',
    qty,
    entryTime: field(R.TRIP_ENTRY_TIME),
    exitTime: field(R.TIME),
    entryPrice,
    exitPrice: priceOf(instrument, field(R.TRIP_EXIT_TICKS)),
    gross: money(R.TRIP_GROSS),
    fees: money(R.TRIP_FEES),
    net,
    return: notional > 0 ? net / notional : null,
    mae: money(R.TRIP_MAE),
    mfe: money(R.TRIP_MFE),
    bars: field(R.TRIP_BARS),
    exit,
    tag,
  }
}

/** The closing fill's role and the first order's tag from the one field that holds both. */
export function endOf(roleAndTag: number, tags: readonly string[]): { exit: string; tag: string; owner: number } {
  return {
    owner: Math.floor(roleAndTag / R.TRIP_OWNER),
    exit: orderRoles[roleAndTag % R.TRIP_TAG] ?? '',
    tag: tags[Math.floor(roleAndTag / R.TRIP_TAG) % (R.TRIP_OWNER / R.TRIP_TAG)] ?? '',
  }
}

function sideOf(side: number): 'buy' | 'sell' {
  return side > 0 ? 'buy' : 'sell'
}
