/** The US primary credit rate that LEAN takes for its statistics as the rate without risk. */
import { join } from 'node:path'
import { LockstepError } from '../../base/error.ts'
import { DAY_MS } from '../../model/time.ts'
import { parseDay, readTextIfThere } from './small-file.ts'

/** A rate that holds from each date on until the next. */
export interface InterestRates {
  /** Epoch ms of the dates, ascending, at midnight UTC. */
  readonly time: Float64Array
  /** Fractions of a year: 0.0075 for 0.75 %. */
  readonly rate: Float64Array
  /** The rate of an instant; before the first date, the first. */
  at(timeMs: number): number
}

/** Reads `alternative/interest-rate/usa/interest-rate.csv`. @throws LockstepError E_DATA_FILE, E_DATA_FORMAT */
export async function interestRates(root: string): Promise<InterestRates> {
  const path = join(root, 'alternative', 'interest-rate', 'usa', 'interest-rate.csv')
  const text = await readTextIfThere(path)
  if (text === null)
    throw new LockstepError(
      'E_DATA_FILE',
      `expected interest rates at ${path}, there is no such file`,
      'Take it from LEAN, or name the folder that LEAN calls Data.',
    )
  const rows: { time: number; rate: number }[] = []
  for (const [k, line] of text.split(/\r?\n/).entries()) {
    const [date = '', percent = ''] = line.split(',')
    if (line.trim() === '' || (k === 0 && Number.isNaN(parseDay(date)))) continue
    const row = { time: parseDay(date) * DAY_MS, rate: percent.trim() === '' ? NaN : Number(percent) / 100 }
    if (Number.isNaN(row.time + row.rate))
      throw new LockstepError(
        'E_DATA_FORMAT',
        `expected date and percent in line ${k + 1} of ${path}, it says ${JSON.stringify(line.slice(0, 80))}`,
        'Take the file from LEAN again.',
      )
    rows.push(row)
  }
  if (rows.length === 0)
    throw new LockstepError('E_DATA_EMPTY', `expected rates in ${path}, there are none`, 'Take the file from LEAN again.')
  rows.sort((a, b) => a.time - b.time)
  const time = Float64Array.from(rows, (row) => row.time)
  const rate = Float64Array.from(rows, (row) => row.rate)
  return {
    time,
    rate,
    at: (timeMs) =>
      rate[
        Math.max(
          0,
          time.findLastIndex((t) => t <= timeMs),
        )
      ]!,
  }
}
