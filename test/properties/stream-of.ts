/** A series that is in memory as a stream of it, handed out in chunks of any size. */
import { streamedSeries, type BarReader, type BarStream } from '../../src/model/bar-stream.ts'
import { BAR_COLUMNS, type Bars, type BarSeries } from '../../src/model/bars.ts'
import type { Timestamp } from '../../src/model/time.ts'

export function streamOf(series: BarSeries, chunkRows: number): BarSeries {
  return streamedSeries(series, new BarsStream(series.bars, series.bars.length, chunkRows))
}

class BarsStream implements BarStream {
  readonly rows: number
  readonly from: Timestamp
  readonly to: Timestamp
  readonly chunkRows: number
  private readonly bars: Bars

  constructor(bars: Bars, rows: number, chunkRows: number) {
    this.bars = bars
    this.rows = rows
    this.chunkRows = chunkRows
    this.from = bars.time[0]! as Timestamp
    this.to = bars.time[rows - 1]! as Timestamp
  }

  rowFrom(time: Timestamp): number {
    const row = this.bars.time.subarray(0, this.rows).findIndex((opened) => opened >= time)
    return row < 0 ? this.rows : row
  }

  first(rows: number): BarStream {
    return new BarsStream(this.bars, rows, this.chunkRows)
  }

  open(row: number): BarReader {
    let next = row
    return {
      read: (into, at, count) => {
        for (const name of BAR_COLUMNS) into[name].set(this.bars[name].subarray(next, next + count), at)
        next += count
      },
    }
  }
}
