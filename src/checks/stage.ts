/**
 * The columns that a strategy may reach, with other numbers in them for the time of a run. They are the caller's own, in place,
 * since that is what a closure holds; `restore` puts the truth back bit for bit.
 */
import { Random } from '../base/random.ts'
import { firstRowFrom } from '../engine/series-set.ts'
import { BAR_COLUMNS, type Bars, type BarSeries, type Quotes } from '../model/bars.ts'
import { epochMs, type Timestamp } from '../model/time.ts'
import { barClose } from '../model/timeframe.ts'
import { appendedSeries, replaceBars } from './other-bars.ts'
import type { Hidden } from './variant.ts'

type Numbers = Float64Array | Uint8Array

/** One column: what the caller holds, and what it held. */
interface Column {
  readonly name: string
  readonly shown: Numbers
  readonly truth: Numbers
}

/** A series with a copy of its truth. */
interface Kept {
  readonly series: BarSeries
  /** Rows that the caller holds; a run takes those of `truth`. */
  readonly length: number
  readonly truth: BarSeries
  readonly columns: readonly Column[]
  /** Rows that are shown as they are. */
  known: number
  readonly order: Int32Array
  readonly factor: Float64Array
}

const SEED = 20_040_229

export class Stage {
  private readonly kept: readonly Kept[]

  /** @param to rows that open then or later are no part of a run, but a closure reaches them: they stay hidden */
  constructor(series: readonly BarSeries[], to?: Timestamp) {
    this.kept = series.map((s) => keep(s, to))
  }

  /** The series of a run in which nothing is changed. */
  get shown(): readonly BarSeries[] {
    return this.kept.map(({ series, length, truth }) => (truth.bars.length === length ? series : rowsOf(series, 0, truth.bars.length)))
  }

  /** Copies of all series as they truly are. */
  get truth(): readonly BarSeries[] {
    return this.kept.map((k) => k.truth)
  }

  /** Hides every row that is not known by `time`, epoch ms. */
  cover(hidden: Hidden, time: number): void {
    for (const k of this.kept) {
      k.known = rowsKnownBy(k.truth, time)
      for (const column of k.columns) hide(column, k, hidden, k.known)
    }
  }

  /** Shows what became known up to `time`. */
  uncover(time: number): void {
    for (const k of this.kept) {
      while (k.known < k.truth.bars.length && closeOf(k.truth, k.known) <= time) {
        for (const { shown, truth } of k.columns) shown[k.known] = truth[k.known]!
        k.known++
      }
    }
  }

  /** The series as they were when nothing later than `time` was known. */
  until(time: number): BarSeries[] {
    this.cover('absent', time)
    return this.kept.map((k) => this.shorten(k, 0, k.known))
  }

  /** The series as they are when data begin at the first bar that opens at `time` or later. */
  since(time: number): BarSeries[] {
    return this.kept.map((k) => {
      const { length } = k.truth.bars
      const from = firstRowFrom(k.truth.bars.time, epochMs(time))
      for (const column of k.columns) {
        for (let row = from; row < length; row++) column.shown[row - from] = column.truth[row]!
        hide(column, k, 'absent', length - from)
      }
      return this.shorten(k, 0, length - from)
    })
  }

  /** The series with prices of a market that never was. */
  replaced(seed: number): BarSeries[] {
    return this.kept.map((k, s) => {
      replaceBars(k.series, k.truth, new Random(seed + s))
      return this.shorten(k, 0, k.truth.bars.length)
    })
  }

  /** The series, and rows after them. */
  appended(rows: number): BarSeries[] {
    const last = Math.max(...this.kept.map(({ truth }) => lastClose(truth)))
    return this.kept.map(({ truth }, s) => appendedSeries(truth, { rows, from: last }, new Random(SEED + s)))
  }

  /** Puts everything back. */
  restore(): void {
    for (const k of this.kept) {
      for (const { shown, truth } of k.columns) shown.set(truth)
      Reflect.set(k.series.bars, 'length', k.length)
    }
  }

