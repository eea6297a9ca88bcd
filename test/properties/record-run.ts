/** Runs the engine and keeps everything it said. */
import { createEngine } from '../../src/engine/engine-run.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { spanOf } from '../../src/model/bar-stream.ts'
import type { BarSeries } from '../../src/model/bars.ts'
import { cancelNames } from '../../src/model/order.ts'
import type { RunEnd, Tap } from '../../src/model/ports.ts'
import * as R from '../../src/model/record.ts'
import { epochMs, type Timestamp } from '../../src/model/time.ts'
import { createLimits, type Limits } from '../../src/risk/limits.ts'
import type { Strategy } from '../../src/strategy/strategy.ts'
import { sumOfFees, type Fee } from '../../src/venue/fees.ts'
import { fillPolicyOf } from '../../src/venue/fill-policy.ts'
import { SimVenue } from '../../src/venue/sim-venue.ts'
import { sumOfSlippage, type Slippage } from '../../src/venue/slippage.ts'

export interface RunSpec {
  readonly series: readonly BarSeries[]
  readonly strategy: Strategy
  readonly cash?: number
  readonly fees?: readonly Fee[]
  readonly slippage?: readonly Slippage[]
  readonly limits?: Partial<Limits>
}

export type Row = Float64Array

/** A bar that an engine was told, as six doubles. */
export interface ToldBar {
  readonly series: number
  readonly bar: Float64Array
}

export interface Recorded {
  readonly rows: readonly Row[]
  /** Time, equity and exposure of each step that was marked. */
  readonly marks: readonly (readonly [time: number, equity: number, exposure: number])[]
  /** Everything the engine was told, step by step: enough to run it again. Empty unless asked for. */
  readonly inputs: readonly { readonly time: Timestamp; readonly bars: readonly ToldBar[] }[]
  readonly end: RunEnd
  readonly engine: Engine
}

const END_OF_RUN = cancelNames.indexOf('END_OF_RUN')

/** A backtest, by the fastest path there is. */
export function recordRun(spec: RunSpec): Recorded {
  const { engine, recorded } = startRun(spec, 'whole')
  engine.run(Infinity)
  return recorded()
}

/** The same run in parts of so many steps, as a run with progress is taken. */
export function recordParts(spec: RunSpec, stepsMax: number): Recorded {
  const { engine, recorded } = startRun(spec, 'whole')
  let before = 0
  while (engine.run(stepsMax) === 'more') {
    if (engine.steps - before > stepsMax) throw new Error(`asked for ${stepsMax} steps at most, took ${engine.steps - before}`)
    before = engine.steps
  }
  return recorded()
}

/** The same run with every input told before it is stepped, as a journal asks for. */
export function recordSteps(spec: RunSpec): Recorded {
  const { engine, recorded } = startRun(spec, 'told')
  engine.run(Infinity)
  return recorded()
}

/** The same run fed one moment at a time, as live and replay feed it. */
export function recordPushedRun(spec: RunSpec, inputs: Recorded['inputs']): Recorded {
  const { engine, set, recorded } = startRun(spec, 'pushed')
  for (const { time, bars } of inputs) {
    for (const { series, bar } of bars) set.push(series, bar, 0, time)
    engine.stepAt(time)
  }
  return recorded()
}

/** Rows without the cancels that the end of the run brought. */
export function beforeEnd({ rows }: Recorded): Row[] {
  return rows.filter((r) => r[R.KIND] !== R.CANCEL || r[R.CANCEL_REASON] !== END_OF_RUN)
}

/** Rows as text, which a failing test can show. */
export function readable(rows: readonly Row[]): string[] {
  return rows.map((r) => `${R.recordKinds[r[R.KIND]!]} ${r.subarray(1).join(' ')}`)
}

function startRun(
  spec: RunSpec,
  mode: 'whole' | 'told' | 'pushed',
): { engine: Engine; set: ReturnType<typeof createEngine>['set']; recorded: () => Recorded } {
  const rows: Row[] = []
  const marks: [number, number, number][] = []
  const inputs: { time: Timestamp; bars: ToldBar[] }[] = []
  const tap: Tap = {
    take(block) {
      for (let k = 0; k < block.recordCount; k++) rows.push(block.records.slice(k * R.RECORD_WIDTH, (k + 1) * R.RECORD_WIDTH))
      for (let k = 0; k < block.markCount; k++) marks.push([block.markTime[k]!, block.markEquity[k]!, block.markExposure[k]!])
    },
  }
  const { engine, set } = createEngine({
    strategy: spec.strategy,
    params: {},
    source: null,
    series: spec.series,
    pushed: mode === 'pushed',
    cash: spec.cash ?? 100_000,
    limits: createLimits(spec.limits),
    tradeFrom: null,
    seed: 1,
    taps: [tap],
    inputs:
      mode !== 'told'
        ? null
        : {
            beginInput: (_, time) => void inputs.push({ time, bars: [] }),
            addBar: (series, c, row) => {
              const bar = Float64Array.of(c.time[row]!, c.open[row]!, c.high[row]!, c.low[row]!, c.close[row]!, c.volume[row]!)
              inputs.at(-1)!.bars.push({ series, bar })
            },
            endInput: () => {},
          },
    firstTime: epochMs(Math.min(...spec.series.map((s) => spanOf(s)!.from))),
    venue: (instruments, orders) =>
      new SimVenue({
        instruments,
        orders,
        policy: fillPolicyOf('pessimistic'),
        fee: sumOfFees(spec.fees ?? []),
        slippage: sumOfSlippage(spec.slippage ?? []),
      }),
  })
  // A run that was cut before it was warm is no fault here.
  return { engine, set, recorded: () => ({ end: engine.end('aborted'), rows, marks, inputs, engine }) }
}
