/** What can be asked of a LEAN folder, and the rules of each kind of security there. */
import { LockstepError } from '../../base/error.ts'
import { didYouMean } from '../../base/nearest-name.ts'
import type { InstrumentKind, InstrumentSpec } from '../../model/instrument.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../model/time.ts'
import type { Timeframe } from '../../model/timeframe.ts'
import { adjustments, type Adjustment } from './corporate-actions.ts'
import { parseDay } from './small-file.ts'

/** Bars of trades, or of the best bid and ask. */
export type PrintKind = 'trade' | 'quote'

interface TypeRule {
  /** As keys of the market-hours database spell it. */
  readonly name: string
  /** LEAN's own default. */
  readonly market: string
  readonly kind: InstrumentKind
  /** Units of a file's prices in one unit of money. */
  readonly priceUnits: number
  /** What files of a date there are for ticks, seconds and minutes. */
  readonly kinds: readonly [PrintKind, ...PrintKind[]]
  /** Whether hour and daily files say which kind they hold: `btcusd_trade.zip`; if not, they hold the first of `kinds`. */
  readonly kindInName: boolean
  /** Whether factor and map files apply. */
  readonly shares: boolean
}

const whole = { priceUnits: 1, kindInName: false, shares: false }
const both: Pick<TypeRule, 'priceUnits' | 'kindInName' | 'shares' | 'kinds'> = { ...whole, kinds: ['trade', 'quote'], kindInName: true }

export type LeanType = 'equity' | 'forex' | 'cfd' | 'index' | 'crypto' | 'cryptofuture' | 'future'

export const leanTypes: Readonly<Record<LeanType, TypeRule>> = {
  equity: { ...both, name: 'Equity', market: 'usa', kind: 'equity', priceUnits: 10_000, kindInName: false, shares: true },
  forex: { ...whole, name: 'Forex', market: 'oanda', kind: 'forex', kinds: ['quote'] },
  cfd: { ...whole, name: 'Cfd', market: 'oanda', kind: 'cfd', kinds: ['quote'] },
  index: { ...whole, name: 'Index', market: 'usa', kind: 'index', kinds: ['trade'] },
  crypto: { ...both, name: 'Crypto', market: 'coinbase', kind: 'crypto' },
  cryptofuture: { ...both, name: 'CryptoFuture', market: 'binance', kind: 'future' },
  future: { ...both, name: 'Future', market: 'cme', kind: 'future' },
}

/** Length of a bar by the name of its folder; a tick has none. */
export type LeanResolution = 'tick' | 'second' | 'minute' | 'hour' | 'daily'
export const leanResolutions: Readonly<Record<LeanResolution, number>> = {
  tick: 0,
  second: SECOND_MS,
  minute: MINUTE_MS,
  hour: HOUR_MS,
  daily: DAY_MS,
}

const labels: Readonly<Record<LeanResolution, string>> = { tick: 'tick', second: '1s', minute: '1m', hour: '1h', daily: '1d' }

/** One series of a LEAN folder. */
export interface LeanRequest {
  readonly type: LeanType
  /** The ticker as it is last known by, such as `SPY`, `EURUSD` or `BTCUSD`. */
  readonly symbol: string
  readonly resolution: LeanResolution
  /** Default `usa` for equity and index, `oanda` for forex and cfd, `coinbase`, `binance` and `cme` for the rest. */
  readonly market?: string
  /** First and last date, both included, in the exchange's zone: `2013-10-07`. Without them, all there is. */
  readonly from?: string
  readonly to?: string
  /** Of equities, default `adjusted`; other types have only raw prices. */
  readonly mode?: Adjustment
  /** Hours before and after the regular session too; default false. Daily bars are always of the regular session. */
  readonly extended?: boolean
  /**
   * A row for each missing period of a session, up to the last date, repeating the last close. Default true; ticks have none.
   */
  readonly fillForward?: boolean
  /**
   * When a daily bar of a market with sessions is known: at the session's `close`, LEAN's default (`DailyPreciseEndTime`), or at the
   * `midnight` after it.
   */
  readonly dailyEnd?: 'close' | 'midnight'
  /** Which contract of a future, such as `201312`. */
  readonly contract?: string
  /** What the instrument is in the run; id, steps, currency and calendar default to the symbol and to what the folder says of it. */
  readonly instrument?: Partial<InstrumentSpec>
}

/** A request with its defaults, checked. Days are counted from 1970. */
export interface LeanPlan {
  readonly type: LeanType
  readonly rule: TypeRule
  readonly symbol: string
  readonly market: string
  readonly resolution: LeanResolution
  readonly timeframe: Timeframe
  /** Epoch days, -Infinity and Infinity where not given. */
  readonly from: number
  readonly to: number
  readonly mode: Adjustment
  readonly extended: boolean
  readonly fillForward: boolean
  readonly dailyEnd: 'close' | 'midnight'
  readonly contract: string | null
  readonly instrument: Partial<InstrumentSpec>
}

/** @throws LockstepError E_USAGE for what cannot be asked */
export function planOf(request: LeanRequest): LeanPlan {
  const { type, resolution, symbol } = request
  oneOf('type', type, Object.keys(leanTypes))
  oneOf('resolution', resolution, Object.keys(leanResolutions))
  oneOf('mode', request.mode ?? 'raw', adjustments)
  oneOf('dailyEnd', request.dailyEnd ?? 'close', ['close', 'midnight'])
  const rule = leanTypes[type]
  const market = request.market ?? rule.market
  plainName('symbol', symbol)
  plainName('market', market)
  if (request.contract !== undefined) plainName('contract', request.contract)
  const from = request.from === undefined ? -Infinity : dateOf('from', request.from)
  const to = request.to === undefined ? Infinity : dateOf('to', request.to)
  if (from > to) throw usage('from', 'at or before to', `${request.from} after ${request.to}`)
  return {
    type,
    rule,
    symbol: symbol.toUpperCase(),
    market: market.toLowerCase(),
    resolution,
    timeframe: { label: labels[resolution], ms: leanResolutions[resolution], months: 0 },
    from,
    to,
    mode: rule.shares ? (request.mode ?? 'adjusted') : 'raw',
    extended: request.extended ?? false,
    fillForward: (request.fillForward ?? true) && resolution !== 'tick',
    dailyEnd: request.dailyEnd ?? 'close',
    contract: request.contract?.toLowerCase() ?? null,
    instrument: request.instrument ?? {},
  }
}

/** `equity/usa/minute/SPY`, for messages. */
export function planName({ type, market, resolution, symbol }: LeanPlan): string {
  return `${type}/${market}/${resolution}/${symbol}`
}

function oneOf(what: string, value: string, names: readonly string[]): void {
  if (!names.includes(value)) throw usage(what, `one of ${names.join(', ')}`, `"${value}": ${didYouMean(value, names)}`)
}

/** Names become parts of paths: nothing in them may lead out of the folder. */
function plainName(what: string, value: string): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/.test(value) || value.includes('..'))
    throw usage(what, 'letters, digits and . _ -', JSON.stringify(value))
}

function dateOf(what: string, text: string): number {
  const day = parseDay(text)
  if (Number.isNaN(day)) throw usage(what, 'a date such as 2013-10-07', JSON.stringify(text))
  return day
}

function usage(what: string, expected: string, was: string): LockstepError {
  return new LockstepError('E_USAGE', `expected ${what} of a LEAN request to be ${expected}, was ${was}`, 'Correct the request.')
}
