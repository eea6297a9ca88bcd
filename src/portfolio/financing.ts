/**
 * What holding a position costs or brings, apart from its price: borrowed shares, funding of perpetuals, overnight swaps. Rules are
 * pure: they say when they are due and what they come to; the engine books it.
 */
import { LockstepError } from '../base/error.ts'
import { lotSize, notionalRatio, type Instrument } from '../model/instrument.ts'
import type { AdjustKind } from '../model/record.ts'
import { DAY_MS, HOUR_MS } from '../model/time.ts'

/** A rule about positions. */
export interface Financing {
  /** For the run's manifest, such as `borrow 3 % a year`. */
  readonly label: string
  /** What its records are called; swaps are funding. */
  readonly kind: Extract<AdjustKind, 'funding' | 'borrow'>
  /** The first instant after `ms` at which it is due, epoch ms; Infinity for never again. */
  nextAfter(ms: number): number
  /** Whole ledger units of the instrument's currency to add to cash, negative to pay, for `lots` (signed) marked at `price` in money. */
  cash(instrument: Instrument, lots: number, price: number, time: number): number
  /** Due only at steps with bars, once however many instants went by since the last. */
  readonly waitsForBars?: boolean
  /** The positions it is about; all unless given. */
  appliesTo?(instrument: Instrument): boolean
}

/** When something daily is due: so many ms after midnight UTC, 0 unless given, or at the instants a calendar gives. */
export interface DailyTerms {
  readonly at?: number | ((afterMs: number) => number)
}

/** Days in a year of yearly rates, 365 unless given; money markets count 360. */
export interface YearTerms extends DailyTerms {
  readonly daysPerYear?: number
}

/** The fee for borrowed shares: `borrow({ rate: 0.03 })` takes 3 % a year of the value of shorts, day by day, weekends included. */
export function borrow({ rate, daysPerYear = 365, at = 0 }: YearTerms & { readonly rate: number }): Financing {
  checkRate(rate >= 0 && rate < Infinity, 'a yearly borrow rate of at least 0', rate)
  checkRate(daysPerYear >= 360 && daysPerYear <= 366, 'a year of 360 to 366 days', daysPerYear)
  return {
    kind: 'borrow',
    label: `borrow ${rate} a year`,
    nextAfter: daily(at),
    cash: (instrument, lots, price) => (lots < 0 ? whole((valueOf(instrument, lots, price) * rate) / daysPerYear) : 0),
  }
}

/** A rate that was paid at an instant. */
export interface FundingRate {
  /** Epoch ms. */
  readonly time: number
  /** Of the value; longs pay a positive one to shorts. */
  readonly rate: number
}

/** A constant rate for every so many hours, 8 unless given, from midnight UTC; or the rates that were, at their instants. */
export type FundingTerms = { readonly rate: number; readonly everyHours?: number } | { readonly rates: readonly FundingRate[] }

/** Funding of perpetuals: `funding({ rate: 0.0001 })`. Longs pay a positive rate to shorts, and get a negative one. */
export function funding(terms: FundingTerms): Financing {
  if ('rates' in terms) return fundingOf(terms.rates)
  const { rate, everyHours = 8 } = terms
  checkRate(Math.abs(rate) <= 1, 'a funding rate between -1 and 1', rate)
  checkRate(Number.isInteger(24 / everyHours), 'hours that divide the day', everyHours)
  const everyMs = everyHours * HOUR_MS
  return {
    kind: 'funding',
    label: `funding ${rate} every ${everyHours} h`,
    nextAfter: (ms) => (Math.floor(ms / everyMs) + 1) * everyMs,
    cash: (instrument, lots, price) => whole(-valueOf(instrument, lots, price) * rate),
  }
}

/** Swap points: what a position earns each night in ticks of its price, negative to pay. */
export interface SwapTerms extends DailyTerms {
  readonly long: number
  readonly short: number
  /** The weekday (UTC) that counts three nights for the weekend, 0 for Sunday; 3, Wednesday, unless given. */
  readonly tripleOn?: number
}

