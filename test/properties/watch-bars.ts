/** Runs a strategy that only watches, in each of the four ways a run can be fed, and keeps what it saw. */
import { expect } from 'vitest'
import type { BarSeries } from '../../src/model/bars.ts'
import type { BarLines } from '../../src/strategy/bar-lines.ts'
import { sma } from '../../src/strategy/indicator-lines.ts'
import type { Market } from '../../src/strategy/market.ts'
import { strategy, type Strategy } from '../../src/strategy/strategy.ts'
import { recordPushedRun, recordRun, recordSteps } from './record-run.ts'
import { streamOf } from './stream-of.ts'

/** One closed bar as it was seen. */
export interface Seen {
  /** Epoch ms of the step that showed it, and what it says of itself. */
  readonly now: number
  readonly openTime: number
  readonly closeTime: number
  readonly count: number
  readonly bar: readonly [open: number, high: number, low: number, close: number, volume: number]
  /** Mean of its close and the one before. */
  readonly mean: number
}

export type Ask = (market: Market) => BarLines

/** Rows of a stream that are read at once: no divisor of anything. */
const CHUNK_ROWS = 37

/** What a run over all rows sees, what one with every step told sees, what one sees that is pushed a moment at a time, and over a stream. */
function seenEachWay(series: readonly BarSeries[], ask: Ask): Readonly<Record<'whole' | 'told' | 'pushed' | 'streamed', Seen[]>> {
  const [whole, told, pushed, streamed]: [Seen[], Seen[], Seen[], Seen[]] = [[], [], [], []]
  recordRun({ series, strategy: watcher(series, ask, whole) })
  const { inputs } = recordSteps({ series, strategy: watcher(series, ask, told) })
  recordPushedRun({ series, strategy: watcher(series, ask, pushed) }, inputs)
  const streams = series.map((s) => (s.closes === undefined && s.bars.length > 0 ? streamOf(s, CHUNK_ROWS) : s))
  recordRun({ series: streams, strategy: watcher(series, ask, streamed) })
  return { whole, told, pushed, streamed }
}

/** The same, once it is sure that all four saw the same. */
export function sameEachWay(series: readonly BarSeries[], ask: Ask): Seen[] {
  const { whole, told, pushed, streamed } = seenEachWay(series, ask)
  expect(told).toEqual(whole)
  expect(pushed).toEqual(whole)
  expect(streamed).toEqual(whole)
  return whole
}

/** What a run over all rows sees. */
export function seen(series: readonly BarSeries[], ask: Ask): Seen[] {
  const whole: Seen[] = []
  recordRun({ series, strategy: watcher(series, ask, whole) })
  return whole
}

function watcher([first]: readonly BarSeries[], ask: Ask, into: Seen[]): Strategy {
  return strategy({
    name: 'watcher',
    setup({ market, on, now }) {
      const bars = ask(market(first!.instrument.id))
      const mean = sma(bars.close, 2)
      on(bars, () => {
        const { openTime, closeTime, count } = bars
        const bar = [bars.open(), bars.high(), bars.low(), bars.close(), bars.volume()] as const
        into.push({ now: now(), openTime, closeTime, count, bar, mean: mean() })
      })
    },
  })
}
