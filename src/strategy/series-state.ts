/**
 * One series as a run sees it: columns, the row that closed last, and the lines computed over it. Rows beyond `row` may
 * already be in the columns (a backtest reads ahead in blocks); nothing a strategy can call reaches them.
 */
import { LockstepError } from '../base/error.ts'
import type { Indicator } from '../indicators/indicator.ts'
import type { BarColumns } from '../model/bars.ts'
import { barClose, type Timeframe } from '../model/timeframe.ts'
import type { KeptSeries } from './line-store.ts'

/** Lines are computed in blocks of this many rows, when the rows are there; live they come one by one. Same bits. */
export const BLOCK_ROWS = 4096
/** Lines and higher timeframes are rings of two blocks: one being filled ahead, one to look back on. */
export const RING_ROWS: number = 2 * BLOCK_ROWS
/** How far back a line may be asked: what a ring surely still holds. The same for every series, in every mode. */
export const LOOKBACK_MAX = 4000
/** Mask of columns that are no ring: row & ALL_ROWS = row. */
export const ALL_ROWS = -1

/** What an indicator reads: columns of one series. */
export interface LineInputs {
  readonly sources: readonly Float64Array[]
  readonly sourceMask: number
  /** Rows that the sources themselves need before their first value. */
  readonly after: number
  /** Names the indicator with its parameters and what it reads; null where nothing says that another is equal to it. */
  readonly key: string | null
}

/** Where an indicator writes: rings, or whole columns that other runs read too. */
export interface LineTargets {
  readonly targets: readonly Float64Array[]
  readonly mask: number
}

/** An indicator over columns of one series, with a ring for each output. */
export interface LineNode {
  readonly indicator: Indicator
  readonly sources: readonly Float64Array[]
  readonly sourceMask: number
  readonly targets: readonly Float64Array[]
}

export interface SeriesSpec {
  readonly instrument: number
  readonly timeframe: Timeframe
  readonly calendar: string
  readonly columns: BarColumns
  readonly mask: number
  /** When rows are known, epoch ms, by `row & mask`; without it, `barClose` of their opens. */
  readonly closes?: Float64Array | undefined
  /** Rows for which lines are computed at once: BLOCK_ROWS unless given, or 1. */
  readonly blockRows?: number
  /** Where its lines are kept, for a series of which all rows are there from the start. */
  readonly kept?: KeptSeries | null
  /** False for one that is built from others: it can be looked back on as far as a ring holds, wherever its rows lie. */
  readonly isGiven?: boolean
}

export class SeriesState {
  readonly columns: BarColumns
  readonly closes: Float64Array | null
  /** Rows are at `row & mask`: RING_ROWS − 1 for a ring, ALL_ROWS for whole columns. */
  readonly mask: number
  readonly instrument: number
  readonly timeframe: Timeframe
  /** Name of the instrument's calendar. */
  readonly calendar: string
  readonly kept: KeptSeries | null
  /** Whether every row that closed can be looked back on. */
  readonly holdsAll: boolean
  private readonly blockRows: number
  /** Row that closed last, −1 before the first. */
  row = -1
  /** Rows in the columns. */
  available = 0
  /** Rows for which lines are computed. */
  filled = 0
  /** Rows that must have closed before every line has a value. */
  warmup = 0
  /** Whether any line is declared on it, wherever its values lie. */
  hasLines = false
  /** What computes its lines while the run goes on. */
  readonly nodes: LineNode[] = []

  constructor(given: SeriesSpec) {
    this.closes = given.closes ?? null
    this.instrument = given.instrument
    this.timeframe = given.timeframe
    this.calendar = given.calendar
    this.columns = given.columns
    this.mask = given.mask
    this.blockRows = given.blockRows ?? BLOCK_ROWS
    this.kept = given.kept ?? null
    this.holdsAll = given.mask === ALL_ROWS && given.isGiven !== false
  }

  /** Whether every line over this series has had its first value. */
  get isReady(): boolean {
    return this.row >= this.warmup
  }

  /** When a row is or was known, epoch ms. */
  closeOf(row: number): number {
    const at = row & this.mask
    return this.closes === null ? barClose(this.timeframe, this.columns.time[at]!) : this.closes[at]!
  }

  /** Registers an indicator over columns of this series, or over outputs of its earlier ones. */
  addNode(indicator: Indicator, inputs: LineInputs): LineTargets {
    if (this.filled !== 0 || this.row >= 0) throw onlyInSetup('an indicator')
    this.warmup = Math.max(this.warmup, inputs.after + indicator.warmup)
    this.hasLines = true
    const kept = this.keptColumns(indicator, inputs)
    if (kept !== null) return { targets: kept, mask: ALL_ROWS }
    const targets = indicator.outputs.map(() => new Float64Array(RING_ROWS).fill(NaN))
    this.nodes.push({ indicator, sources: inputs.sources, sourceMask: inputs.sourceMask, targets })
    return { targets, mask: RING_ROWS - 1 }
  }

  /** The whole outputs of an indicator, where they are kept; null where they are to be computed while the run goes on. */
  private keptColumns(indicator: Indicator, { sources, sourceMask, key }: LineInputs): readonly Float64Array[] | null {
    if (this.kept === null || key === null || sourceMask !== ALL_ROWS) return null
    const rows = this.available
    return this.kept.store.take({ key, rows, count: indicator.outputs.length }, (columns) => indicator.fill(sources, 0, columns, 0, rows))
  }

  /** Computes lines for the next rows that are there: at most to the end of the block, so that no ring wraps. */
  fillBlock(): void {
    const from = this.filled
    const to = Math.min(this.available, (from | (this.blockRows - 1)) + 1)
    const nodes = this.nodes
    for (let k = 0; k < nodes.length; k++) {
      const node = nodes[k]!
      node.indicator.fill(node.sources, from & node.sourceMask, node.targets, from & (RING_ROWS - 1), to - from)
    }
    this.filled = to
  }
}

/** What a strategy declares, it declares before the first bar. */
export function onlyInSetup(what: string): LockstepError {
  return new LockstepError(
    'E_STRATEGY_SETUP',
    `expected ${what} to be asked for in setup, it was while the run goes on`,
    'Declare markets, bars, lines and handlers in setup, and use them in handlers.',
  )
}

/** A column of a ring, for series that are built while the run goes on. */
export function ringColumn(): Float64Array {
  return new Float64Array(RING_ROWS).fill(NaN)
}

export function ringColumns(): BarColumns {
  return { time: ringColumn(), open: ringColumn(), high: ringColumn(), low: ringColumn(), close: ringColumn(), volume: ringColumn() }
}
