/** Rows into strictly rising time: sorts when it must, drops equal duplicates, quarantines conflicting ones. */
import { BAR_COLUMNS, type Bars } from '../model/bars.ts'
import type { BarTable } from './bar-table.ts'

export interface OrderFound {
  /** Steps back in time from one row to the next; 0 when the file is in order. */
  readonly backSteps: number
  /** Every step goes back: the file has its newest row first. */
  readonly newestFirst: boolean
  /** Rows dropped because another has the same six values. */
  readonly duplicates: number
}

/** Orders the rows of `table` in place. Rows of one time keep the order of the file until they are compared. */
export function orderRows(table: BarTable): OrderFound {
  const { time } = table.bars
  let risen = 1
  while (risen < table.rows && time[risen]! > time[risen - 1]!) risen++
  if (risen >= table.rows) return { backSteps: 0, newestFirst: false, duplicates: 0 }
  let back = 0
  let forward = risen - 1
  for (let i = risen; i < table.rows; i++) {
    const step = time[i]! - time[i - 1]!
    if (step < 0) back++
    else if (step > 0) forward++
  }
  const order = back > 0 ? sortedOrder(time, table.rows) : null
  if (order !== null) permute(table.bars, order)
  const duplicates = dropDuplicates(table, (row) => table.lineOf(order === null ? row : order[row]!))
  return { backSteps: back, newestFirst: back > 0 && forward === 0, duplicates }
}

/** Row numbers in order of time, equal times in order of row: a merge sort that starts from the runs that are there. */
function sortedOrder(time: Float64Array, count: number): Uint32Array {
  let from = new Uint32Array(count)
  let starts: number[] = []
  for (let i = 0; i < count;) {
    starts.push(i)
    let end = i + 1
    if (end < count && time[end]! < time[i]!) {
      while (end < count && time[end]! < time[end - 1]!) end++
      for (let k = i; k < end; k++) from[k] = end - 1 - (k - i)
    } else {
      while (end < count && time[end]! >= time[end - 1]!) end++
      for (let k = i; k < end; k++) from[k] = k
    }
    i = end
  }
  let to = new Uint32Array(starts.length > 1 ? count : 0)
  while (starts.length > 1) {
    const merged: number[] = []
    for (let r = 0; r < starts.length; r += 2) {
      const middle = starts[r + 1] ?? count
      const end = starts[r + 2] ?? count
      merge(time, from, starts[r]!, middle, end, to)
      merged.push(starts[r]!)
    }
    starts = merged
    ;[from, to] = [to, from]
  }
  return from
}

function merge(time: Float64Array, from: Uint32Array, start: number, middle: number, end: number, to: Uint32Array): void {
  let a = start
  let b = middle
  for (let k = start; k < end; k++) {
    const takeA = b >= end || (a < middle && time[from[a]!]! <= time[from[b]!]!)
    to[k] = from[takeA ? a++ : b++]!
  }
}

function permute(bars: Bars, order: Uint32Array): void {
  const scratch = new Float64Array(order.length)
  for (const name of BAR_COLUMNS) {
    const column = bars[name]
    for (let i = 0; i < order.length; i++) scratch[i] = column[order[i]!]!
    column.set(scratch)
  }
}

/** Of rows with one time: all equal keeps the first, otherwise all go to quarantine. Returns how many were dropped as equal. */
function dropDuplicates(table: BarTable, lineOf: (row: number) => number): number {
  const { bars } = table
  const columns = BAR_COLUMNS.map((name) => bars[name])
  const sameRow = (a: number, b: number): boolean => columns.every((column) => column[a] === column[b])
  let duplicates = 0
  let kept = 0
  for (let i = 0; i < table.rows;) {
    let end = i + 1
    while (end < table.rows && bars.time[end] === bars.time[i]) end++
    let equal = true
    for (let k = i + 1; k < end; k++) equal &&= sameRow(i, k)
    if (equal) {
      if (kept !== i) for (const column of columns) column[kept] = column[i]!
      kept++
      duplicates += end - i - 1
    } else {
      for (let k = i; k < end; k++) table.refuse(lineOf(k), 'conflict', columns.map((column) => column[k]).join(','))
    }
    i = end
  }
  table.rows = kept
  return duplicates
}
