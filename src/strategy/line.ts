/** A line: a series of numbers that a strategy reads by how long ago. */
import { LockstepError } from '../base/error.ts'
import type { Indicator } from '../indicators/indicator.ts'
import type { BarColumn } from '../model/bars.ts'
import { ALL_ROWS, LOOKBACK_MAX, RING_ROWS, type SeriesState } from './series-state.ts'

/** Rejects negative literals: there is no reading of the future. */
export type Ago<N extends number> = `${N}` extends `-${string}` ? never : N

/**
 * `close()` is the value at the last closed bar, `close(1)` the one before. NaN before there are enough bars.
 * At most LOOKBACK_MAX bars back. @throws LockstepError E_LOOKBACK
 */
export interface Line {
  <N extends number = 0>(ago?: Ago<N>): number
  /** Where the values are; for indicators, not for strategies. */
  readonly source: LineSource
}

export interface LineSource {
  readonly series: SeriesState
  readonly values: Float64Array
  readonly mask: number
  /** Rows before its first value. */
  readonly warmup: number
  /** Names what it is made of; null where nothing says that another line is equal to it. */
  readonly key: string | null
}

/** An indicator, and its name with its parameters where equal names are equal indicators: those of the catalogue have one. */
export interface NamedIndicator {
  readonly indicator: Indicator
  readonly name: string | null
}

/** A line over a column. */
export function lineOf(source: LineSource): Line {
  const read = source.mask === ALL_ROWS ? readColumn(source) : readRing(source)
  return Object.assign(read as unknown as Line, { source })
}

function readColumn({ series, values }: LineSource): (ago?: number) => number {
  return (ago = 0) => {
    if (ago >>> 0 !== ago || ago > LOOKBACK_MAX) throw lookback(ago)
    const row = series.row - ago
    return row < 0 ? NaN : values[row]!
  }
}

/** Before the first row a ring is read at its far end, which is NaN: what is filled ahead and LOOKBACK_MAX never meet. */
function readRing({ series, values, mask }: LineSource): (ago?: number) => number {
  return (ago = 0) => {
    if (ago >>> 0 !== ago || ago > LOOKBACK_MAX) throw lookback(ago)
    return values[(series.row - ago) & mask]!
  }
}

/** Runs an indicator with one input over a line; one line for each output. @throws LockstepError E_STRATEGY_SETUP for what is no line */
export function linesOver(input: Line, indicator: Indicator, name: string | null = null): Line[] {
  return register({ indicator, name }, [sourceOf(input)])
}

/** Runs an indicator over columns of a series, by the indicator's own names of its inputs. @throws LockstepError E_STRATEGY_SETUP for what are no bars */
export function linesOfBars(series: SeriesState | undefined, indicator: Indicator, name: string | null = null): Line[] {
  if (series === undefined) {
    throw new LockstepError(
      'E_STRATEGY_SETUP',
      `expected bars for an indicator of ${indicator.inputs.join(', ')}, was given something else`,
      "Give it what market(…).bars('1h') returns, not one of its lines.",
    )
  }
  const sources = indicator.inputs.map((column) => columnOf(series, column as BarColumn))
  return register({ indicator, name }, sources)
}

/** Runs an indicator with two inputs over two lines of one series. @throws LockstepError E_STRATEGY_SETUP for lines of two series */
export function linesOfPair(left: Line, right: Line, indicator: Indicator, name: string | null = null): Line[] {
  const [a, b] = [sourceOf(left), sourceOf(right)]
  if (a.series !== b.series) {
    throw new LockstepError(
      'E_STRATEGY_SETUP',
      'expected two lines of the same bars, they were of different markets or timeframes',
      "Make the indicator in setup and give its `update` both lines' values in the handler of the bars that decide.",
    )
  }
  return register({ indicator, name }, a.mask === b.mask ? [a, b] : [ringOf(a), ringOf(b)])
}

