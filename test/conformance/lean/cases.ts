/** LEAN's regression cases as the reference folder holds them: what LEAN's own tests expect, samples and fills. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ZoneOffsets } from '../../../src/calendar/zone-offsets.ts'
import { DAY_MS } from '../../../src/model/time.ts'

export interface LeanCase {
  readonly name: string
  /** LEAN's own texts by LEAN's names. */
  readonly expected: Readonly<Record<string, string>>
}

export interface DailyRow {
  readonly time: number
  /** Per cent. */
  readonly performance: number
  readonly benchmark: number
}

export interface FillRow {
  readonly time: number
  readonly order: number
  readonly symbol: string
  readonly type: string
  /** Negative for sales. */
  readonly qty: number
  readonly price: number
  readonly fee: number
}

/** Not compared: they are made of LEAN's inner workings, such as how many data points it pumped. */
const LEFT_OUT: ReadonlySet<string> = new Set(['Estimated Strategy Capacity', 'Lowest Capacity Asset'])

const newYork = new ZoneOffsets('America/New_York')

/** The reference folder, or undefined with one line on how to get it. */
export const reference: string | undefined = process.env['LOCKSTEP_REFERENCE']
if (reference === undefined) {
  console.log('LEAN conformance skipped: set LOCKSTEP_REFERENCE to a folder with golden/lean and data/lean (a LEAN Data folder).')
}

export function readCases(): LeanCase[] {
  const path = join(reference ?? '', 'golden', 'lean', 'cases.json')
  if (!existsSync(path)) return []
  const { algorithms } = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly algorithms: readonly {
      readonly name: string
      readonly ExpectedStatistics: Readonly<Record<string, string>>
    }[]
  }
  return algorithms.map(({ name, ExpectedStatistics }) => ({
    name,
    expected: Object.fromEntries(Object.entries(ExpectedStatistics).filter(([statistic]) => !LEFT_OUT.has(statistic))),
  }))
}

export function readDaily(name: string): DailyRow[] {
  return rowsOf(`${name}.daily.csv`).map(([time = '', performance, benchmark]) => ({
    time: instantOf(time),
    performance: Number(performance),
    benchmark: Number(benchmark),
  }))
}

export function readFills(name: string): FillRow[] {
  return rowsOf(`${name}.fills.csv`).map(([time = '', order, symbol = '', type = '', qty, price, fee]) => ({
    time: instantOf(time),
    order: Number(order),
    symbol,
    type,
    qty: Number(qty),
    price: Number(price),
    fee: Number(fee),
  }))
}

/** The US primary credit rate on the UTC date of an instant, as a fraction: forward filled, the first one before the first. */
export function readRates(): (time: number) => number {
  const path = join(reference ?? '', 'data/lean/Data/alternative/interest-rate/usa/interest-rate.csv')
  const [, ...lines] = readFileSync(path, 'utf8').trim().split('\n')
  const rates = lines
    .map((line) => line.split(','))
    .map(([date = '', percent]) => ({ from: Date.parse(date), rate: Number(percent) / 100 }))
  return (time) => (rates.findLast(({ from }) => from <= time) ?? rates[0]!).rate
}

/** Dividends of SPY by ex-date (UTC midnight of it), money a share, from LEAN's factor file. */
export function readDividends(isSession: (date: number) => boolean): ReadonlyMap<number, number> {
  const path = join(reference ?? '', 'data/lean/Data/equity/usa/factor_files/spy.csv')
  const rows = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','))
  const dividends = new Map<number, number>()
  rows.slice(0, -1).forEach(([day = '', factor, , price], k) => {
    const amount = Math.round(Number(price) * (1 - Number(factor) / Number(rows[k + 1]![1])) * 100) / 100
    let date = Date.parse(day.replace(/^(....)(..)(..)$/, '$1-$2-$3'))
    do date += DAY_MS
    while (!isSession(date))
    if (amount > 0) dividends.set(date, amount)
  })
  return dividends
}

function rowsOf(file: string): string[][] {
  const [, ...lines] = readFileSync(join(reference ?? '', 'golden', 'lean', file), 'utf8')
    .trim()
    .split('\n')
  return lines.map((line) => line.split(','))
}

/** The instant of a wall clock in New York. */
function instantOf(wall: string): number {
  return newYork.instantOf(Date.parse(`${wall}Z`))
}
