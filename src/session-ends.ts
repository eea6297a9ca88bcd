/** Front door: where sessions end in a series, for simulated trades that are not held over night. */
import { calendarOf } from './calendar/calendars.ts'
import type { BarSeries } from './model/bars.ts'
import { barClose } from './model/timeframe.ts'

/**
 * 1 for the last row of each session of the instrument's calendar, half days as they are; rows between sessions belong to the one that
 * follows. The last row of all ends a session if it closes with it. A market that trades its last minute seldom ends earlier here, which
 * only looking back can know.
 *
 *     simulateTrades({ data: { ...series, bars: { ...series.bars, sessionEnds: sessionEnds(series) } }, sessionEnd: true, entries })
 */
export function sessionEnds({ instrument, timeframe, bars }: Pick<BarSeries, 'instrument' | 'timeframe' | 'bars'>): Uint8Array {
  const calendar = calendarOf(instrument.calendar)
  const { time, length } = bars
  const marks = new Uint8Array(length)
  let close = Infinity
  for (let i = 0; i < length; i++) {
    if (i > 0 && time[i]! < close) continue
    if (i > 0) marks[i - 1] = 1
    close = calendar.nextClose(time[i]!)
  }
  if (length > 0 && barClose(timeframe, time[length - 1]!) >= close) marks[length - 1] = 1
  return marks
}
