/** Random bars with gaps and ties, a line beside them, and entries on the tick grid. Equal seeds give equal ones. */
import { Random } from '../../src/base/random.ts'
import type { TradeEntries } from '../../src/batch/position.ts'
import { allocateBars } from '../../src/model/bars.ts'
import { tickSize, type Instrument } from '../../src/model/instrument.ts'
import type { Timeframe } from '../../src/model/timeframe.ts'
import type { Entry, Marks, TwinBars } from './engine-twin.ts'

export interface RandomSpec {
  readonly instrument: Instrument
  readonly timeframe: Timeframe
  readonly rows: number
  /** Distance, share or multiple of the trail of the entries that have one; 0 for none. */
  readonly trail: number
  /** Whether some expire. */
  readonly expires: boolean
  readonly stops: 'none' | 'some' | 'all'
  /** Whether the line is a range of bars or a price near the market. */
  readonly line: 'range' | 'level'
  /** Whether all of them are on one side, by chance which. */
  readonly oneSide?: boolean
  /** Bars that gap far or do not move at all, prices of a few ticks and of millions, and what trails by money does so at random distances. */
  readonly wild?: boolean
}

const START_TICKS = 4000
/** Where a wild market may begin, and how far its bars go on either side of their bodies and jump between them, ticks. */
const WILD_TICKS = [12, 4000, 4_000_000] as const
const JUMP = 25
const WILD_JUMP = 90
const ENTRIES_MAX = 9

export function randomTwin(seed: number, spec: RandomSpec): { twin: TwinBars; entries: Entry[] } {
  const random = new Random(seed)
  const { instrument, timeframe, rows } = spec
  const tick = tickSize(instrument)
  const bars = allocateBars(rows)
  const line = new Float64Array(rows)
  const { wild = false } = spec
  let ticks: number = wild ? WILD_TICKS[random.int(0, 2)]! : START_TICKS
  const least = wild ? 1 : 200
  const jump = wild ? WILD_JUMP : JUMP
  for (let i = 0; i < rows; i++) {
    const open = Math.max(least, ticks + (random.unit() < 0.15 ? random.int(-jump, jump) : random.int(-1, 1)))
    const moves = !wild || random.unit() < 0.8
    const close = moves ? Math.max(least, open + random.int(-8, 8)) : open
    bars.time[i] = i * timeframe.ms
    bars.open[i] = open * tick
    bars.close[i] = close * tick
    bars.high[i] = (Math.max(open, close) + (moves ? random.int(0, 6) : 0)) * tick
    bars.low[i] = Math.max(1, Math.min(open, close) - (moves ? random.int(0, 6) : 0)) * tick
    bars.volume[i] = random.int(1, 100)
    line[i] = spec.line === 'range' ? random.int(4, 20) * tick : close * tick
    ticks = close
  }
  const entries: Entry[] = []
  const sides = spec.oneSide === true ? ([random.unit() < 0.5 ? 1 : -1] as const) : ([1, -1] as const)
  for (let row = random.int(0, 5); row < rows && entries.length < ENTRIES_MAX; row += random.int(1, 12)) {
    const side = sides[random.int(0, sides.length - 1)]!
    entries.push(entryOf(random, { row, side, close: bars.close[row]! / tick }, spec))
  }
  return { twin: { series: { instrument, timeframe, bars, source: { name: '', contentHash: '', gaps: 0 } }, line }, entries }
}

interface Asking {
  readonly row: number
  readonly side: 1 | -1
  /** In ticks. */
  readonly close: number
}

/** Rows that signals and ends of sessions fall on. */
export function randomMarks(seed: number, rows: number): Marks {
  const random = new Random(seed)
  const column = (share: number): Uint8Array => Uint8Array.from({ length: rows }, () => (random.unit() < share ? 1 : 0))
  return { sessionEnds: column(0.05), exitLongs: column(0.1), exitShorts: column(0.1) }
}

function entryOf(random: Random, { row, side, close }: Asking, spec: RandomSpec): Entry {
  const { instrument, stops, trail, expires, wild = false } = spec
  const tick = tickSize(instrument)
  const hasStop = stops === 'all' || (stops === 'some' && random.unit() < 0.8)
  // Now and then on the wrong side, which both refuse.
  const away = (): number => (random.unit() < 0.05 ? random.int(-2, 0) : random.int(1, 30)) * tick
  const at = close * tick
  // Of a price that is none, nothing is asked; where all are to have a stop, the last tick is one for a long.
  const price = (level: number, none: number): number => (level > 0 ? level : none)
  const trailing = wild && trail >= tick ? random.int(1, 24) * tick : trail
  return {
    row,
    side,
    qty: random.int(1, 30) / 10,
    stop: hasStop ? price(at - side * away(), stops === 'all' ? tick : NaN) : NaN,
    target: random.unit() < 0.7 ? price(at + side * away(), NaN) : NaN,
    trail: trail === 0 ? NaN : trailing,
    bars: expires && random.unit() < 0.5 ? random.int(wild ? 0 : 1, 12) : NaN,
  }
}

export function columnsOf(entries: readonly Entry[]): TradeEntries {
  const column = (of: (entry: Entry) => number): Float64Array => Float64Array.from(entries, of)
  return {
    length: entries.length,
    row: column((e) => e.row),
    side: column((e) => e.side),
    qty: column((e) => e.qty),
    stop: column((e) => e.stop),
    target: column((e) => e.target),
    trail: column((e) => e.trail),
    bars: column((e) => e.bars),
  }
}
