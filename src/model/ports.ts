/** The holes in the engine's walls: what it is fed from, where orders go, who hears what happened. */
import type { BarSeries } from './bars.ts'
import type { Currency, Instrument } from './instrument.ts'
import type { RecordBlock } from './record.ts'
import type { Timeframe } from './timeframe.ts'
import type { Timestamp } from './time.ts'

/** What a tap is told before the first step. Everything here is plain data. */
export interface RunInfo {
  readonly engineVersion: string
  readonly strategy: { readonly name: string; readonly params: Readonly<Record<string, ParamValue>>; readonly source: string | null }
  readonly instruments: readonly Instrument[]
  readonly series: readonly {
    readonly instrument: string
    readonly timeframe: Timeframe
    readonly source: BarSeries['source']
    readonly bars: number
    readonly from: Timestamp
    readonly to: Timestamp
  }[]
  /** Names of the policies in force, such as { fill: 'pessimistic' }, in words for a report. */
  readonly policies: Readonly<Record<string, string>>
  readonly currency: Currency
  /** Opening cash in ledger units. */
  readonly cash: number
  readonly seed: number
}

export type ParamValue = number | string | boolean

/** How the run ended. `tradingFrom` is the first moment at which every indicator was warm; null when none was. */
export interface RunEnd {
  readonly status: 'done' | 'aborted' | 'failed'
  readonly steps: number
  /** Number of base bars that were stepped through, warm-up included. */
  readonly bars: number
  readonly tradingFrom: Timestamp | null
  readonly lastTime: Timestamp | null
  /** Bars in which a stop and a target of one position were both touched, so that the policy had to choose. */
  readonly ambiguousBars: number
  /** Open positions: instrument index, signed lots, mark in money, unrealised profit in ledger units, entry in ticks. */
  readonly open: readonly {
    readonly instrument: number
    readonly lots: number
    readonly entryTicks: number
    readonly mark: number
    readonly unrealised: number
    readonly fees: number
    readonly since: Timestamp
  }[]
  /** Texts that FILL_TAG and ORDER_TAG index; entry 0 is ''. */
  readonly tags: readonly string[]
}

/**
 * Whoever wants to know what happened. Marks before `tradingFrom` belong to warm-up: the engine does not write them.
 * A tap never changes anything and never throws for what it sees.
 */
export interface Tap {
  start?(info: RunInfo): void
  /** A block of records and marks; reused after the call returns. */
  take(block: RecordBlock): void
  end?(end: RunEnd): void
}
