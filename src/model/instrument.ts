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
export interface Instrument {
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

/** What a caller gives; everything but the id has a default. */
export interface InstrumentSpec {
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

/** An instrument with defaults filled in. @throws LockstepError E_CONFIG for a tick, lot or multiplier that cannot be. */
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
