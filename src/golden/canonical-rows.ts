/** Records of the engine as rows that do not depend on how the engine lays records out or numbers orders. */
import { moneyOf, priceOf, qtyOf, type Instrument } from '../model/instrument.ts'
import { cancelNames, orderRoles, orderTypes, refusalNames, timesInForce, TRAILING_STOP } from '../model/order.ts'
import type { RunEnd, RunInfo } from '../model/ports.ts'
import * as R from '../model/record.ts'
import type { Timestamp } from '../model/time.ts'
import { byMoment, decimalText, momentText, NONE, type GoldenKind, type GoldenRow } from './golden-row.ts'

/** A run as a tap saw it. */
export interface SeenRun {
  readonly info: RunInfo
  readonly end: RunEnd
  /** RECORD_WIDTH doubles a row. */
  readonly records: Float64Array
  readonly recordCount: number
  /** Money at the last mark. */
  readonly equity: number
}

/** Decimals beyond the instrument's that an average price keeps. */
const AVERAGE_DECIMALS = 6

/** Every record of a run as a row, in canonical order, and how it ended. */
export function canonicalRows(run: SeenRun): GoldenRow[] {
  const maker = new RowMaker(run)
  const rows = Array.from({ length: run.recordCount }, (_, k) => maker.row(k * R.RECORD_WIDTH))
  return [...rows.sort(byMoment), endRow(run, rows.at(-1))]
}

function endRow({ info, end, equity }: SeenRun, last: GoldenRow | undefined): GoldenRow {
  const fields = new Map([
    ['status', end.status],
    ['equity', decimalText(equity, info.currency.decimals)],
  ])
  return { time: end.lastTime ?? last?.time ?? (0 as Timestamp), kind: 'end', instrument: NONE, order: NONE, fields }
}

class RowMaker {
  private readonly run: SeenRun
  /** Texts of orders by id; a request that was refused never gets one. */
  private readonly orders = new Map<number, string>()
  /** By instrument, when the last order was placed and how many were by then at that moment. */
  private readonly placed = new Map<number, { time: number; count: number }>()
  private at = 0

  constructor(run: SeenRun) {
    this.run = run
  }

  row(at: number): GoldenRow {
    this.at = at
    const time = this.field(R.TIME) as Timestamp
    const kind = R.recordKinds[this.field(R.KIND)] as GoldenKind
    if (kind === 'order') this.name(time)
    const texts = Object.entries(this.texts(kind)).filter(([, text]) => text !== '' && text !== '0')
    const instrument = this.instrument?.id ?? NONE
    return { time, kind, instrument, order: this.orderOf(kind), fields: new Map(texts) }
  }

  private field(k: number): number {
    return this.run.records[this.at + k]!
  }

  private get instrument(): Instrument | undefined {
    return this.run.info.instruments[this.field(R.INSTRUMENT)]
  }

  private name(time: Timestamp): void {
    const instrument = this.field(R.INSTRUMENT)
    const before = this.placed.get(instrument)
    const count = before?.time === time ? before.count + 1 : 1
    this.placed.set(instrument, { time, count })
    this.orders.set(this.field(R.ID), `${momentText(time)}/${count}`)
  }

  private orderOf(kind: GoldenKind): string {
    if (kind === 'adjust' || kind === 'rate') return NONE
    return this.order(kind === 'refusal' ? R.REFUSAL_ORDER : R.ID) || NONE
  }

  private texts(kind: GoldenKind): Readonly<Record<string, string>> {
    if (kind === 'rate') return { rate: String(this.field(R.RATE_VALUE)) }
    const traded = { side: ['sell', '', 'buy'][this.field(R.SIDE) + 1]!, qty: this.qty(R.LOTS) }
    if (kind === 'order' || kind === 'amend') return { ...traded, ...this.orderTexts() }
    if (kind === 'fill') return { ...traded, ...this.fillTexts() }
    if (kind === 'cancel')
      return { ...traded, reason: cancelNames[this.field(R.CANCEL_REASON)]!, role: this.role(this.field(R.CANCEL_ROLE)) }
    if (kind === 'refusal') return { ...traded, ...this.refusalTexts() }
    return kind === 'adjust' ? { ...traded, ...this.adjustTexts() } : { ...traded, ...this.tripTexts() }
  }

