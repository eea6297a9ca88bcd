/** One strategy over some bars by the front door, and the records it left. */
import { startBacktest, type BacktestOptions } from '../../src/backtest.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { allocateBars, type BarSeries } from '../../src/model/bars.ts'
import type { Instrument } from '../../src/model/instrument.ts'
import * as R from '../../src/model/record.ts'
import { parseTimeframe } from '../../src/model/timeframe.ts'
import type { Strategy } from '../../src/strategy/strategy.ts'
import type { Row } from './record-run.ts'

export interface ToldRun {
  readonly rows: readonly Row[]
  readonly engine: Engine
}

export function toldRun(made: Strategy, options: BacktestOptions): ToldRun {
  const rows: Row[] = []
  const run = startBacktest(made, {
    ...options,
    taps: [
      {
        take: (block) => {
          for (let k = 0; k < block.recordCount; k++) rows.push(block.records.slice(k * R.RECORD_WIDTH, (k + 1) * R.RECORD_WIDTH))
        },
      },
    ],
  })
  run.advance(Infinity)
  run.engine.end('aborted')
  return { rows, engine: run.engine }
}

export function ofKind(rows: readonly Row[], kind: number): readonly Row[] {
  return rows.filter((r) => r[R.KIND] === kind)
}

/** Minutes of one price each. */
export function flatBars(instrument: Instrument, prices: readonly number[]): BarSeries {
  const bars = allocateBars(prices.length)
  for (const [row, price] of prices.entries()) {
    bars.time[row] = row * 60_000
    for (const name of ['open', 'high', 'low', 'close'] as const) bars[name][row] = price
    bars.volume[row] = 1e6
  }
  return { instrument, timeframe: parseTimeframe('1m'), bars, source: { name: instrument.id, contentHash: '', gaps: 0 } }
}
