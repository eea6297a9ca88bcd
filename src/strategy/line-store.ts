/**
 * Where columns lie that were computed before, by this run or by another over the same bars. A run that is one of many asks it before
 * it computes a line; any other run has none.
 */
export interface LineStore {
  /** Names the bars of a series: equal keys have equal rows, as far as both have them. null where lines over it are not kept. */
  seriesKey(instrument: string, timeframe: string): string | null
  /** A short key for a description, equal only for equal ones. */
  keyOf(description: string): string
  /**
   * Columns of at least the rows that are wanted, which stay as they are until the run ends; null where there is no room for them or
   * another run computes them now: nobody waits.
   * @param fill computes them where they are not there
   */
  take(wanted: WantedColumns, fill: (columns: readonly Float64Array[]) => void): readonly Float64Array[] | null
}

export interface WantedColumns {
  readonly key: string
  readonly rows: number
  readonly count: number
}

/** A series whose lines are kept: where, and what names its bars. */
export interface KeptSeries {
  readonly store: LineStore
  readonly key: string
}
