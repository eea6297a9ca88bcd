/** Bars of one market played to a strategy: what happened, in a table's words. For what no table can ask. */
import {
  backtest,
  createInstrument,
  parseTimeframe,
  RECORD_WIDTH,
  strategy,
  timestamp,
  type BacktestOptions,
  type BarSeries,
} from 'lockstep'
import { allocateBars } from '../src/model/bars.ts'
import type { Instrument, InstrumentSpec } from '../src/model/instrument.ts'
import { ADJUST, KIND, ORDER } from '../src/model/record.ts'
import type { Tap } from '../src/model/ports.ts'
import type { Market } from '../src/strategy/market.ts'
import type { Setup } from '../src/strategy/strategy.ts'
import { say } from './scenarios/say.ts'

/** Open, high, low, close. */
export type Row = readonly [number, number, number, number]

export interface Played extends Partial<Omit<BacktestOptions, 'data'>> {
  readonly rows: readonly Row[]
  readonly actions?: BarSeries['actions']
  /** When each row opens; minute by minute from 2024-01-01 unless given. */
  readonly times?: readonly string[]
  /** Terms of the instrument beside a tick and a lot of 1. */
  readonly terms?: Partial<InstrumentSpec>
  /** Called when the bar with this number, from 1, has closed. */
  readonly decide: (bar: number, market: Market) => void
  readonly setUp?: (setup: Setup<object>, market: Market) => void
  /** Whether each step is told by itself; else runs read ahead where they can. */
  readonly everyStep?: boolean
}

const START = '2024-01-01'

/** Records but those of orders and adjustments. Bars are minutes; a tick and a lot are 1. */
export function play({ rows, actions, times, terms, decide, setUp, everyStep = true, ...options }: Played): string[] {
  const said: string[] = []
  const data = { ...barsOf(rows, times, terms), ...(actions !== undefined && { actions }) }
  const played = strategy({
    name: 'played',
    setup(setup) {
      const market = setup.market()
      const lines = market.bars()
      setup.on(lines, () => decide(lines.count, market))
      setUp?.(setup, market)
    },
  })
  backtest(played, { ...options, data, taps: [{ ...saying(said, data.instrument), everyStep }] })
  return said
}

export function barsOf(rows: readonly Row[], times?: readonly string[], terms: Partial<InstrumentSpec> = {}): BarSeries {
  const bars = allocateBars(rows.length)
  for (const [k, row] of rows.entries()) {
    bars.time[k] = times === undefined ? timestamp(START) + k * 60_000 : timestamp(times[k]!)
    for (const [c, name] of (['open', 'high', 'low', 'close'] as const).entries()) bars[name][k] = row[c]!
    bars.volume[k] = 1
  }
  const source = { name: 'rows', contentHash: '', gaps: 0 }
  return { instrument: createInstrument({ id: 'A', tick: 1, lot: 1, ...terms }), timeframe: parseTimeframe('1m'), bars, source }
}

/** Puts what happens into words. */
export function saying(said: string[], instrument: Instrument): Tap {
  return {
    everyStep: true,
    take: ({ records, recordCount }) => {
      for (let at = 0; at < recordCount * RECORD_WIDTH; at += RECORD_WIDTH) {
        if (records[at + KIND] !== ORDER && records[at + KIND] !== ADJUST) said.push(say(records, at, [instrument]))
      }
    },
  }
}

/** Bars on which nothing happens. */
export function still(count: number, price: number): Row[] {
  return Array.from({ length: count }, () => [price, price, price, price])
}
