/** Markets whose instrument says so are worth the middle of what is bid and asked, and not what was paid last. */
import type { BarSeries } from '../model/bars.ts'

/** The mark that a row leaves behind, in money; `before` is the one it found. */
export type QuotedMark = (row: number, before: number) => number

/** Null where the last close is the mark: the instrument asks for nothing else, or nothing is quoted. */
export function quotedMarkOf({ instrument, bars, quotes, repeated }: BarSeries): QuotedMark | null {
  if (instrument.markedBy !== 'quotes' || quotes === undefined) return null
  const { bidClose, askClose } = quotes
  return (row, before) => {
    const bid = bidClose[row]!
    const ask = askClose[row]!
    const middle = Number.isNaN(bid) ? ask : Number.isNaN(ask) ? bid : (bid + ask) / 2
    if (!Number.isNaN(middle)) return middle
    return repeated?.[row] === 1 && !Number.isNaN(before) ? before : bars.close[row]!
  }
}