/** A column of bars as a line reads it. */
export function columnOf(series: SeriesState, column: BarColumn): LineSource {
  const key = series.kept === null ? null : `${series.kept.key} ${column}`
  return { series, values: series.columns[column], mask: series.mask, warmup: 0, key }
}

function sourceOf(line: Line): LineSource {
  const source = (line as Partial<Line> | undefined)?.source
  if (source !== undefined) return source
  throw new LockstepError(
    'E_STRATEGY_SETUP',
    `expected a line, was ${Object(line) === line ? 'something else' : String(line)}`,
    'Give it a line such as bars.close, or what another indicator returned; of several outputs name one, as in macd(bars.close).signal.',
  )
}

/** A line's values in a ring, so that they lie beside those of an indicator. */
function ringOf(source: LineSource): LineSource {
  if (source.mask === RING_ROWS - 1) return source
  const [line] = register({ indicator: copied, name: null }, [source])
  return { ...line!.source, key: source.key }
}

const copied: Indicator = {
  inputs: ['value'],
  outputs: ['value'],
  warmup: 0,
  fill: ([source], sourceAt, [target], targetAt, count) => {
    target!.set(source!.subarray(sourceAt, sourceAt + count), targetAt)
  },
}

/** @param from what it reads: lines of one series that lie alike */
function register({ indicator, name }: NamedIndicator, from: readonly LineSource[]): Line[] {
  if (indicator.repaints !== undefined) throw repainting(indicator.repaints.instead)
  const { series, mask: sourceMask } = from[0]!
  const after = Math.max(...from.map(({ warmup }) => warmup))
  const key = keyOf(series, name, from)
  const { targets, mask } = series.addNode(indicator, { sources: from.map(({ values }) => values), sourceMask, after, key })
  const warmup = after + indicator.warmup
  return targets.map((values, k) => lineOf({ series, values, mask, warmup, key: key === null ? null : `${key} ${k}` }))
}

function keyOf({ kept }: SeriesState, name: string | null, from: readonly LineSource[]): string | null {
  if (kept === null || name === null || from.some(({ key }) => key === null)) return null
  return kept.store.keyOf(`${name} of ${from.map(({ key }) => key).join(', ')}`)
}

function repainting(instead: string): LockstepError {
  return new LockstepError(
    'E_REPAINTS',
    'expected an indicator that keeps to what it said, this one changes earlier values when later bars come',
    `Use ${instead} in a strategy: it says only what is sure.`,
  )
}

function lookback(ago: number): LockstepError {
  return ago < 0
    ? new LockstepError(
        'E_LOOKBACK',
        `a line was asked for ${ago} bars ago, which is the future`,
        'Ask for 0 (the last closed bar) or more.',
      )
    : new LockstepError(
        'E_LOOKBACK',
        `a line keeps ${LOOKBACK_MAX} values, was asked for ${ago} bars ago`,
        'Use a higher timeframe, or an indicator such as highest() for long windows.',
      )
}

/** True at the bar where `a` is above `b` and was not the bar before. False while either is NaN. */
export function crossedAbove(a: Line, b: Line | number): boolean {
  if (typeof b === 'number') return a() > b && a(1) <= b
  return crossed(a.source, b.source)
}

/** True at the bar where `a` is below `b` and was not the bar before. False while either is NaN. */
export function crossedBelow(a: Line, b: Line | number): boolean {
  if (typeof b === 'number') return a() < b && a(1) >= b
  return crossed(b.source, a.source)
}

/** `up` went above `down` with the last bar. Reads the columns itself: four numbers that are not passed need no boxes. */
function crossed(up: LineSource, down: LineSource): boolean {
  const i = up.series.row
  const j = down.series.row
  if (i < 1 || j < 1) return false
  const now = up.values[i & up.mask]! > down.values[j & down.mask]!
  return now && up.values[(i - 1) & up.mask]! <= down.values[(j - 1) & down.mask]!
}