/** The swap for positions held over night, Monday to Friday: `swap({ long: -0.7, short: 0.2, at: 22 * 3_600_000 })`. */
export function swap({ long, short, tripleOn = 3, at = 22 * HOUR_MS }: SwapTerms): Financing {
  checkRate(Math.abs(long) < Infinity, 'swap points for longs', long)
  checkRate(Math.abs(short) < Infinity, 'swap points for shorts', short)
  checkRate(Number.isInteger(tripleOn) && tripleOn >= 1 && tripleOn <= 5, 'a weekday from 1, Monday, to 5', tripleOn)
  const next = daily(at)
  return {
    kind: 'funding',
    label: `swap ${long} ticks long, ${short} short`,
    nextAfter: (ms) => {
      let due = next(ms)
      while (isWeekend(due)) due = next(due)
      return due
    },
    cash: (instrument, lots, _price, time) => {
      const nights = weekdayOf(time) === tripleOn ? 3 : 1
      const points = lots > 0 ? long : short
      return whole(Math.abs(lots) * points * nights * unitsPerTick(instrument))
    },
  }
}

/** A rule for some instruments only: `financingOf((i) => i.id === 'BTCPERP', funding({ rate: 0.0001 }))`. */
export function financingOf(appliesTo: (instrument: Instrument) => boolean, rule: Financing): Financing {
  return { ...rule, appliesTo }
}

/** The instants of something daily. */
export function daily(at: number | ((afterMs: number) => number)): (afterMs: number) => number {
  if (typeof at === 'function') return at
  checkRate(Number.isSafeInteger(at) && at >= 0 && at < DAY_MS, 'ms after midnight below a day', at)
  return (ms) => (Math.floor((ms - at) / DAY_MS) + 1) * DAY_MS + at
}

/** To whole ledger units, halves away from zero. */
export function whole(units: number): number {
  const size = Math.round(Math.abs(units))
  return units < 0 && size !== 0 ? -size : size
}

/** @throws LockstepError E_CONFIG */
export function checkRate(ok: boolean, expected: string, was: number): void {
  if (!ok) throw new LockstepError('E_CONFIG', `expected ${expected}, was ${was}`, 'Rates are fractions: 3 % is 0.03.')
}

function fundingOf(rates: readonly FundingRate[]): Financing {
  const wrong = rates.findIndex(({ time }, k) => !(time > (rates[k - 1]?.time ?? -Infinity)))
  checkRate(wrong < 0, 'funding rates in the order of their times', rates[wrong]?.time ?? NaN)
  const bad = rates.find(({ rate }) => !(Math.abs(rate) <= 1))
  checkRate(bad === undefined, 'funding rates between -1 and 1', bad?.rate ?? NaN)
  const times = Float64Array.from(rates, ({ time }) => time)
  return {
    kind: 'funding',
    label: `funding at ${rates.length} rates`,
    nextAfter: (ms) => times[firstAfter(times, ms)] ?? Infinity,
    cash: (instrument, lots, price, time) => {
      const rate = rates[firstAfter(times, time) - 1]?.rate ?? 0
      return whole(-valueOf(instrument, lots, price) * rate)
    },
  }
}

/** The place of the first time after `ms`; their number when there is none. */
function firstAfter(times: Float64Array, ms: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (times[middle]! > ms) high = middle
    else low = middle + 1
  }
  return low
}

/** Signed, in ledger units. */
function valueOf(instrument: Instrument, lots: number, price: number): number {
  return lots * lotSize(instrument) * instrument.multiplier * price * 10 ** instrument.currency.decimals
}

function unitsPerTick(instrument: Instrument): number {
  return notionalRatio(instrument).numerator / notionalRatio(instrument).denominator
}

/** 0 for Sunday: the epoch was a Thursday. */
function weekdayOf(ms: number): number {
  return (((Math.floor(ms / DAY_MS) + 4) % 7) + 7) % 7
}

function isWeekend(ms: number): boolean {
  return weekdayOf(ms) % 6 === 0
}
