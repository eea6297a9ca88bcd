/**
 * Profit by what made it: tables whose rows sum, to the ledger unit, to what the account gained. Each lot counts to the decision that
 * opened it; cash that no lot brought has a row of its own, `(account)`, and where there are several currencies what holding them
 * brought is `(currency)`.
 */
import { moneyOf } from '../model/instrument.ts'
import type { RunEnd } from '../model/ports.ts'
import { EXIT_OPEN, L_ADJUSTED, L_ENTRY_TIME, L_EXIT, L_FEES, L_GROSS, lotExits, type LotLedger } from './lot-ledger.ts'
import { hourOfWeek, hours, monthName, OTHERS_KEY, WEEK_HOURS, weekdays, type LotNames, type OpenerNames } from './lot-names.ts'
import type { LotRow } from './lot-rows.ts'
import {
  addTo,
  S_ADJUSTED,
  S_CLOSED,
  S_FEES,
  S_GROSS,
  S_LOSSES,
  S_LOST,
  S_OPEN,
  S_WINS,
  S_WON,
  SUM_WIDTH,
  type LotMoney,
} from './lot-sums.ts'

/** What lots can be summed by. Times are those of the entry, in UTC. */
export const attributionKeys = ['instrument', 'strategy', 'timeframe', 'tag', 'model', 'side', 'exit', 'hour', 'weekday', 'month'] as const
export type AttributionKey = (typeof attributionKeys)[number]

/** What some lots made. Money in the account's currency. */
export interface AttributionFigures {
  /** Lots that were closed; one that was closed in parts counts each. */
  readonly closed: number
  /** Lots still open at the end, worth their last marks. */
  readonly open: number
  /** Closed lots by what they made after fees and adjustments. */
  readonly wins: number
  readonly draws: number
  readonly losses: number
  /** Profit by prices alone, of open lots too. */
  readonly gross: number
  readonly fees: number
  /** What came without a fill: dividends, funding, borrow, interest; negative was paid. */
  readonly adjusted: number
  /** gross − fees + adjusted */
  readonly net: number
  /** Net of all net; of a loss, the share of that. Null where nothing was gained or lost in all. */
  readonly share: number | null
  /** Fees of all fees; null where there are none. */
  readonly feeShare: number | null
  /** Wins of closed lots; null without any. */
  readonly hitRate: number | null
  /** What winners made / what losers lost; null without a losing lot. */
  readonly profitFactor: number | null
}

export interface AttributionRow extends AttributionFigures {
  readonly key: string
}

/** Rows of a table; by name, the most profitable first, by time in its order. Its last rows may be (others), (account), (currency). */
export type AttributionTables = Readonly<Record<AttributionKey, readonly AttributionRow[]>>

export interface Attributed {
  readonly total: AttributionFigures
  readonly by: AttributionTables
}

/** Rows of one table; what is beyond goes into one row, `(others)`, those that made or lost least. */
export const KEYS_MAX = 500

export const ACCOUNT_KEY = '(account)'
export const CURRENCY_KEY = '(currency)'

/** Everything that a run made, by each key on its own. */
export function attributionOf(lots: LotLedger, names: LotNames, opening: number, end: Pick<RunEnd, 'equity'>): Attributed {
  const { decimals } = names.currency
  const all = new Float64Array(SUM_WIDTH)
  const byName = new Map(nameKeys.map((key) => [key, new Tally()]))
  for (const [number, opener] of lots.sums.openers.entries()) {
    const of = names.of(opener)
    for (const [exit, exitName] of lotExits.entries()) {
      const cell = lots.sums.cells.subarray((number * lotExits.length + exit) * SUM_WIDTH).subarray(0, SUM_WIDTH)
      if (cell[S_CLOSED] === 0 && cell[S_OPEN] === 0) continue
      addSums(all, cell)
      for (const [key, tally] of byName) addSums(tally.at(key === 'exit' ? exitName : of[key]), cell)
    }
  }
  const rest = restOf(lots, all, opening, end)
  const total = all.slice()
  for (const [, sums] of rest) addSums(total, sums)
  const rowsOf = (groups: readonly Group[]): AttributionRow[] =>
    [...bounded(groups), ...rest].map(([key, sums]) => ({ key, ...figuresOf(sums, total, decimals) }))
  const byTime = timeTables(lots, all)
  const tableOf = (key: AttributionKey): AttributionRow[] =>
    rowsOf(isTimeKey(key) ? byTime[key] : byName.get(key)!.groups().toSorted(byNet))
  return {
    total: figuresOf(total, total, decimals),
    by: {
      instrument: tableOf('instrument'),
      strategy: tableOf('strategy'),
      timeframe: tableOf('timeframe'),
      tag: tableOf('tag'),
      model: tableOf('model'),
      side: tableOf('side'),
      exit: tableOf('exit'),
      hour: tableOf('hour'),
      weekday: tableOf('weekday'),
      month: tableOf('month'),
    },
  }
}

