/** Rows that are more than six numbers, as a journal keeps them: quotes and repetition beside the bar, as two rows more. */
import type { BarColumns, BarSeries, Quotes } from '../model/bars.ts'

/** A row's bid and ask as bars; the bid's volume is 1 where the row only repeats the last close. */
export interface WideRows {
  readonly bid: BarColumns
  readonly ask: BarColumns
}

export function isWide({ quotes, repeated }: BarSeries): boolean {
  return quotes !== undefined || repeated !== undefined
}

/** Both rows of every bar, over the series' own columns. */
export function wideRows({ bars, quotes, repeated }: BarSeries): WideRows {
  const none = new Float64Array(quotes === undefined || repeated === undefined ? bars.length : 0).fill(NaN)
  const flags = repeated === undefined ? none : Float64Array.from(repeated)
  const side = (name: 'bid' | 'ask', volume: Float64Array): BarColumns => ({
    time: bars.time,
    open: quotes?.[`${name}Open`] ?? none,
    high: quotes?.[`${name}High`] ?? none,
    low: quotes?.[`${name}Low`] ?? none,
    close: quotes?.[`${name}Close`] ?? none,
    volume,
  })
  return { bid: side('bid', flags), ask: side('ask', flags) }
}

/** Columns for so many wide rows that will come one by one. */
export function emptyWide(length: number): { readonly quotes: Quotes; readonly repeated: Uint8Array } {
  const column = (): Float64Array => new Float64Array(length).fill(NaN)
  const bid = { bidOpen: column(), bidHigh: column(), bidLow: column(), bidClose: column() }
  const ask = { askOpen: column(), askHigh: column(), askLow: column(), askClose: column() }
  return { quotes: { ...bid, ...ask }, repeated: new Uint8Array(length) }
}

/** Puts what came as row `which` (0 bid, 1 ask) beside bar `row`; the values stand in `from` at `at`: time, open, high, low, close, flag. */
export function putWide(series: BarSeries, row: number, which: number, values: { readonly from: Float64Array; readonly at: number }): void {
  const { from, at } = values
  const name = which === 0 ? 'bid' : 'ask'
  const { quotes, repeated } = series
  if (quotes !== undefined) {
    quotes[`${name}Open`][row] = from[at + 1]!
    quotes[`${name}High`][row] = from[at + 2]!
    quotes[`${name}Low`][row] = from[at + 3]!
    quotes[`${name}Close`][row] = from[at + 4]!
  }
  if (repeated !== undefined && from[at + 5] === 1) repeated[row] = 1
}
