/**
 * How large the account could have been: sizes grow with the opening cash, so a fill that took a thousandth of its bar's volume
 * would have taken a hundredth with ten times the cash.
 */
import { lotSize, type Instrument } from '../model/instrument.ts'
import type { BarSeries } from '../model/bars.ts'
import type { PositionLog } from './position-log.ts'
import { tradedBars } from './traded-bars.ts'

export interface CapacitySection {
  readonly levels: readonly CapacityLevel[]
  /** Fills that were looked at, and those on bars that state no volume. */
  readonly fills: number
  readonly withoutVolume: number
  /** Why there is no level. */
  readonly reason?: string
}

export interface CapacityLevel {
  /** Of a bar's volume, as a fraction. */
  readonly share: number
  /** The largest opening cash with which every fill stays within the share, and with which 95 % of them do. */
  readonly every: number
  readonly most: number
}

export interface CapacityFacts {
  readonly log: PositionLog
  readonly instruments: readonly Instrument[]
  readonly series: readonly BarSeries[]
  /** Opening cash, money. */
  readonly cash: number
}

const SHARES = [0.01, 0.05] as const

export function capacityOf({ log, instruments, series, cash }: CapacityFacts): CapacitySection {
  const traded = instruments.map((i) => ({ bars: tradedBars(series, i.id), lot: lotSize(i) }))
  const parts: number[] = []
  let fills = 0
  for (let change = 0, { kept } = log; change < kept; change++) {
    const { time, instrument, lots, ticks } = log.at(change)
    if (ticks === 0) continue
    fills++
    const { bars, lot } = traded[instrument]!
    const row = bars === undefined ? -1 : bars.rowAt(time)
    const volume = row < 0 ? 0 : bars!.series.bars.volume[row]!
    if (volume > 0) parts.push((Math.abs(lots) * lot) / volume)
  }
  const withoutVolume = fills - parts.length
  const reason = whyNone({ fills, known: parts.length, cash, whole: log.whole })
  if (reason !== null) return { levels: [], fills, withoutVolume, reason }
  const sorted = Float64Array.from(parts).sort()
  const largest = sorted[sorted.length - 1]!
  const usual = sorted[Math.ceil(sorted.length * 0.95) - 1]!
  return { levels: SHARES.map((share) => ({ share, every: (cash * share) / largest, most: (cash * share) / usual })), fills, withoutVolume }
}

function whyNone({ fills, known, cash, whole }: { fills: number; known: number; cash: number; whole: boolean }): string | null {
  if (!whole) return 'there were too many fills to keep'
  if (fills === 0) return 'nothing was filled'
  if (known === 0) return 'the bars that were traded state no volume'
  return cash > 0 ? null : 'the opening cash is not positive'
}