/**
 * Sums lots by any of the keys together: `attributionBy(report.lots.rows, ['instrument', 'hour'])`, most profitable first.
 * @param decimals of the ledger unit of the account's currency, to which sums are exact
 */
export function attributionBy(
  rows: Iterable<LotRow>,
  keys: readonly AttributionKey[],
  decimals = 6,
): (AttributionFigures & { readonly keys: readonly string[] })[] {
  const tally = new Tally()
  const named = new Map<string, readonly string[]>()
  const total = new Float64Array(SUM_WIDTH)
  const units = (money: number): number => Math.round(money * 10 ** decimals)
  for (const row of rows) {
    const of = keys.map((key) => keyOf(row, key))
    const joined = of.join('\u0000')
    named.set(joined, of)
    const lot = { gross: units(row.gross), fees: units(row.fees), adjusted: units(row.adjusted) }
    const isOpen = row.exit === 'open'
    addTo(tally.at(joined), 0, lot, isOpen)
    addTo(total, 0, lot, isOpen)
  }
  return tally
    .groups()
    .toSorted(byNet)
    .map(([joined, sums]) => ({ keys: named.get(joined)!, ...figuresOf(sums, total, decimals) }))
}

type NameKey = keyof OpenerNames | 'exit'
type TimeKey = Exclude<AttributionKey, NameKey>
type Group = readonly [key: string, sums: Float64Array]

const nameKeys: readonly NameKey[] = ['instrument', 'strategy', 'timeframe', 'tag', 'model', 'side', 'exit']

function isTimeKey(key: AttributionKey): key is TimeKey {
  return key === 'hour' || key === 'weekday' || key === 'month'
}

/** Sums by key. */
class Tally {
  private readonly sums = new Map<string, Float64Array>()

  at(key: string): Float64Array {
    const known = this.sums.get(key)
    if (known !== undefined) return known
    const sums = new Float64Array(SUM_WIDTH)
    this.sums.set(key, sums)
    return sums
  }

  groups(): Group[] {
    return [...this.sums]
  }
}

function keyOf(row: LotRow, key: AttributionKey): string {
  if (key === 'hour') return hours[hourOfWeek(row.entryTime) % 24]!
  if (key === 'weekday') return weekdays[Math.floor(hourOfWeek(row.entryTime) / 24)]!
  return key === 'month' ? monthName(row.entryTime) : row[key]
}

/** What no lot made. */
function restOf({ ofAccount }: LotLedger, lots: Float64Array, opening: number, { equity }: Pick<RunEnd, 'equity'>): Group[] {
  const currency = equity === undefined ? 0 : equity - opening - ofAccount - netOf(lots)
  const rest = [
    [ACCOUNT_KEY, ofAccount, S_ADJUSTED],
    [CURRENCY_KEY, currency, S_GROSS],
  ] as const
  return rest.flatMap(([key, units, field]) => {
    if (units === 0) return []
    const sums = new Float64Array(SUM_WIDTH)
    sums[field] = units
    return [[key, sums] as const]
  })
}

