/** Lengths of time as people say them, months, days or bars, laid along the bars that there are. */
import { assert } from '../base/assert.ts'
import { LockstepError } from '../base/error.ts'
import { DAY_MS, type Timestamp } from '../model/time.ts'
import { barClose } from '../model/timeframe.ts'

export interface Span {
  readonly unit: 'bar' | 'day' | 'month'
  /** A whole number, 0 or more. */
  readonly count: number
}

export const noSpan: Span = { unit: 'bar', count: 0 }

const UNITS: ReadonlyMap<string, { readonly unit: Span['unit']; readonly each: number }> = new Map([
  ['b', { unit: 'bar', each: 1 }],
  ['d', { unit: 'day', each: 1 }],
  ['w', { unit: 'day', each: 7 }],
  ['m', { unit: 'month', each: 1 }],
  ['mo', { unit: 'month', each: 1 }],
  ['y', { unit: 'month', each: 12 }],
])

/** `12m`, `5d`, `2w`, `1y`, or `500b` for bars. @throws LockstepError E_USAGE */
export function parseSpan(text: string): Span {
  const [, digits, letters = ''] = /^\s*(\d{1,7})\s*(b|d|w|mo?|y)\s*$/.exec(text) ?? []
  const unit = UNITS.get(letters)
  if (unit === undefined) {
    throw new LockstepError(
      'E_USAGE',
      `expected a span such as 12m, 5d or 500b, was "${text}"`,
      'Write a whole number and a unit: m for months, d days, w weeks, y years, b bars.',
    )
  }
  return { unit: unit.unit, count: Number(digits) * unit.each }
}

/** The opening times of the bars a search is over, and how to walk along them. */
export class Timeline {
  private readonly times: Float64Array

  /** @param times epoch ms, rising; at least one */
  constructor(times: Float64Array) {
    assert(times.length > 0, 'a timeline has a bar')
    this.times = times
  }

  /** When the first bar opens. */
  get from(): Timestamp {
    return this.times[0]! as Timestamp
  }

  /** Just after the last bar opens: bars that open before it are all. */
  get to(): Timestamp {
    return (this.times.at(-1)! + 1) as Timestamp
  }

  get barCount(): number {
    return this.times.length
  }

  /** When the bar of an index opens; the end of all beyond the last. */
  timeOf(index: number): Timestamp {
    return index < this.times.length ? (this.times[Math.max(0, index)]! as Timestamp) : this.to
  }

  /** Bars that open before a time. */
  barsBefore(time: number): number {
    let [low, high] = [0, this.times.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.times[middle]! < time) low = middle + 1
      else high = middle
    }
    return low
  }

  /** A time moved by so many spans; negative ones move it back. Months keep the day where there is one. */
  moved(time: Timestamp, { unit, count }: Span, spans = 1): Timestamp {
    const by = count * spans
    if (by === 0) return time
    if (unit === 'month') return barClose({ label: `${by}mo`, ms: 0, months: by }, time) as Timestamp
    return unit === 'day' ? ((time + by * DAY_MS) as Timestamp) : this.timeOf(this.barsBefore(time) + by)
  }
}