  /** Rows [from, to) of what is shown; a closure that asks how many there are is told so too, where its object allows it. */
  private shorten({ series }: Kept, from: number, to: number): BarSeries {
    Reflect.set(series.bars, 'length', to - from)
    return rowsOf(series, from, to)
  }
}

/** When a row is known, epoch ms. */
export function closeOf({ closes, timeframe, bars }: BarSeries, row: number): number {
  return closes === undefined ? barClose(timeframe, bars.time[row]!) : closes[row]!
}

/** Rows [from, to) as views of the same columns. */
export function rowsOf(series: BarSeries, from: number, to: number): BarSeries {
  return mapColumns(series, to - from, (column) => column.subarray(from, to))
}

/** A series whose columns are those that `map` makes. */
export function mapColumns(series: BarSeries, length: number, map: (column: Numbers, name: string) => Numbers): BarSeries {
  const of = (column: Float64Array, name: string): Float64Array => map(column, name) as Float64Array
  const { bars, closes, quotes, repeated } = series
  const columns = Object.fromEntries(BAR_COLUMNS.map((name) => [name, of(bars[name], name)]))
  return {
    ...series,
    bars: { ...columns, length } as unknown as Bars,
    ...(closes !== undefined && { closes: of(closes, 'closes') }),
    ...(repeated !== undefined && { repeated: map(repeated, 'repeated') as Uint8Array }),
    ...(quotes !== undefined && { quotes: mapQuotes(quotes, of) }),
  }
}

function mapQuotes(quotes: Quotes, map: (column: Float64Array, name: string) => Float64Array): Quotes {
  return Object.fromEntries(
    Object.entries(quotes).map(([name, column]: [string, Float64Array]) => [name, map(column, name)]),
  ) as unknown as Quotes
}

function keep(series: BarSeries, to?: Timestamp): Kept {
  const columns: Column[] = []
  const { time, length } = series.bars
  const rows = to === undefined ? length : firstRowFrom(time.subarray(0, length), to)
  const truth = mapColumns(series, rows, (column, name) => {
    const copy = column.slice(0, length)
    columns.push({ name, shown: column.subarray(0, length), truth: copy })
    return copy.subarray(0, rows)
  })
  const random = new Random(SEED)
  return { series, length, truth, columns, known: rows, order: shuffledRows(length, random), factor: factors(length, random) }
}

/** Puts what is not to be seen into the rows from `from` on. Times stay what they are where there are rows at all. */
function hide({ name, shown, truth }: Column, { order, factor }: Kept, hidden: Hidden, from: number): void {
  const isTime = name === 'time' || name === 'closes'
  if (hidden === 'absent') shown.fill(isTime ? Infinity : NaN, from)
  else if (isTime) shown.set(truth.subarray(from), from)
  else if (hidden === 'shuffled') for (let row = from; row < shown.length; row++) shown[row] = truth[order[row]!]!
  else for (let row = from; row < shown.length; row++) shown[row] = truth[row]! * factor[row]!
}

/** How many rows are known by `time`. */
function rowsKnownBy(series: BarSeries, time: number): number {
  let low = 0
  let high = series.bars.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (closeOf(series, middle) <= time) low = middle + 1
    else high = middle
  }
  return low
}

function lastClose(series: BarSeries): number {
  return series.bars.length === 0 ? 0 : closeOf(series, series.bars.length - 1)
}

export function shuffledRows(length: number, random: Random): Int32Array {
  const order = Int32Array.from({ length }, (_, row) => row)
  for (let row = length - 1; row > 0; row--) {
    const other = random.int(0, row)
    const kept = order[row]!
    order[row] = order[other]!
    order[other] = kept
  }
  return order
}

/** Between a half and one and a half, one for each row. */
function factors(length: number, random: Random): Float64Array {
  return Float64Array.from({ length }, () => 0.5 + random.unit())
}