/** By hour, weekday and month of the entry: one pass over the lots that were kept. */
function timeTables({ rows }: LotLedger, all: Float64Array): Record<TimeKey, readonly Group[]> {
  const weekHours = new Float64Array(WEEK_HOURS * SUM_WIDTH)
  const months = new Tally()
  const monthAt = monthMemo(months)
  const lot: LotMoney = { gross: 0.5, fees: 0.5, adjusted: 0.5 }
  for (let row = 0; row < rows.kept; row++) {
    const time = rows.field(row, L_ENTRY_TIME)
    const isOpen = rows.field(row, L_EXIT) === EXIT_OPEN
    lot.gross = rows.field(row, L_GROSS)
    lot.fees = rows.field(row, L_FEES)
    lot.adjusted = rows.field(row, L_ADJUSTED)
    addTo(weekHours, hourOfWeek(time) * SUM_WIDTH, lot, isOpen)
    addTo(monthAt(time), 0, lot, isOpen)
  }
  const others = (): Group[] => {
    const rest = all.slice()
    for (let at = 0; at < weekHours.length; at++) rest[at % SUM_WIDTH]! -= weekHours[at]!
    return rows.count > rows.kept ? [[OTHERS_KEY, rest]] : []
  }
  const by = (names: readonly string[], placeOf: (weekHour: number) => number): Group[] => {
    const groups = names.map((name): Group => [name, new Float64Array(SUM_WIDTH)])
    for (let k = 0; k < WEEK_HOURS; k++) addSums(groups[placeOf(k)]![1], weekHours.subarray(k * SUM_WIDTH))
    return [...groups.filter(([, sums]) => sums[S_CLOSED]! + sums[S_OPEN]! > 0), ...others()]
  }
  return {
    hour: by(hours, (k) => k % 24),
    weekday: by(weekdays, (k) => Math.floor(k / 24)),
    month: [...months.groups().toSorted(([a], [b]) => (a < b ? -1 : 1)), ...others()],
  }
}

/** The sums of the month of a time; quick for one time after another of a month. */
function monthMemo(months: Tally): (time: number) => Float64Array {
  let [from, to] = [0, 0]
  let sums: Float64Array = new Float64Array(0)
  return (time) => {
    if (time > from && time <= to) return sums
    const date = new Date(time - 1)
    from = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
    to = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
    sums = months.at(monthName(time))
    return sums
  }
}

/** At most KEYS_MAX groups in their order; those that moved least money are one, at the end. */
function bounded(groups: readonly Group[]): readonly Group[] {
  if (groups.length <= KEYS_MAX) return groups
  const bySize = groups.toSorted(([, a], [, b]) => Math.abs(netOf(b)) - Math.abs(netOf(a)))
  const rest = new Set(bySize.slice(KEYS_MAX - 1))
  const others = new Float64Array(SUM_WIDTH)
  for (const [, sums] of rest) addSums(others, sums)
  return [...groups.filter((group) => !rest.has(group)), [OTHERS_KEY, others]]
}

function figuresOf(s: Float64Array, total: Float64Array, decimals: number): AttributionFigures {
  const money = (units: number): number => moneyOf({ code: '', decimals }, units)
  const [closed, wins, losses] = [s[S_CLOSED]!, s[S_WINS]!, s[S_LOSSES]!]
  return {
    closed,
    open: s[S_OPEN]!,
    wins,
    draws: closed - wins - losses,
    losses,
    gross: money(s[S_GROSS]!),
    fees: money(s[S_FEES]!),
    adjusted: money(s[S_ADJUSTED]!),
    net: money(netOf(s)),
    share: ratio(netOf(s), netOf(total)),
    feeShare: ratio(s[S_FEES]!, total[S_FEES]!),
    hitRate: ratio(wins, closed),
    profitFactor: ratio(s[S_WON]!, -s[S_LOST]!),
  }
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

function netOf(sums: Float64Array): number {
  return sums[S_GROSS]! - sums[S_FEES]! + sums[S_ADJUSTED]!
}

function addSums(to: Float64Array, from: Float64Array): void {
  for (let k = 0; k < SUM_WIDTH; k++) to[k]! += from[k]!
}

function byNet([a, x]: Group, [b, y]: Group): number {
  return netOf(y) - netOf(x) || (a < b ? -1 : 1)
}
