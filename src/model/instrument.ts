import type { Brand } from '../base/brand.ts'
import { LockstepError } from '../base/error.ts'
import { ratioOfDecimals, type Ratio } from '../base/fixed-point.ts'

export type InstrumentId = Brand<string, 'InstrumentId'>
/** An integer number of ticks. */
export type Price = Brand<number, 'Price'>
/** An integer number of lots. */
export type Qty = Brand<number, 'Qty'>

/** Money of one kind. `decimals` is the ledger unit: cash is an integer number of 10^-decimals. */
export interface Currency {
  readonly code: string
  readonly decimals: number
}

/**
 * What is traded. Order and fill prices are integers of the tick, quantities integers of the lot, both powers of ten
 * times an integer step, so that the notional of every fill is exact.
 */
export interface Instrument extends InstrumentTerms {
  /** Unique in a run, such as `BTCUSD.BITSTAMP` or `SP500`. */
  readonly id: InstrumentId
  /** tick = tickStep × 10^-priceDecimals, as in 0.25 = 25 × 10^-2. */
  readonly priceDecimals: number
  readonly tickStep: number
  /** lot = lotStep × 10^-qtyDecimals. */
  readonly qtyDecimals: number
  readonly lotStep: number
  /** Units of the underlying per unit of quantity: 1 for spot and shares. */
  readonly multiplier: number
  readonly currency: Currency
  /** Name of the trading calendar, such as `24/7`. */
  readonly calendar: string
}

/** Kinds of instrument that a venue's rules may tell apart. */
export const instrumentKinds = ['equity', 'forex', 'crypto', 'cfd', 'index', 'future'] as const
export type InstrumentKind = (typeof instrumentKinds)[number]

/** What is so only of some instruments; absent where it was not given. */
export interface InstrumentTerms {
  readonly kind?: InstrumentKind
  /** Currency code of what is bought and sold: EUR for EURUSD, BTC for BTCUSD. Its price then converts between the two. */
  readonly baseCurrency?: string
  /** Least worth of an order, in money of the instrument's currency. */
  readonly minNotional?: number
  /** Least quantity of an order, in units. */
  readonly minQty?: number
  /** Prices may lie this far from the last one, as a share of it: 0.1 = 10 % to either side. Without it, anywhere. */
  readonly priceBand?: number
  /** Position over margin, in place of the account's leverage: 50 needs 2 % of the value. */
  readonly leverage?: number
  /** Money for one contract (one unit of quantity) to open it and to keep it. Without them, value over leverage. */
  readonly marginInitial?: number
  readonly marginMaintenance?: number
  /** Step of the prices that orders name from a price of 1 on, a multiple of the tick; the tick without it. Fills are on ticks. */
  readonly orderTick?: number
  /** Whether a position is worth the middle of bid and ask where both are known, and not the last close. */
  readonly markedBy?: 'close' | 'quotes'
  /** Epoch ms of the first instant at which it is traded, and of the first at which it no longer is. */
  readonly listedFrom?: number
  readonly listedTo?: number
}

/** What a caller gives; everything but the id has a default. */
export interface InstrumentSpec extends InstrumentTerms {
  readonly id: string
  /** Smallest price step, default 0.01. */
  readonly tick?: number
  /** Smallest quantity step, default 0.000001 (fractional); 1 for whole shares. */
  readonly lot?: number
  /** Default 1. */
  readonly multiplier?: number
  /** Currency code, default USD. */
  readonly currency?: string
  /** Calendar name, default `24/7`. */
  readonly calendar?: string
}

/**
 * Ledger decimals by currency. Ordinary money is kept to the millionth, finer than its cent, so that fees per share and
 * fractional fills are not lost to rounding; a double holds 9.0 billion of it exactly. Coins are kept to 10^-8.
 */
const COIN_DECIMALS = 8
const MONEY_DECIMALS = 6
const COINS: ReadonlySet<string> = new Set(['BTC', 'ETH', 'USDT', 'USDC', 'BNB', 'SOL', 'XRP'])

/** The currency of a code, with its ledger decimals. */
export function currencyOf(code: string): Currency {
  return { code, decimals: COINS.has(code) ? COIN_DECIMALS : MONEY_DECIMALS }
}

/** An instrument with defaults filled in. @throws LockstepError E_CONFIG for a tick, lot, multiplier or term that cannot be. */
export function createInstrument(spec: InstrumentSpec): Instrument {
  if (!/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$/.test(spec.id)) {
    throw new LockstepError(
      'E_CONFIG',
      `expected an instrument id of 1 to 64 letters, digits and . _ : / -, was "${spec.id}"`,
      'Rename the instrument, for example BTCUSD.BITSTAMP.',
    )
  }
  const tick = decimalStep(spec.tick ?? 0.01, 'tick', spec.id)
  const lot = decimalStep(spec.lot ?? 0.000001, 'lot', spec.id)
  const multiplier = spec.multiplier ?? 1
  if (!Number.isSafeInteger(multiplier) || multiplier < 1) {
    throw new LockstepError(
      'E_CONFIG',
      `expected a whole multiplier of at least 1 for ${spec.id}, was ${multiplier}`,
      'Give the units of the underlying in one contract.',
    )
  }
  return {
    id: spec.id as InstrumentId,
    priceDecimals: tick.decimals,
    tickStep: tick.step,
    qtyDecimals: lot.decimals,
    lotStep: lot.step,
    multiplier,
    currency: currencyOf(spec.currency ?? 'USD'),
    calendar: spec.calendar ?? '24/7',
    ...termsOf(spec),
  }
}