  private orderTexts(): Readonly<Record<string, string>> {
    const type = this.field(R.ORDER_TYPE)
    const terms = this.field(R.ORDER_TERMS)
    const flags = Math.floor(terms / R.TERMS_FLAGS) % (R.TERMS_OWNER / R.TERMS_FLAGS)
    const source = Math.floor(terms / R.TERMS_SOURCE)
    const expires = this.field(R.ORDER_EXPIRES)
    const tif = timesInForce[terms % R.TERMS_FLAGS] ?? ''
    return {
      type: orderTypes[type] ?? '',
      role: this.role(this.field(R.ORDER_ROLE)),
      level: this.price(this.field(R.ORDER_LEVEL)),
      ...(type === TRAILING_STOP ? { trail: String(this.field(R.ORDER_LIMIT)) } : { limit: this.price(this.field(R.ORDER_LIMIT)) }),
      decision: this.price(this.field(R.ORDER_DECISION)),
      parent: this.order(R.ORDER_PARENT),
      expires: expires === 0 ? '' : momentText(expires as Timestamp),
      tif: tif === 'gtc' ? '' : tif,
      flags: String(flags),
      ...this.owner(Math.floor(terms / R.TERMS_OWNER) % (R.TERMS_SOURCE / R.TERMS_OWNER)),
      timeframe: this.run.end.timeframes?.[source % R.SOURCE_MODEL] ?? '',
      model: encodeURIComponent(this.run.end.models?.[Math.floor(source / R.SOURCE_MODEL)] ?? ''),
      tag: this.tag(this.field(R.ORDER_TAG)),
    }
  }

  private fillTexts(): Readonly<Record<string, string>> {
    const role = this.field(R.FILL_ROLE)
    return {
      price: this.price(this.field(R.FILL_TICKS)),
      fee: this.money(R.FILL_FEE),
      slippage: this.price(this.field(R.FILL_SLIPPAGE)),
      crossed: this.price(Math.floor((role % R.FILL_SPREAD) / R.FILL_CROSSED) / 2),
      spread: this.price(Math.floor(role / R.FILL_SPREAD) / 2),
      position: this.qty(R.FILL_POSITION),
      left: this.qty(R.FILL_LEFT),
      realised: this.money(R.FILL_REALISED),
      decision: this.price(this.field(R.FILL_DECISION)),
      role: this.role(role % R.FILL_CROSSED),
      tag: this.tag(this.field(R.FILL_TAG)),
    }
  }

  private refusalTexts(): Readonly<Record<string, string>> {
    return {
      type: orderTypes[this.field(R.REFUSAL_TYPE)] ?? '',
      reason: refusalNames[this.field(R.REFUSAL_REASON)] ?? '',
      tag: this.tag(this.field(R.REFUSAL_TAG)),
    }
  }

  private tripTexts(): Readonly<Record<string, string>> {
    const end = this.field(R.TRIP_EXIT_ROLE_TAG)
    return {
      entered: momentText(this.field(R.TRIP_ENTRY_TIME) as Timestamp),
      entry: this.price(this.field(R.TRIP_ENTRY_TICKS)),
      exit: this.price(this.field(R.TRIP_EXIT_TICKS)),
      gross: this.money(R.TRIP_GROSS),
      fees: this.money(R.TRIP_FEES),
      mae: this.money(R.TRIP_MAE),
      mfe: this.money(R.TRIP_MFE),
      bars: String(this.field(R.TRIP_BARS)),
      role: this.role(end % R.TRIP_TAG),
      ...this.owner(Math.floor(end / R.TRIP_OWNER)),
      tag: this.tag(Math.floor(end / R.TRIP_TAG) % (R.TRIP_OWNER / R.TRIP_TAG)),
    }
  }

  private adjustTexts(): Readonly<Record<string, string>> {
    return {
      why: R.adjustKinds[this.field(R.ADJUST_KIND)] ?? '',
      cash: this.money(R.ADJUST_CASH),
      before: this.qty(R.ADJUST_LOTS_BEFORE),
      factor: String(this.field(R.ADJUST_FACTOR)),
      ...this.owner(this.field(R.ID)),
    }
  }

  private order(k: number): string {
    return this.orders.get(this.field(k)) ?? ''
  }

  private price(ticks: number): string {
    const instrument = this.instrument!
    const decimals = instrument.priceDecimals + (Number.isInteger(ticks) ? 0 : AVERAGE_DECIMALS)
    return decimalText(priceOf(instrument, ticks), decimals)
  }

  private qty(k: number): string {
    return this.instrument === undefined ? '' : decimalText(qtyOf(this.instrument, this.field(k)), this.instrument.qtyDecimals)
  }

  private money(k: number): string {
    const { currency } = this.run.info
    return decimalText(moneyOf(currency, this.field(k)), currency.decimals)
  }

  private role(index: number): string {
    return orderRoles[index] ?? ''
  }

  private tag(index: number): string {
    return encodeURIComponent(this.run.end.tags[index] ?? '')
  }

  /** The part of a combined strategy that it is of. */
  private owner(index: number): Readonly<Record<string, string>> {
    const { parts } = this.run.info.strategy
    return parts === undefined ? {} : { owner: encodeURIComponent(parts[index] ?? '') }
  }
}
