/** Schedules ring in the order of their times, those of one time in the order in which they were declared. */
import { expect } from 'vitest'
import { moment, strategy, type ScheduleText } from '../../../../src/index.ts'
import { spyMinute, week, type LeanAlgorithm } from '../lean-algorithm.ts'
import { wallClock } from '../new-york.ts'

const rung: string[] = []
const TIMES: readonly ScheduleText[] = ['09:25', 'close-5m', '16:05']

export const scheduledEvents: LeanAlgorithm = {
  name: 'ScheduledEventsOrderRegressionAlgorithm',
  ...week,
  data: [spyMinute],
  strategy: () =>
    strategy({
      name: 'scheduled-events',
      setup({ market, on, at, now }) {
        const spy = market('SPY')
        rung.length = 0
        for (const time of TIMES) for (const id of [0, 1]) at(time, 'XNYS', () => rung.push(`${wallClock(now())} ${id}`))
        at('week-start open', 'XNYS', () => rung.push(`${wallClock(now())} week`))
        on(moment, () => {
          if (!spy.position.isOpen) spy.target({ weight: 1 })
        })
      },
    }),
  check() {
    const days = ['07', '08', '09', '10', '11'].flatMap((day) =>
      ['09:25', '15:55', '16:05'].flatMap((time) => [0, 1].map((id) => `2013-10-${day} ${time}:00 ${id}`)),
    )
    // Nothing rings after the last bar of the run.
    const all = [...days.slice(0, -2), '2013-10-07 09:30:00 week'].sort()
    expect(rung).toEqual(all)
  },
}