/** ticks × lots × this = notional in the currency's ledger unit. */
export function notionalRatio(i: Instrument): Ratio {
  return ratioOfDecimals(i.currency.decimals - i.priceDecimals - i.qtyDecimals, i.tickStep * i.lotStep * i.multiplier)
}

/** The tick as a float, such as 0.25. */
export function tickSize(i: Instrument): number {
  return i.tickStep / 10 ** i.priceDecimals
}

/** The lot as a float, such as 0.000001. */
export function lotSize(i: Instrument): number {
  return i.lotStep / 10 ** i.qtyDecimals
}

/** Ticks as a price in money: the nearest double to the decimal. */
export function priceOf(i: Instrument, ticks: number): number {
  return (ticks * i.tickStep) / 10 ** i.priceDecimals
}

/** Lots as a quantity: the nearest double to the decimal. */
export function qtyOf(i: Instrument, lots: number): number {
  return (lots * i.lotStep) / 10 ** i.qtyDecimals
}

/** Ledger units as money: the nearest double to the decimal. */
export function moneyOf(currency: Currency, units: number): number {
  return units / 10 ** currency.decimals
}

/** The terms that were given, each checked. */
function termsOf(spec: InstrumentSpec): InstrumentTerms {
  const terms: Record<string, number | string> = {}
  for (const name of aboveZero) {
    const value = spec[name]
    if (value === undefined) continue
    if (!(value > 0 && value < Infinity)) throw badTerm(spec.id, `${name} above 0`, value)
    terms[name] = value
  }
  for (const name of ['listedFrom', 'listedTo'] as const) {
    const value = spec[name]
    if (value === undefined) continue
    if (!Number.isSafeInteger(value)) throw badTerm(spec.id, `${name} in whole milliseconds since 1970`, value)
    terms[name] = value
  }
  const { baseCurrency, marginInitial, marginMaintenance, listedFrom = -Infinity, listedTo = Infinity } = spec
  if (baseCurrency !== undefined) {
    if (baseCurrency === '' || baseCurrency === (spec.currency ?? 'USD')) {
      throw badTerm(spec.id, 'a baseCurrency other than its currency', `"${baseCurrency}"`)
    }
    terms['baseCurrency'] = baseCurrency
  }
  if (marginMaintenance !== undefined && !(marginMaintenance <= (marginInitial ?? 0))) {
    throw badTerm(spec.id, 'marginMaintenance at most marginInitial', `${marginMaintenance} of ${marginInitial}`)
  }
  if (spec.kind !== undefined) {
    if (!instrumentKinds.includes(spec.kind)) throw badTerm(spec.id, `a kind among ${instrumentKinds.join(', ')}`, `"${spec.kind}"`)
    terms['kind'] = spec.kind
  }
  const { orderTick, tick = 0.01 } = spec
  if (orderTick !== undefined && !(Math.abs(orderTick / tick - Math.round(orderTick / tick)) < 1e-6)) {
    throw badTerm(spec.id, `an orderTick that is a multiple of the tick, ${tick}`, orderTick)
  }
  if (spec.markedBy !== undefined) {
    if (!marks.includes(spec.markedBy)) throw badTerm(spec.id, `markedBy among ${marks.join(', ')}`, `"${spec.markedBy}"`)
    terms['markedBy'] = spec.markedBy
  }
  if (!(listedFrom < listedTo)) throw badTerm(spec.id, 'listedFrom before listedTo', `${listedFrom} and ${listedTo}`)
  return terms
}

const marks: readonly string[] = ['close', 'quotes'] satisfies InstrumentTerms['markedBy'][]
const aboveZero = ['minNotional', 'minQty', 'priceBand', 'leverage', 'marginInitial', 'marginMaintenance', 'orderTick'] as const

function badTerm(id: string, expected: string, was: number | string): LockstepError {
  return new LockstepError('E_CONFIG', `expected ${expected} for ${id}, was ${was}`, 'Give a value that can be, or leave it out.')
}

/** Splits 0.25 into 25 × 10^-2. */
function decimalStep(size: number, what: string, id: string): { decimals: number; step: number } {
  for (let decimals = 0; decimals <= 10; decimals++) {
    const step = Math.round(size * 10 ** decimals)
    if (step >= 1 && step <= 1e6 && step / 10 ** decimals === size) return { decimals, step }
  }
  throw new LockstepError(
    'E_CONFIG',
    `expected a ${what} between 0.0000000001 and 1,000,000 with at most 10 decimals for ${id}, was ${size}`,
    `Give the smallest ${what} the venue allows, such as 0.01.`,
  )
}
