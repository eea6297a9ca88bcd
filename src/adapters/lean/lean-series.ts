/** Trades and quotes of one LEAN series as the columns of a run: one row a period, gaps filled, corporate actions beside. */
import { createHash } from 'node:crypto'
import { hashBars } from '../../catalog/content-hash.ts'
import { allocateBars, type Bars, type BarSeries, type Quotes } from '../../model/bars.ts'
import type { BarGrid } from './bar-grid.ts'
import type { PrintReader } from './print-reader.ts'
import { RowColumns } from './row-columns.ts'

/** Columns of an outline: when a row opens and closes, and its rows of trades and of quotes, -1 for none. */
const OPEN = 0
const CLOSE = 1
const TRADE = 2
const QUOTE = 3
const OUTLINE_WIDTH = 4
const NONE = -1

export interface OutlineOptions {
  readonly ticks: boolean
  readonly fillForward: boolean
  /** Bars that close at or after this are not filled in; null for the last row's close. Epoch ms. */
  readonly fillTo: number | null
}

/** The rows of a series before they have values, and how many of them are filled in before the last print. */
export interface Outline {
  readonly rows: RowColumns
  readonly missing: number
}

/** Every period with a trade or a quote, each tick by itself, quotes before trades of the same millisecond. */
export function outlineOf({ trades, quotes }: PrintReader, grid: BarGrid, options: OutlineOptions): Outline {
  const rows = new RowColumns(OUTLINE_WIDTH)
  const row = new Float64Array(OUTLINE_WIDTH)
  const tradeTime = trades.columns[0]!
  const quoteTime = quotes.columns[0]!
  const push = (open: number, close: number, trade: number, quote: number): void => {
    row[OPEN] = open
    row[CLOSE] = close
    row[TRADE] = trade
    row[QUOTE] = quote
    rows.push(row)
  }
  let missing = 0
  let last = NaN
  for (let a = 0, b = 0; a < trades.length || b < quotes.length;) {
    const atTrade = a < trades.length ? tradeTime[a]! : Infinity
    const atQuote = b < quotes.length ? quoteTime[b]! : Infinity
    const open = Math.min(atTrade, atQuote)
    if (options.fillForward && !Number.isNaN(last)) {
      for (grid.placeAfter(last); grid.close <= open; grid.placeAfter(grid.open), missing++) push(grid.open, grid.close, NONE, NONE)
    }
    const takesQuote = atQuote === open
    const takesTrade = atTrade === open && !(options.ticks && takesQuote)
    push(open, grid.closeOf(open), takesTrade ? a++ : NONE, takesQuote ? b++ : NONE)
    last = open
  }
  if (options.fillForward && options.fillTo !== null && !Number.isNaN(last))
    for (grid.placeAfter(last); grid.close < options.fillTo; grid.placeAfter(grid.open)) push(grid.open, grid.close, NONE, NONE)
  return { rows, missing }
}

/** What a series has beside its instrument. */
export type SeriesColumns = Pick<BarSeries, 'bars' | 'closes' | 'quotes' | 'repeated'>

/**
 * Fills the columns. Where trades make the bars, a row without one repeats the last close; before any trade it has the middle of its
 * quote. Where quotes make the bars (`ofQuotes`), a bar is the middle of bid and ask, of one side alone where the other is missing.
 */
export function fillColumns(
  { rows }: Outline,
  prints: PrintReader,
  { ofQuotes, ticks, ofSessions }: { readonly ofQuotes: boolean; readonly ticks: boolean; readonly ofSessions: boolean },
): SeriesColumns {
  const [open, close, tradeAt, quoteAt] = rows.columns as [Float64Array, Float64Array, Float64Array, Float64Array]
  const bars = allocateBars(rows.length)
  const repeated = new Uint8Array(new SharedArrayBuffer(Math.max(rows.length, 1)), 0, rows.length)
  const quotes = prints.quotes.length === 0 ? null : takeQuotes(rows, prints.quotes, ticks)
  const trades = prints.trades.columns
  const row = new Float64Array(6)
  let last = NaN
  for (let i = 0; i < rows.length; i++) {
    const trade = tradeAt[i]!
    const quoted = quotes !== null && quoteAt[i] !== NONE
    row[5] = 0
    if (trade !== NONE) for (let k = 1; k < 6; k++) row[k] = trades[k]![trade]!
    else if (quoted && (ofQuotes || Number.isNaN(last))) takeMiddle(quotes, i, row)
    else row.fill(last, 1, 5)
    row[0] = open[i]!
    if (trade === NONE && !(ofQuotes && quoted)) {
      repeated[i] = 1
      row.fill(row[4]!, 1, 5)
    }
    last = row[4]!
    putRow(bars, i, row)
  }
  const closes = shared(rows.length)
  closes.set(close.subarray(0, rows.length))
  return {
    bars,
    ...(ofSessions && { closes }),
    ...(quotes !== null && { quotes }),
    ...(repeated.includes(1) && { repeated }),
  }
}

/** Names the content: equal columns and actions give equal hashes. */
export function hashSeries({ bars, closes, quotes, repeated }: SeriesColumns, actions: BarSeries['actions']): string {
  const hash = createHash('sha256').update(hashBars(bars).content)
  for (const column of [closes, ...Object.values(quotes ?? {}), repeated]) if (column !== undefined) hash.update(column)
  return hash.update(JSON.stringify(actions ?? [])).digest('hex')
}

const SIDES = ['bidOpen', 'bidHigh', 'bidLow', 'bidClose', 'askOpen', 'askHigh', 'askLow', 'askClose'] as const

/** A tick that quotes one side leaves the other as it was. */
function takeQuotes(rows: RowColumns, from: RowColumns, ticks: boolean): Quotes {
  const at = rows.columns[QUOTE]!
  const columns = SIDES.map((_, side) => {
    const column = shared(rows.length)
    const source = from.columns[side + 1]!
    let last = NaN
    for (let i = 0; i < rows.length; i++) {
      if (at[i] === NONE) {
        column[i] = NaN
        continue
      }
      const value = source[at[i]!]!
      if (!Number.isNaN(value) || !ticks) last = value
      column[i] = last
    }
    return column
  })
  return Object.fromEntries(SIDES.map((name, side) => [name, columns[side]!])) as unknown as Quotes
}

function takeMiddle(quotes: Quotes, i: number, row: Float64Array): void {
  for (let k = 0; k < 4; k++) {
    const bid = quotes[SIDES[k]!][i]!
    const ask = quotes[SIDES[k + 4]!][i]!
    row[k + 1] = Number.isNaN(bid) ? ask : Number.isNaN(ask) ? bid : (bid + ask) / 2
  }
}

function putRow(bars: Bars, i: number, row: Float64Array): void {
  bars.time[i] = row[0]!
  bars.open[i] = row[1]!
  bars.high[i] = row[2]!
  bars.low[i] = row[3]!
  bars.close[i] = row[4]!
  bars.volume[i] = row[5]!
}

function shared(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(Math.max(length, 1) * 8), 0, length)
}
