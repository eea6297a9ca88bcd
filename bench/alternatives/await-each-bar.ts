/** A strategy that may await, awaited at every bar, against one that is called. */
import type { Bars } from 'lockstep'
import type { Contest } from './contest.ts'

export function contest(bars: Bars): Contest {
  return {
    lost: async () => {
      let sum = 0
      const onBar = async (row: number): Promise<void> => {
        sum += bars.close[row]!
      }
      for (let i = 0; i < bars.length; i++) await onBar(i)
      return sum
    },
    won: () => {
      let sum = 0
      const onBar = (row: number): void => {
        sum += bars.close[row]!
      }
      for (let i = 0; i < bars.length; i++) onBar(i)
      return sum
    },
    comparedTo: 'calling it',
  }
}
