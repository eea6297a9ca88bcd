/** A higher timeframe built whole before the run begins, where the runs over its bars share it. */
import type { Calendar } from '../calendar/calendar.ts'
import type { Timeframe } from '../model/timeframe.ts'
import type { Anchor } from '../strategy/bar-rule.ts'
import { ALL_ROWS, BLOCK_ROWS, RING_ROWS, ringColumn, ringColumns, SeriesState } from '../strategy/series-state.ts'
import { bucketsOf } from './buckets.ts'
import { Resampler } from './resampler.ts'

/** A series whose rows are all there. */
export class WholeSeries {
  readonly base: SeriesState
  readonly target: SeriesState

  constructor(base: SeriesState, target: SeriesState) {
    this.base = base
    this.target = target
  }
}

export interface WholeSpec {
  readonly timeframe: Timeframe
  readonly anchor: Anchor
  readonly calendar: Calendar
}

/** As kept: time, open, high, low, close, volume, and when each row is known. */
const COLUMNS = 7

/** Null where it is not kept and there is no room to keep it: then it is built while the run goes on. */
export function wholeSeriesOf(base: SeriesState, { timeframe, anchor, calendar }: WholeSpec): WholeSeries | null {
  if (base.kept === null) return null
  const { store } = base.kept
  const rows = base.available
  // The last bar hangs on where the base ends, so a shorter stretch is another series and no part of this one.
  const key = store.keyOf(
    `${rows} rows of ${base.kept.key} by ${base.timeframe.label} to ${timeframe.label} from ${anchor} in ${JSON.stringify(calendar.name)} ${calendar.version}`,
  )
  let built: readonly Float64Array[] | null = null
  const build = (): readonly Float64Array[] => (built ??= columnsOf(base, { timeframe, anchor, calendar }))
  const counted = store.take({ key: store.keyOf(`length of ${key}`), rows: 1, count: 1 }, ([length]) => {
    length![0] = build()[0]!.length
  })
  const length = counted?.[0]![0] ?? 0
  if (length === 0) return null
  const columns = store.take({ key, rows: length, count: COLUMNS }, (targets) => targets.forEach((target, k) => target.set(build()[k]!)))
  if (columns === null) return null
  const [time, open, high, low, close, volume, closes] = columns as [...Float64Array[]] & { length: typeof COLUMNS }
  const target = new SeriesState({
    instrument: base.instrument,
    timeframe,
    calendar: base.calendar,
    columns: { time: time!, open: open!, high: high!, low: low!, close: close!, volume: volume! },
    mask: ALL_ROWS,
    closes: closes!,
    kept: { store, key },
    isGiven: false,
  })
  target.available = length
  return new WholeSeries(base, target)
}

/** By the one rule that builds it while a run goes on, a block at a time. */
function columnsOf(base: SeriesState, { timeframe, anchor, calendar }: WholeSpec): readonly Float64Array[] {
  const ring = new SeriesState({
    instrument: base.instrument,
    timeframe,
    calendar: base.calendar,
    columns: ringColumns(),
    mask: RING_ROWS - 1,
    closes: ringColumn(),
  })
  const resampler = new Resampler(base, ring, bucketsOf(timeframe, anchor, calendar))
  const { time, open, high, low, close, volume } = ring.columns
  const columns = new GrowingColumns([time, open, high, low, close, volume, ring.closes!])
  for (let from = 0; from < base.available; from += BLOCK_ROWS) {
    resampler.take(from, Math.min(base.available, from + BLOCK_ROWS))
    columns.takeUpTo(ring.available)
  }
  resampler.closeDue(Infinity)
  columns.takeUpTo(ring.available)
  return columns.whole
}

/** What rings held, one after the other. */
class GrowingColumns {
  private readonly rings: readonly Float64Array[]
  private columns: Float64Array[]
  private length = 0

  constructor(rings: readonly Float64Array[]) {
    this.rings = rings
    this.columns = rings.map(() => new Float64Array(BLOCK_ROWS))
  }

  takeUpTo(length: number): void {
    if (length > this.columns[0]!.length) this.columns = this.columns.map((column) => grown(column, 2 * length))
    for (let row = this.length; row < length; row++) {
      for (let k = 0; k < this.rings.length; k++) this.columns[k]![row] = this.rings[k]![row & (RING_ROWS - 1)]!
    }
    this.length = length
  }

  get whole(): readonly Float64Array[] {
    return this.columns.map((column) => column.subarray(0, this.length))
  }
}

function grown(column: Float64Array, length: number): Float64Array {
  const longer = new Float64Array(length)
  longer.set(column)
  return longer
}
