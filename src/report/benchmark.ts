/** Buying and holding: what the opening cash would have become from the first tradable bar on. */
import type { Bars } from '../model/bars.ts'
import { barClose, type Timeframe } from '../model/timeframe.ts'
import { DAY_MS, type Timestamp } from '../model/time.ts'
import { dayOf, type DailySeries } from './daily-equity.ts'
import { factsOfSeries, type Rates } from './daily-facts.ts'
import type { BenchmarkFacts } from './definitions/definition.ts'
import type { BenchmarkSection } from './document.ts'
import { sessionDays, type SessionDays } from './session-days.ts'
import { YEAR_MS } from './statistics/returns.ts'

export interface Benchmark {
  /** A name for tables, such as the instrument's id. */
  readonly label: string
  readonly bars: Bars
  /** Where the bars are not all in memory: those of them that count for holding from a time on; null when there are none. */
  readonly barsFrom?: (time: Timestamp) => Bars | null
  readonly timeframe: Timeframe
  /** When each bar is known, where that is not `barClose` of its open. */
  readonly closes?: Float64Array
  /** Share of the money that buying at a price costs, such as 0.001 for 10 basis points. */
  entryCost(price: number): number
}

type HeldBars = Pick<Benchmark, 'bars' | 'timeframe' | 'closes'>

export interface Held {
  readonly label: string
  readonly daily: DailySeries
  readonly opening: number
  readonly years: number
}

const POINTS_MAX = 8192

/** Buys at the open of the first bar that opens at or after `from`; null when there is none. Marks are bar closes. */
export function hold(given: Benchmark, from: number, opening: number, sessions: SessionDays): Held | null {
  const bars = given.barsFrom === undefined ? given.bars : given.barsFrom(from as Timestamp)
  if (bars === null) return null
  const b = { ...given, bars }
  const first = firstAtOrAfter(b.bars.time, b.bars.length, from)
  const entry = b.bars.open[first]
  if (first === b.bars.length || entry === undefined || !(entry > 0)) return null
  const units = (opening * (1 - b.entryCost(entry))) / entry
  const last = closeOf(b, b.bars.length - 1)
  const daily = sessionDays(worthByDay(b, first, units), sessions)
  return { label: b.label, daily, opening, years: (last - b.bars.time[first]!) / YEAR_MS }
}

/** What so many units are worth at the end of each day, from the row `first` on. Bars that do not end a day are not looked at. */
function worthByDay(b: Benchmark, first: number, units: number): DailySeries {
  const day: number[] = []
  const equity: number[] = []
  for (let row = first, bars = 1; row < b.bars.length; row++) {
    const today = dayOf(closeOf(b, row))
    const end = (today + 1) * DAY_MS
    // Most days have as many bars as the one before.
    const guess = row + bars - 1
    const last = closesBy(b, guess, end) && !closesBy(b, guess + 1, end) ? guess : lastBy(b, row, end)
    bars = last - row + 1
    row = last
    day.push(today)
    equity.push(units * b.bars.close[row]!)
  }
  return { day: new Float64Array(day), equity: new Float64Array(equity) }
}

function closeOf({ bars, timeframe, closes }: HeldBars, row: number): number {
  return closes === undefined ? barClose(timeframe, bars.time[row]!) : closes[row]!
}

/** The last row that closes on the day on which `row` does. */
export function lastOfDay(b: HeldBars, row: number): number {
  return lastBy(b, row, (dayOf(closeOf(b, row)) + 1) * DAY_MS)
}

/** The last row from `row` on that closes by `end`: steps that double, then halve. */
function lastBy(b: HeldBars, row: number, end: number): number {
  let last = row
  let step = 1
  while (closesBy(b, last + step, end)) {
    last += step
    step *= 2
  }
  for (; step >= 1; step /= 2) if (closesBy(b, last + step, end)) last += step
  return last
}

function closesBy(b: HeldBars, row: number, end: number): boolean {
  return row < b.bars.length && closeOf(b, row) <= end
}

/** The holding as an account, and the returns of the days that the account has too. */
export function benchmarkFacts({ daily, opening, years }: Held, account: DailyReturns, rates: Rates): BenchmarkFacts {
  const facts = factsOfSeries({ ...daily, opening, years, ...rates })
  return { facts, ...inCommon(account, facts) }
}

/** The curve for drawing: every k-th day, and the last. */
export function benchmarkSection({ label, daily }: Held): BenchmarkSection {
  const every = Math.ceil(daily.day.length / POINTS_MAX)
  const points: number[][] = []
  for (let i = (daily.day.length - 1) % every; i < daily.day.length; i += every)
    points.push([(daily.day[i]! + 1) * DAY_MS, daily.equity[i]!])
  return { label, columns: ['time', 'equity'], points }
}

interface DailyReturns {
  readonly day: Float64Array
  readonly returns: Float64Array
}

function inCommon(a: DailyReturns, b: DailyReturns): Pick<BenchmarkFacts, 'day' | 'account' | 'held'> {
  const [day, account, held] = [a.day.slice(), a.returns.slice(), new Float64Array(a.day.length)]
  let count = 0
  for (let i = 0, k = 0; i < a.day.length; i++) {
    while (k < b.day.length && b.day[k]! < a.day[i]!) k++
    if (b.day[k] !== a.day[i]) continue
    day[count] = a.day[i]!
    account[count] = a.returns[i]!
    held[count++] = b.returns[k]!
  }
  return { day: day.subarray(0, count), account: account.subarray(0, count), held: held.subarray(0, count) }
}

function firstAtOrAfter(time: Float64Array, length: number, from: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (time[middle]! < from) low = middle + 1
    else high = middle
  }
  return low
}
