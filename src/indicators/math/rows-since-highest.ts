import { LineIndicator } from '../line-indicator.ts'

/** How many rows ago the highest of the last `period` values was, 0 for this row; of equal ones the newest. */
export class RowsSinceHighest extends LineIndicator {
  private readonly period: number
  /** As in highest.ts, and beside the highest of each tail its place in the block. */
  private readonly window: Float64Array
  private readonly places: Int32Array
  private at = 0
  private head = NaN
  private headPlace = 0

  constructor({ period }: { readonly period: number }) {
    super(period - 1)
    this.period = period
    this.window = new Float64Array(period).fill(NaN)
    this.places = new Int32Array(period)
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { period, window, places } = this
    let { at, head, headPlace } = this
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      target[targetAt + i] = NaN
      if (Number.isNaN(value)) continue
      if (!(value < head)) {
        head = value
        headPlace = at
      }
      window[at++] = value
      if (at === period) {
        raiseTails(window, places)
        at = 0
        head = NaN
      }
      const tail = window[at]!
      if (Number.isNaN(tail)) continue
      target[targetAt + i] = at - 1 + (head >= tail ? -headPlace : period - places[at]!)
    }
    this.at = at
    this.head = head
    this.headPlace = headPlace
  }
}

function raiseTails(window: Float64Array, places: Int32Array): void {
  let highest = NaN
  let place = 0
  for (let i = window.length - 1; i >= 0; i--) {
    if (!(window[i]! <= highest)) {
      highest = window[i]!
      place = i
    }
    window[i] = highest
    places[i] = place
  }
}
