/** Bars built from hours close when their time is over, also where no bar comes then. */
import { expect } from 'vitest'
import { strategy } from '../../../../src/index.ts'
import { spyHour, type LeanAlgorithm } from '../lean-algorithm.ts'
import { wallClock } from '../new-york.ts'

const closed: Record<string, string[]> = {}

export const consolidateScan: LeanAlgorithm = {
  name: 'ConsolidateScanRegressionAlgorithm',
  from: '2013-10-07',
  to: '2013-10-10',
  data: [spyHour],
  strategy: () =>
    strategy({
      name: 'consolidate-scan',
      setup({ market, on, now }) {
        const spy = market('SPY')
        const note = (what: string): void => void (closed[what] ??= []).push(wallClock(now()).slice(8, 16))
        for (const what of Object.keys(closed)) delete closed[what]
        on(spy.bars('1d'), () => {
          if (closed['1d'] === undefined) spy.target({ weight: 1 })
          note('1d')
        })
        on(spy.bars('3h', { anchor: 'midnight' }), () => note('3h'))
        on(spy.bars('2d', { anchor: 'bar' }), () => note('2d'))
      },
    }),
  check() {
    expect(closed).toEqual({
      '1d': ['07 16:00', '08 16:00', '09 16:00', '10 16:00'],
      '3h': ['07', '08', '09', '10'].flatMap((day) => [`${day} 12:00`, `${day} 15:00`, `${day} 18:00`]).slice(0, -1),
      '2d': ['09 09:00'],
    })
  },
}
