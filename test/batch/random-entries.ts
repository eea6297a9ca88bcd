/** Random bars with gaps and ties, a line beside them, and entries on the tick grid. Equal seeds give equal ones. */
import { Random } from '../../src/base/random.ts'
import type { TradeEntries } from '../../src/batch/position.ts'
import { allocateBars } from '../../src/model/bars.ts'
import { tickSize, type Instrument } from '../../src/model/instrument.ts'
import type { Timeframe } from '../../src/model/timeframe.ts'
import type { Entry, TwinBars } from './engine-twin.ts'

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
}

const START_TICKS = 4000
const ENTRIES_MAX = 9

export function randomTwin(seed: number, spec: RandomSpec): { twin: TwinBars; entries: Entry[] } {
  const random = new Random(seed)
  const { instrument, timeframe, rows } = spec
  const tick = tickSize(instrument)
  const bars = allocateBars(rows)
  const line = new Float64Array(rows)
  let ticks = START_TICKS
  for (let i = 0; i < rows; i++) {
    const open = ticks + (random.unit() < 0.15 ? random.int(-25, 25) : random.int(-1, 1))
    const close = Math.max(200, open + random.int(-8, 8))
    bars.time[i] = i * timeframe.ms
    bars.open[i] = open * tick
    bars.close[i] = close * tick
    bars.high[i] = (Math.max(open, close) + random.int(0, 6)) * tick
    bars.low[i] = (Math.min(open, close) - random.int(0, 6)) * tick
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

function entryOf(random: Random, { row, side, close }: Asking, { instrument, stops, trail, expires }: RandomSpec): Entry {
  const tick = tickSize(instrument)
  const hasStop = stops === 'all' || (stops === 'some' && random.unit() < 0.8)
  // Now and then on the wrong side, which both refuse.
  const away = (): number => (random.unit() < 0.05 ? random.int(-2, 0) : random.int(1, 30)) * tick
  const at = close * tick
  return {
    row,
    side,
    qty: random.int(1, 30) / 10,
    stop: hasStop ? at - side * away() : NaN,
    target: random.unit() < 0.7 ? at + side * away() : NaN,
    trail: trail === 0 ? NaN : trail,
    bars: expires && random.unit() < 0.5 ? random.int(1, 12) : NaN,
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
