/** The wall clock of New York, where these algorithms live. */
import type { Timestamp } from '../../../src/index.ts'

const clock = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/New_York',
  dateStyle: 'short',
  timeStyle: 'medium',
  hourCycle: 'h23',
})

/** `2013-10-07 09:31:00` */
export function wallClock(time: Timestamp): string {
  return clock.format(time).replace(',', '')
}

/** `2013-10-07` */
export function dateOf(time: Timestamp): string {
  return wallClock(time).slice(0, 10)
}
